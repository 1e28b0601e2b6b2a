"""Routes of the sites app."""

from django.urls import path

from sites import views

app_name = "sites"
urlpatterns = [path("sites/", views.site_list, name="site-list")]
