"""The text of a version in reading order."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from agenda.models import Version
from agenda.models.versions import Section


@dataclass(frozen=True, slots=True)
class PassageFigure:
    """One passage of a version, with how many spoke about it and how many of them wait."""

    id: Any
    place: int
    section: str
    strategy: str
    heading: str
    text: str
    plain_text: str
    revision: int
    comments: int = 0
    waiting: int = 0
    editor: str = ""
    edited_at: Any = None
    first: bool = False
    last: bool = False

    @property
    def key(self) -> str:
        """The id as text, to name the passage's place on a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Outline:
    """A part of the text and its passages, under the heading that people read."""

    title: str
    passages: tuple[PassageFigure, ...]


def text_of(version: Version) -> tuple[PassageFigure, ...]:
    """The passages of a version in reading order, in three queries whatever their number."""
    said = counts(version)
    waiting = counts(version, only_waiting=True) if said else {}
    rows = list(version.wordings.select_related("edited_by").order_by("position"))
    keys = [(row.section, row.strategy) for row in rows]
    return tuple(
        PassageFigure(
            id=row.passage_id,
            place=row.position,
            section=row.section,
            strategy=row.strategy,
            heading=row.heading,
            text=row.text,
            plain_text=row.plain_text,
            revision=row.revision,
            comments=said.get(row.passage_id, 0),
            waiting=waiting.get(row.passage_id, 0),
            editor=str(row.edited_by) if row.edited_by else "",
            edited_at=row.edited_at,
            first=n == 0 or keys[n - 1] != keys[n],
            last=n + 1 == len(rows) or keys[n + 1] != keys[n],
        )
        for n, row in enumerate(rows)
    )


def counts(version: Version, *, only_waiting: bool = False) -> dict[Any, int]:
    """Comments by passage; the whole text under None."""
    rows = version.comments.waiting() if only_waiting else version.comments.all()
    counted = rows.order_by().values("passage").annotate(n=Count("pk"))
    return dict(counted.values_list("passage", "n"))


def outline(passages: tuple[PassageFigure, ...]) -> tuple[Outline, ...]:
    """The parts of the text: shared vision, context, then each strategy with its number."""
    parts: dict[str, list[PassageFigure]] = {}
    strategies: list[str] = []
    for passage in passages:
        if passage.section == Section.STRATEGY and passage.strategy not in strategies:
            strategies.append(passage.strategy)
        parts.setdefault(part_title(passage, strategies), []).append(passage)
    return tuple(Outline(title, tuple(found)) for title, found in parts.items())


def part_title(passage: PassageFigure, strategies: list[str]) -> str:
    """The heading of the part in which a passage stands."""
    if passage.section in (Section.HORIZON, Section.IDEAL):
        return _("Shared vision")
    if passage.section in (Section.HELPS, Section.HINDERS):
        return _("Context")
    number = strategies.index(passage.strategy) + 1
    return _("Strategy %(number)s. %(name)s") % {"number": number, "name": passage.strategy}
