"""What can happen around a comment: replies, and the letters about them.

Without the name of who commented: history never forgets, and a name may be hidden later.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event


@event("agenda.answer_address_left")
@dataclass(frozen=True)
class AnswerAddressLeft(Event):
    """Whoever commented left an e-mail address afterwards; which one stands with the comment."""

    sentence = _("left an address for the answer to their comment on version {number}")
    public = False
    unnamed = True
    number: int


@event("agenda.reply_made")
@dataclass(frozen=True)
class ReplyMade(Event):
    """Somebody replied to a comment; what they said stands beside it, not here."""

    sentence = _("replied to a comment on version {number}")
    public = False
    unnamed = True
    number: int


@event("agenda.replies_told")
@dataclass(frozen=True)
class RepliesTold(Event):
    """The author of a comment was written to, because somebody replied."""

    sentence = _("wrote to the author of a comment, which has {replies} new replies")
    public = False
    replies: int


@event("agenda.reply_letters_stopped")
@dataclass(frozen=True)
class ReplyLettersStopped(Event):
    """The author of a comment wants no more letters about replies."""

    sentence = _("wants no more letters about replies to their comment on version {number}")
    public = False
    unnamed = True
    number: int


@event("agenda.agreement_given")
@dataclass(frozen=True)
class AgreementGiven(Event):
    """A person agrees with a comment; who it is stands nowhere."""

    sentence = _("agreed with a comment on version {number}")
    public = False
    unnamed = True
    kept = True
    number: int


@event("agenda.agreement_taken_back")
@dataclass(frozen=True)
class AgreementTakenBack(Event):
    """A person agrees no longer."""

    sentence = _("took back their agreement with a comment on version {number}")
    public = False
    unnamed = True
    kept = True
    number: int
