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


@event("agenda.activity_corrected")
@dataclass(frozen=True)
class ActivityCorrected(Event):
    """What is said of an activity has changed; its page tells what."""

    sentence = _("corrected “{title}” in the action plan")
    title: str
    revision: int


@event("agenda.activity_tied")
@dataclass(frozen=True)
class ActivityTied(Event):
    """An activity is tied to a passage of an adopted version."""

    sentence = _("tied “{title}” to “{heading}”, version {number} of the common agenda")
    title: str
    heading: str
    number: int


@event("agenda.activity_untied")
@dataclass(frozen=True)
class ActivityUntied(Event):
    """An activity is tied to no passage any more."""

    sentence = _("untied “{title}” from the common agenda")
    title: str


@event("agenda.activity_noted")
@dataclass(frozen=True)
class ActivityNoted(Event):
    """A progress note."""

    sentence = _("told how “{title}” goes")
    title: str


@event("agenda.activity_on_course")
@dataclass(frozen=True)
class ActivityOnCourse(Event):
    """An activity goes on as planned."""

    sentence = _("said that “{title}” is still on course")
    title: str


@event("agenda.activities_linked")
@dataclass(frozen=True)
class ActivitiesLinked(Event):
    """One activity makes another stronger."""

    sentence = _("said that “{source}” reinforces “{target}”: {why}")
    source: str
    target: str
    why: str


@event("agenda.activities_unlinked")
@dataclass(frozen=True)
class ActivitiesUnlinked(Event):
    """A reinforcing link is taken away."""

    sentence = _("took away the link from “{source}” to “{target}”")
    source: str
    target: str


@event("agenda.plan_imported")
@dataclass(frozen=True)
class PlanImported(Event):
    """The plan came back from a spreadsheet."""

    sentence = _("brought back the action plan from a spreadsheet: {added} new, {changed} changed")
    added: int
    changed: int
