"""Routes of readiness and the five conditions."""

from django.urls import path

from kit.sheets import FILES
from readiness.views import decisions, rating, rounds, sheets

app_name = "readiness"
HOME = "sites/<slug:site>/maturite/"
ROUND = f"{HOME}tours/<uuid:round_id>/"
urlpatterns = [
    path(HOME, rounds.round_list, name="round-list"),
    path(f"{HOME}tours/nouveau/", rounds.round_open, name="round-open"),
    path(ROUND, rounds.round_page, name="round-page"),
    path(f"{ROUND}evaluer/", rating.rating_page, name="rating-page"),
    path(f"{ROUND}evaluer/retirer/", rating.ratings_withdraw, name="ratings-withdraw"),
    path(f"{ROUND}rencontre/", rounds.meeting_open, name="meeting-open"),
    path(f"{ROUND}rencontre/<slug:dimension>/", rating.consensus_note, name="consensus-note"),
    path(f"{ROUND}conclure/", rounds.round_conclude, name="round-conclude"),
    path(f"{ROUND}mise-de-cote/", rounds.round_set_aside, name="round-set-aside"),
    path(f"{ROUND}decision/", decisions.decision_take, name="decision-take"),
    path(f"{ROUND}appuis/<uuid:named>/demander/", decisions.named_ask, name="named-ask"),
    path(f"{ROUND}partage/", rounds.sharing_change, name="sharing-change"),
    path("national/maturite/", sheets.national_page, name="national-page"),
]
for kind in FILES:
    urlpatterns += [
        path(f"{ROUND}tour.{kind}", sheets.round_export, {"kind": kind}, name=f"round-{kind}"),
        path(
            f"national/maturite/tours.{kind}",
            sheets.national_export,
            {"kind": kind},
            name=f"national-{kind}",
        ),
    ]
