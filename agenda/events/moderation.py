"""What can be decided about what is shown; whom it is about stands with the comment, not here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agenda.models import Ground
from journal.events import Event, event


@event("agenda.comment_hidden")
@dataclass(frozen=True)
class CommentHidden(Event):
    """A comment is not shown any more, on a ground."""

    sentence = _("hid a comment on version {number} of the common agenda: {ground}")
    number: int
    ground: Ground


@event("agenda.comment_shown")
@dataclass(frozen=True)
class CommentShown(Event):
    """A comment that was held for reading is shown."""

    sentence = _("read a comment on version {number} of the common agenda: it is shown")
    public = False
    number: int


@event("agenda.comment_kept")
@dataclass(frozen=True)
class CommentKept(Event):
    """A comment was read again and stays as it is."""

    sentence = _("read a comment on version {number} of the common agenda again: it stays")
    public = False
    number: int


@event("agenda.comment_shown_again")
@dataclass(frozen=True)
class CommentShownAgain(Event):
    """A comment that was hidden is shown again."""

    sentence = _("showed a hidden comment on version {number} of the common agenda again")
    number: int
    appeal: bool


@event("agenda.comment_withdrawn")
@dataclass(frozen=True)
class CommentWithdrawn(Event):
    """Whoever said it took it back."""

    sentence = _("withdrew a comment on version {number} of the common agenda for its author")
    public = False
    number: int


@event("agenda.comment_reported")
@dataclass(frozen=True)
class CommentReported(Event):
    """Somebody says that a comment breaks the rules; it stays shown until a person decides."""

    sentence = _(
        "took down a report of a comment on version {number} of the common agenda: {ground}"
    )
    public = False
    number: int
    ground: Ground


@event("agenda.appeal_made")
@dataclass(frozen=True)
class AppealMade(Event):
    """The author of what was hidden asks another person to decide."""

    sentence = _(
        "took down an appeal: a comment on version {number} of the common agenda is hidden"
    )
    public = False
    number: int


@event("agenda.appeal_refused")
@dataclass(frozen=True)
class AppealRefused(Event):
    """Another person decided that a comment stays hidden."""

    sentence = _(
        "decided on an appeal: a comment on version {number} of the common agenda stays hidden"
    )
    number: int
