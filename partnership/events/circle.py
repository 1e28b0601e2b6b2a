"""What can happen in the circle that decides by consent."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from partnership.models import DecisionReview, Place


@event("partnership.decision_proposed")
@dataclass(frozen=True)
class DecisionProposed(Event):
    """A proposal is put to the circle."""

    sentence = _("proposed “{title}” to the circle")
    public = False
    title: str


@event("partnership.objection_raised")
@dataclass(frozen=True)
class ObjectionRaised(Event):
    """Somebody objects, with a reason."""

    sentence = _("noted an objection to “{title}” (from: {place})")
    public = False
    title: str
    place: Place


@event("partnership.objection_met")
@dataclass(frozen=True)
class ObjectionMet(Event):
    """An objection was met."""

    sentence = _("noted how an objection to “{title}” was met")
    public = False
    title: str


@event("partnership.decision_taken")
@dataclass(frozen=True)
class DecisionTaken(Event):
    """The circle consents."""

    sentence = _("recorded the decision “{title}”, taken by consent on {taken_on}")
    public = False
    title: str
    taken_on: date
    review_on: date
    facilitator: str


@event("partnership.decision_set_aside")
@dataclass(frozen=True)
class DecisionSetAside(Event):
    """The proposal is not pursued."""

    sentence = _("set aside the proposal “{title}”")
    public = False
    title: str
    reason: str


@event("partnership.decision_made_public")
@dataclass(frozen=True)
class DecisionMadePublic(Event):
    """Everybody may read it."""

    sentence = _("made the decision “{title}” public")
    title: str


@event("partnership.decision_kept_inside")
@dataclass(frozen=True)
class DecisionKeptInside(Event):
    """It is again for the people of the site only."""

    sentence = _("keeps the decision “{title}” inside the site again")
    public = False
    title: str


@event("partnership.decision_reviewed")
@dataclass(frozen=True)
class DecisionReviewed(Event):
    """The day of review came."""

    sentence = _("reviewed the decision “{title}”: {outcome}")
    public = False
    title: str
    outcome: DecisionReview.Outcome
    note: str
