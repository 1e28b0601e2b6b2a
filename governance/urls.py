"""Routes of the triad, of successions, of what was promised, and of invitations."""

from django.urls import path

from governance.views import commitments, facilitators, letters, succession, triad

app_name = "governance"
TRIAD = "sites/<slug:site>/triade/"
urlpatterns = [
    path(TRIAD, triad.triad_page, name="triad-page"),
    path(f"{TRIAD}invitations/", triad.invitation_send, name="invitation-send"),
    path(
        f"{TRIAD}invitations/<uuid:invitation>/retirer/",
        triad.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path(f"{TRIAD}mandats/<uuid:mandate>/fin/", triad.mandate_end, name="mandate-end"),
    path(f"{TRIAD}mandats/<uuid:mandate>/echeance/", triad.mandate_expect, name="mandate-expect"),
    path(f"{TRIAD}etat/succession/", succession.succession_state, name="succession-state"),
    path(
        f"{TRIAD}commune/succession/",
        succession.succession_municipality,
        name="succession-municipality",
    ),
    path(
        f"{TRIAD}association/succession/",
        succession.succession_community,
        name="succession-community",
    ),
    path(f"{TRIAD}engagements/", commitments.commitment_list, name="commitment-list"),
    path(f"{TRIAD}engagements/nouveau/", commitments.commitment_make, name="commitment-make"),
    path(
        f"{TRIAD}engagements/<uuid:commitment>/suite/",
        commitments.commitment_settle,
        name="commitment-settle",
    ),
    path("invitation/<str:secret>/", triad.invitation_accept, name="invitation-accept"),
    path("national/animateurs/", facilitators.facilitator_list, name="facilitator-list"),
    path(
        "national/animateurs/<uuid:person>/sites/",
        facilitators.single_site_give,
        name="single-site-give",
    ),
    path(
        "national/animateurs/sites/<uuid:membership>/fin/",
        facilitators.single_site_end,
        name="single-site-end",
    ),
    path("compte/courriels/", letters.letters_page, name="letters-page"),
    path("courriels/arret/<str:seal>/", letters.letters_stop, name="letters-stop"),
    path("compte/", triad.rights_page, name="rights-page"),
]
