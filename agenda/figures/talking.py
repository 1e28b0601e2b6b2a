"""What people said to one another about comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from accounts.roles import ROLE_WORDS, Role
from agenda.models import Reply

# So many replies stand folded under a comment of a list; all are on the comment's own page.
FOLDED = 5


@dataclass(frozen=True, slots=True)
class ReplyFigure:
    """One reply; `role` in words, empty for somebody without an account."""

    id: Any
    text: str
    public_name: str
    role: str
    at: datetime
    language: str = ""

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


def reply_figure(reply: Reply) -> ReplyFigure:
    """One reply from its row."""
    return ReplyFigure(
        id=reply.pk,
        text=reply.text,
        public_name=reply.public_name,
        role=role_words(reply.role),
        at=reply.at,
        language=reply.language,
    )


def replies_of(replies: Iterable[Reply]) -> tuple[ReplyFigure, ...]:
    """Replies in the order of the given rows."""
    return tuple(reply_figure(reply) for reply in replies)


def threads(comments: Iterable[Any], most: int = FOLDED) -> dict[Any, Thread]:
    """The first replies to each of the comments (by id), oldest first; one query for all."""
    keys = list(comments)
    rows: Any = Reply.objects.filter(comment__in=keys).annotate(
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
