"""What everybody reads in the place of what is not shown, and what its author reads and may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agenda.models import Appeal, Ground, Moderation, NotShown
from kit.templatetags.kit import day

Kind = Moderation.Kind


@dataclass(frozen=True, slots=True)
class Said:
    """The words of somebody, for who may read them although they are not shown to everybody."""

    text: str
    public_name: str
    quote: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a comment or a reply: its own words, or a notice in their place.

    `text`, `public_name` and `quote` are fit for everybody; `behind` holds the words themselves
    for who may read them, and nothing for anybody else.
    """

    text: str
    public_name: str
    quote: str
    place: str = ""
    behind: Said | None = None
    suggestion: str = ""


def shown_of(said: Any, *, reveal: bool = False) -> Shown:
    """A comment or a reply, loaded with its `not_shown`, as everybody reads it."""
    quote, suggestion = getattr(said, "quote", ""), getattr(said, "suggestion", "")
    words = Said(said.text, said.public_name, quote, suggestion)
    hidden: NotShown | None = getattr(said, "not_shown", None)
    if hidden is None:
        return Shown(words.text, words.public_name, quote, suggestion=suggestion)
    return Shown(notice(hidden), _("Somebody"), "", hidden.kind, words if reveal else None)


def notice(hidden: NotShown) -> str:
    """What stands in the place of words that are not shown."""
    facts = {"day": day(hidden.at)}
    if hidden.kind == Kind.HELD:
        return _("Sent on %(day)s: it will be read before it is shown.") % facts
    if hidden.kind == Kind.WITHDRAWN:
        return _("Withdrawn by its author on %(day)s.") % facts
    facts["ground"] = str(Ground(hidden.ground).label)
    return _("Hidden on %(day)s: %(ground)s.") % facts


def about(said: Any, before: str = "") -> dict[str, Any]:
    """What was said, as the tables of moderation name it."""
    name = "reply" if hasattr(said, "comment_id") else "comment"
    return {f"{before}{name}": said}


def decisions_about(said: Any) -> tuple[Moderation, ...]:
    """All that was decided about what is shown of it, the latest first."""
    rows = Moderation.objects.filter(**about(said)).select_related("by", "appeal")
    return tuple(rows.order_by("-number"))


@dataclass(frozen=True, slots=True)
class ForAuthor:
    """What the author reads about what is shown of their own words, and may do; two queries.

    `why`: the reason for which it was hidden; `appealed_at`, once they appealed; `answer` with
    the reason of who decided on that, and whether it was `upheld`.
    """

    place: str
    ground: str = ""
    why: str = ""
    at: datetime | None = None
    appealed_at: datetime | None = None
    words: str = ""
    answer: str = ""
    upheld: bool = False

    @property
    def may_appeal(self) -> bool:
        """True while it is hidden and they have not appealed against that."""
        return self.place == Kind.HIDDEN and self.appealed_at is None

    @property
    def may_withdraw(self) -> bool:
        """True while it is shown, or waits for being read."""
        return self.place in ("", Kind.HELD)


def for_author(said: Any) -> ForAuthor:
    """What the author of a comment or a reply reads about what was decided."""
    done = decisions_about(said)
    if not done:
        return ForAuthor("")
    last = done[0]
    hidden = next((one for one in done if one.kind == Kind.HIDDEN), None)
    place = {Kind.HELD: "held", Kind.WITHDRAWN: "withdrawn"}.get(Kind(last.kind), "")
    if hidden is None:
        return ForAuthor(place)
    asked = Appeal.objects.filter(decision=hidden).first()
    answer = next((one for one in done if asked and one.appeal_id == asked.pk), None)
    return ForAuthor(
        place="hidden" if last.kind in (Kind.HIDDEN, Kind.UPHELD) else place,
        ground=str(hidden.get_ground_display()),
        why=hidden.reason,
        at=hidden.at,
        appealed_at=asked.at if asked else None,
        words=asked.words if asked else "",
        answer=answer.reason if answer else "",
        upheld=answer is not None and answer.kind == Kind.UPHELD,
    )
