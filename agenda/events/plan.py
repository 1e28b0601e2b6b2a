"""What can happen to the action plan."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agenda.models import Activity
from journal.events import Event, event


@event("agenda.activity_planned")
@dataclass(frozen=True)
class ActivityPlanned(Event):
    """Something new in the plan."""

    sentence = _("added “{title}” to the action plan, led by {lead}")
    title: str
    lead: str


@event("agenda.activity_moved")
@dataclass(frozen=True)
class ActivityMoved(Event):
    """An activity of the plan goes on, stops or ends."""

    sentence = _("changed “{title}” in the action plan: {after}")
    title: str
    before: Activity.State
    after: Activity.State
    reason: str
