"""What can happen in the steering committee. What is said there is not public."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from steering.models import CommitteeReview


@event("steering.meeting_planned")
@dataclass(frozen=True)
class MeetingPlanned(Event):
    """The committee will meet."""

    sentence = _("planned “{title}” on {on}")
    public = False
    title: str
    on: date


@event("steering.meeting_changed")
@dataclass(frozen=True)
class MeetingChanged(Event):
    """Another day, place or agenda."""

    sentence = _("changed “{title}”, planned on {on}")
    public = False
    title: str
    on: date


@event("steering.meeting_held")
@dataclass(frozen=True)
class MeetingHeld(Event):
    """The committee has met."""

    sentence = _("noted that “{title}” was held on {on}")
    public = False
    title: str
    on: date


@event("steering.meeting_cancelled")
@dataclass(frozen=True)
class MeetingCancelled(Event):
    """The committee will not meet."""

    sentence = _("cancelled “{title}”: {reason}")
    public = False
    title: str
    on: date
    reason: str


@event("steering.minutes_kept")
@dataclass(frozen=True)
class MinutesKept(Event):
    """The minutes were written, or written anew."""

    sentence = _("kept the minutes of “{title}”")
    public = False
    title: str
    shared: bool


@event("steering.decision_recorded")
@dataclass(frozen=True)
class DecisionRecorded(Event):
    """The committee has decided."""

    sentence = _("recorded the decision {reference} of the steering committee: “{title}”")
    public = False
    reference: str
    title: str
    review_on: date


@event("steering.decision_published")
@dataclass(frozen=True)
class DecisionPublished(Event):
    """The triad of a site may read a decision about it; the entry stands at the site."""

    sentence = _("published decision {reference} of the national steering committee to the triad")
    public = False
    reference: str


@event("steering.decision_followed")
@dataclass(frozen=True)
class DecisionFollowed(Event):
    """Who carries it, until when, who reads it: the follow-up has changed."""

    sentence = _(
        "changed the follow-up of decision {reference}: carried by {carried_by}, "
        "to be reviewed on {review_on}"
    )
    public = False
    reference: str
    carried_by: str
    review_on: date


@event("steering.decision_reviewed")
@dataclass(frozen=True)
class DecisionReviewed(Event):
    """The committee said where a decision stands."""

    sentence = _("reviewed decision {reference} of the steering committee: {outcome}")
    public = False
    reference: str
    outcome: CommitteeReview.Outcome


@event("steering.decision_replaced")
@dataclass(frozen=True)
class DecisionReplaced(Event):
    """A later decision stands in the place of an earlier one."""

    sentence = _("recorded decision {reference}, “{title}”, in the place of {replaced}")
    public = False
    reference: str
    title: str
    replaced: str
    review_on: date
