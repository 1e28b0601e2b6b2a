"""What can happen around a comment: replies, and the letters about them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event


@event("agenda.reply_made")
@dataclass(frozen=True)
class ReplyMade(Event):
    """Somebody replied to a comment; what they said stands beside it, not here."""

    sentence = _("replied to {name} about version {number}")
    public = False
    number: int
    name: str


@event("agenda.replies_told")
@dataclass(frozen=True)
class RepliesTold(Event):
    """The author of a comment was written to, because somebody replied."""

    sentence = _("wrote to {name}, whose comment has {replies} new replies")
    public = False
    name: str
    replies: int


@event("agenda.reply_letters_stopped")
@dataclass(frozen=True)
class ReplyLettersStopped(Event):
    """The author of a comment wants no more letters about replies."""

    sentence = _("wants no more letters about replies to their comment")
    public = False
    name: str


@event("agenda.agreement_given")
@dataclass(frozen=True)
class AgreementGiven(Event):
    """A person agrees with a comment; who it is stands nowhere."""

    sentence = _("agreed with {name} about version {number}")
    public = False
    kept = True
    number: int
    name: str


@event("agenda.agreement_taken_back")
@dataclass(frozen=True)
class AgreementTakenBack(Event):
    """A person agrees no longer."""

    sentence = _("took back their agreement with {name} about version {number}")
    public = False
    kept = True
    number: int
    name: str
