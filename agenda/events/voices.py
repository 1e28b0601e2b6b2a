"""What can happen to a consultation and to what was said in it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from agenda.models import Outcome
from journal.events import Event, event


@event("agenda.consultation_opened")
@dataclass(frozen=True)
class ConsultationOpened(Event):
    """Everybody may say what they think of the text, until a day."""

    sentence = _("opened version {number} of the common agenda to comments until {until}")
    number: int
    until: date
    sha256: str


@event("agenda.consultation_closed")
@dataclass(frozen=True)
class ConsultationClosed(Event):
    """No more comments on this version; each will have an outcome."""

    sentence = _("closed the comments on version {number} of the common agenda: {comments} in all")
    number: int
    comments: int


@event("agenda.comment_made")
@dataclass(frozen=True)
class CommentMade(Event):
    """Somebody said something; what they said stands with the version, not here."""

    sentence = _("commented on “{passage}” in version {number} of the common agenda")
    public = False
    unnamed = True
    number: int
    passage: str
    workshop: bool


@event("agenda.comment_made_on_the_whole")
@dataclass(frozen=True)
class CommentMadeOnTheWhole(Event):
    """Somebody said something about no passage, but about the whole text."""

    sentence = _("commented on the whole text of version {number} of the common agenda")
    public = False
    unnamed = True
    number: int
    workshop: bool


@event("agenda.workshop_entered")
@dataclass(frozen=True)
class WorkshopEntered(Event):
    """The sheet of a workshop was entered; what was said stands with the version, not here."""

    sentence = _(
        "entered {lines} comments said at the workshop “{title}” of {held_on}, on version {number}"
    )
    number: int
    title: str
    held_on: date
    lines: int
    people: int


@event("agenda.outcome_given")
@dataclass(frozen=True)
class OutcomeGiven(Event):
    """A comment has an answer."""

    # Without the name of who spoke: history never forgets, and a name may be hidden later.
    sentence = _("answered a comment on version {number}: {outcome}")
    number: int
    outcome: Outcome.Kind
    kind_before: Outcome.Kind | None


@event("agenda.outcomes_given")
@dataclass(frozen=True)
class OutcomesGiven(Event):
    """Many comments have the same answer, each for itself."""

    sentence = _("gave {given} comments the same answer: {outcome}")
    outcome: Outcome.Kind
    given: int
    left: int
