"""What can happen in a round. An entry says that somebody rated, never what.

Who rated and what was decided is told at the site alone: the pages of a round say it to those with
whom the site shares it, as long as it does.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from readiness.models import Kind, ReadinessDecision, Sharing


@event("readiness.round_opened")
@dataclass(frozen=True)
class RoundOpened(Event):
    """A round begins: each rates alone."""

    sentence = _("opened a round: “{rubric}”, to be rated until {rate_until}")
    public = False
    rubric: Kind
    version: int
    rate_until: date


@event("readiness.ratings_given")
@dataclass(frozen=True)
class RatingsGiven(Event):
    """Somebody saves a part of their own ratings."""

    sentence = _("saved a part of their own ratings: “{rubric}”")
    public = False
    kept = True
    rubric: Kind


@event("readiness.ratings_withdrawn")
@dataclass(frozen=True)
class RatingsWithdrawn(Event):
    """Somebody takes their ratings back."""

    sentence = _("withdrew ratings of their own: “{rubric}”")
    public = False
    kept = True
    rubric: Kind


@event("readiness.meeting_opened")
@dataclass(frozen=True)
class MeetingOpened(Event):
    """From now on the ratings are read by each other."""

    sentence = _("opened the meeting of the round “{rubric}”")
    public = False
    rubric: Kind


@event("readiness.consensus_noted")
@dataclass(frozen=True)
class ConsensusNoted(Event):
    """The meeting says something of one dimension."""

    sentence = _("noted what the meeting says of one dimension: “{rubric}”")
    public = False
    kept = True
    rubric: Kind


@event("readiness.round_concluded")
@dataclass(frozen=True)
class RoundConcluded(Event):
    """The meeting is over."""

    sentence = _("concluded the round “{rubric}”, talked over on {met_on}")
    public = False
    rubric: Kind
    met_on: date
    facilitator: str


@event("readiness.round_set_aside")
@dataclass(frozen=True)
class RoundSetAside(Event):
    """The round goes no further."""

    sentence = _("set aside the round “{rubric}”")
    public = False
    rubric: Kind


@event("readiness.sharing_changed")
@dataclass(frozen=True)
class SharingChanged(Event):
    """The site chooses who reads what its meeting agreed on."""

    sentence = _("shares the round “{rubric}” with: {after} (before: {before})")
    public = False
    rubric: Kind
    before: Sharing
    after: Sharing


@event("readiness.readiness_decided")
@dataclass(frozen=True)
class ReadinessDecided(Event):
    """What is decided of readiness."""

    sentence = _("decided on the site's readiness: “{outcome}”")
    public = False
    kept = True
    outcome: ReadinessDecision.Outcome
    revisit_on: date | None


@event("readiness.support_linked")
@dataclass(frozen=True)
class SupportLinked(Event):
    """A support day answers a support that a decision names."""

    sentence = _("gave the named support “{what}” its support day: “{title}”")
    public = False
    kept = True
    what: str
    title: str
