"""Routes of the national steering committee."""

from django.urls import path

from kit.sheets import FILES
from steering.views import decisions, meetings

app_name = "steering"
COMMITTEE = "national/comite/"
MEETING, DECISION = (
    f"{COMMITTEE}seances/<uuid:meeting>/",
    f"{COMMITTEE}decisions/<uuid:decision>/",
)
urlpatterns = [
    path(COMMITTEE, meetings.committee_page, name="committee-page"),
    path(f"{COMMITTEE}seances/nouvelle/", meetings.meeting_plan, name="meeting-plan"),
    path(MEETING, meetings.meeting_page, name="meeting-page"),
    path(f"{MEETING}changer/", meetings.meeting_change, name="meeting-change"),
    path(f"{MEETING}tenue/", meetings.meeting_hold, name="meeting-hold"),
    path(f"{MEETING}annulation/", meetings.meeting_cancel, name="meeting-cancel"),
    path(f"{MEETING}compte-rendu/", meetings.minutes_keep, name="minutes-keep"),
    path(f"{MEETING}decisions/nouvelle/", decisions.decision_record, name="decision-record"),
    path(f"{COMMITTEE}decisions/", decisions.decision_list, name="decision-list"),
    *(
        path(
            f"{COMMITTEE}decisions/decisions.{kind}",
            decisions.decision_file,
            {"kind": kind},
            name=f"decision-{kind}",
        )
        for kind in FILES
    ),
    path(DECISION, decisions.decision_page, name="decision-page"),
    path(f"{DECISION}suivi/", decisions.decision_follow, name="decision-follow"),
    path(f"{DECISION}revue/", decisions.decision_review, name="decision-review"),
    path("sites/<slug:site>/comite/", decisions.site_decisions, name="site-decisions"),
]
