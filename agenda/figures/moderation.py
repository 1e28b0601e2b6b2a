"""What everybody reads in the place of a comment that is not shown, and what stands behind it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agenda.models import Comment, Ground, Moderation, NotShown
from kit.templatetags.kit import day


@dataclass(frozen=True, slots=True)
class Said:
    """The words of somebody, for who may read them although they are not shown to everybody."""

    text: str
    public_name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a comment: its own words, or a notice in their place.

    `text`, `public_name` and `quote` are fit for everybody; `behind` holds the words themselves
    for who may read them, and nothing for anybody else.
    """

    text: str
    public_name: str
    quote: str
    place: str = ""
    behind: Said | None = None


def shown_of(comment: Any, *, reveal: bool) -> Shown:
    """A comment, loaded with its `not_shown`, as everybody reads it."""
    said = Said(comment.text, comment.public_name, comment.quote)
    hidden: NotShown | None = getattr(comment, "not_shown", None)
    if hidden is None:
        return Shown(said.text, said.public_name, said.quote)
    return Shown(notice(hidden), _("Somebody"), "", hidden.kind, said if reveal else None)


def notice(hidden: NotShown) -> str:
    """What stands in the place of words that are not shown."""
    facts = {"day": day(hidden.at)}
    if hidden.kind == "held":
        return _("Sent on %(day)s: it will be read before it is shown.") % facts
    if hidden.kind == "withdrawn":
        return _("Withdrawn by its author on %(day)s.") % facts
    facts["ground"] = str(Ground(hidden.ground).label)
    return _("Hidden on %(day)s: %(ground)s.") % facts


def decisions_about(comment: Comment) -> tuple[Moderation, ...]:
    """All that was decided about what is shown of a comment, the latest first."""
    return tuple(comment.moderations.select_related("by").order_by("-number"))
