"""Routes of the account that allauth does not have."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [path("compte/texte-garde/", views.kept_text, name="kept-text")]
