"""Routes of the triad and of invitations."""

from django.urls import path

from governance import views

app_name = "governance"
urlpatterns = [
    path("sites/<slug:site>/triade/", views.triad_page, name="triad-page"),
    path("sites/<slug:site>/triade/invitations/", views.invitation_send, name="invitation-send"),
    path(
        "sites/<slug:site>/triade/invitations/<uuid:invitation>/retirer/",
        views.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path(
        "sites/<slug:site>/triade/mandats/<uuid:mandate>/fin/",
        views.mandate_end,
        name="mandate-end",
    ),
    path("invitation/<str:secret>/", views.invitation_accept, name="invitation-accept"),
    path("compte/", views.rights_page, name="rights-page"),
]
