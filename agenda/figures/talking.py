"""What people said to one another about comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from accounts.roles import ROLE_WORDS, Role
from agenda.figures.moderation import Said, shown_of
from agenda.models import Reply

# So many replies stand folded under a comment of a list; all are on the comment's own page.
FOLDED = 5


@dataclass(frozen=True, slots=True)
class ReplyFigure:
    """One reply; `role` in words, empty for somebody without an account.

    What is not shown has a notice as its text; `shown_as` says why, `behind` holds the words.
    """

    id: Any
    text: str
    public_name: str
    role: str
    at: datetime
    language: str = ""
    shown_as: str = ""
    behind: Said | None = None

    @property
    def foreign(self) -> bool:
        """True for words in another language than French: they keep their own typography."""
        return self.language not in ("", "fr")


@dataclass(frozen=True, slots=True)
class Thread:
    """The first replies to a comment, and how many there are in all."""

    total: int = 0
    replies: tuple[ReplyFigure, ...] = ()

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.total - len(self.replies)


def role_words(role: str) -> str:
    """What somebody is at the site, in words; empty for a resident."""
    return str(ROLE_WORDS[Role(role)]) if role else ""


def reply_figure(reply: Reply, *, reveal: bool = False) -> ReplyFigure:
    """One reply from its row."""
    shown = shown_of(reply, reveal=reveal)
    return ReplyFigure(
        id=reply.pk,
        text=shown.text,
        public_name=shown.public_name,
        role="" if shown.place else role_words(reply.role),
        at=reply.at,
        language="" if shown.place else reply.language,
        shown_as=shown.place,
        behind=shown.behind,
    )


def replies_of(replies: Iterable[Reply], *, reveal: bool = False) -> tuple[ReplyFigure, ...]:
    """Replies in the order of the given rows, which were read with their `not_shown`."""
    return tuple(reply_figure(reply, reveal=reveal) for reply in replies)


def threads(comments: Iterable[Any], most: int = FOLDED) -> dict[Any, Thread]:
    """The first replies to each of the comments (by id), oldest first; one query for all."""
    keys = list(comments)
    rows: Any = Reply.objects.filter(comment__in=keys).select_related("not_shown")
    rows = rows.annotate(
        place=Window(
            RowNumber(), partition_by=F("comment"), order_by=[F("at").asc(), F("pk").asc()]
        ),
        total=Window(Count("pk"), partition_by=F("comment")),
    )
    found: dict[Any, list[Any]] = {}
    for row in rows.filter(place__lte=most).order_by("comment", "place"):
        found.setdefault(row.comment_id, []).append(row)
    return {
        key: Thread(found[key][0].total, replies_of(found[key])) if key in found else Thread()
        for key in keys
    }
