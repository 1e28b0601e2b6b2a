"""The text of a version in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, UUIDField
from django.utils.translation import gettext as _

from accounts.models import User
from agenda.models import Comment, Version, Wording
from agenda.models.versions import Section
from kit.reads import Given, compiled
from sites import naming
from sites.models import Theme


@dataclass(frozen=True, slots=True)
class PassageFigure:
    """One passage of a version, with how many spoke about it and how many of them wait.

    Read in another language it has its `language` and `direction`; `stale` when the text has
    changed since it was translated, `in_french` when nobody has translated it. Of an adopted
    version it has the activities that carry it out, and is `plannable` when one may begin with it.
    """

    id: Any
    place: int
    section: str
    strategy: str
    heading: str
    text: str
    plain_text: str
    revision: int
    themes: tuple[str, ...] = ()
    answers_to: Any = None
    comments: int = 0
    waiting: int = 0
    editor: str = ""
    edited_at: Any = None
    first: bool = False
    last: bool = False
    language: str = ""
    direction: str = ""
    stale: bool = False
    in_french: bool = False
    carried_by: tuple[Any, ...] = ()
    plannable: bool = False

    @property
    def key(self) -> str:
        """The id as text, to name the passage's place on a page."""
        return str(self.id)

    @property
    def is_area(self) -> bool:
        """True for an area of change."""
        return self.section == Section.AREA

    @property
    def is_activity(self) -> bool:
        """True for an activity of a strategy."""
        return self.section == Section.ACTIVITY


@dataclass(frozen=True, slots=True)
class Outline:
    """A part of the text and its passages, under the heading that people read.

    A strategy has its activities last, and names the areas of change to which it answers.
    """

    title: str
    passages: tuple[PassageFigure, ...]
    answers_to: tuple[PassageFigure, ...] = ()

    @property
    def own(self) -> tuple[PassageFigure, ...]:
        """The passages that are no activities."""
        return tuple(passage for passage in self.passages if not passage.is_activity)

    @property
    def activities(self) -> tuple[PassageFigure, ...]:
        """The activities of a strategy."""
        return tuple(passage for passage in self.passages if passage.is_activity)


@dataclass(frozen=True, slots=True)
class Bearings:
    """What a passage may bear on, each with its name: themes by slug, areas of change by passage."""

    themes: tuple[tuple[str, str], ...] = ()
    areas: tuple[tuple[Any, str], ...] = ()


def text_of(version: Version) -> tuple[PassageFigure, ...]:
    """The passages of a version in reading order, in four queries at most whatever their number."""
    said = counts(version)
    waiting = counts(version, only_waiting=True) if said else {}
    rows = words_in_order(version=version.pk)
    keys = [(row.section, row.strategy) for row in rows]
    names = theme_names(slug for row in rows for slug in row.themes)
    writers = writers_of({(row.name, row.email) for row in rows if row.email})
    return tuple(
        PassageFigure(
            id=row.passage,
            place=row.position,
            section=row.section,
            strategy=row.strategy,
            heading=row.heading,
            text=row.text,
            plain_text=row.plain_text,
            revision=row.revision,
            themes=tuple(names[slug] for slug in names if slug in row.themes),
            answers_to=row.answers_to,
            comments=said.get(row.passage, 0),
            waiting=waiting.get(row.passage, 0),
            editor=writers.get((row.name, row.email), ""),
            edited_at=row.edited_at,
            first=n == 0 or keys[n - 1] != keys[n],
            last=n + 1 == len(rows) or keys[n + 1] != keys[n],
        )
        for n, row in enumerate(rows)
    )


def writers_of(people: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """How people are called, by name and address."""
    return {(name, email): str(User(name=name, email=email)) for name, email in people}


def theme_names(slugs: Iterable[str]) -> dict[str, str]:
    """The names of themes in the reader's language, by slug, in the order of the themes."""
    asked = set(slugs)
    found = Theme.objects.filter(slug__in=asked) if asked else ()
    return {theme.slug: naming.said(theme.name) for theme in found}


def bearings(version: Version, wording: Any = None) -> Bearings:
    """What a passage of this text may bear on; of no passage yet, all that any may."""
    section = wording.section if wording else None
    themes: tuple[tuple[str, str], ...] = ()
    areas: tuple[tuple[Any, str], ...] = ()
    if section in (None, Section.AREA):
        kept = wording.themes if wording else []
        found = Theme.objects.filter(Q(sites=version.site_id) | Q(slug__in=kept)).distinct()
        themes = tuple((theme.slug, naming.said(theme.name)) for theme in found)
    if section in (None, Section.STRATEGY):
        there = version.wordings.filter(section=Section.AREA).order_by("position")
        areas = tuple(there.values_list("passage_id", "heading"))
    return Bearings(themes, areas)


def counts(version: Version, *, only_waiting: bool = False) -> dict[Any, int]:
    """Comments by passage; the whole text under None."""
    ask = waiting_by_passage if only_waiting else said_by_passage
    return {row.passage: row.n for row in ask(version=version.pk)}


@compiled
def words_in_order() -> Any:
    rows = Wording.objects.filter(version=Given("version", UUIDField())).order_by("position")
    return rows.values(
        "passage", "position", "section", "strategy", "heading", "text", "plain_text", "revision",
        "themes", "answers_to", "edited_at", name=F("edited_by__name"), email=F("edited_by__email"),
    )  # fmt: skip


@compiled
def said_by_passage() -> Any:
    said = Comment.objects.filter(version=Given("version", UUIDField())).order_by()
    return said.values("passage").annotate(n=Count("pk"))


@compiled
def waiting_by_passage() -> Any:
    waiting = Comment.objects.waiting().filter(version=Given("version", UUIDField())).order_by()
    return waiting.values("passage").annotate(n=Count("pk"))


def outline(passages: tuple[PassageFigure, ...]) -> tuple[Outline, ...]:
    """The parts of the text: shared vision, context, areas of change, each strategy with its number."""
    parts: dict[str, list[PassageFigure]] = {}
    strategies: list[str] = []
    areas = {passage.id: passage for passage in passages if passage.is_area}
    for passage in passages:
        if passage.strategy and passage.strategy not in strategies:
            strategies.append(passage.strategy)
        parts.setdefault(part_title(passage, strategies), []).append(passage)
    return tuple(
        Outline(
            title,
            tuple(found),
            tuple(areas[key] for key in dict.fromkeys(p.answers_to for p in found) if key in areas),
        )
        for title, found in parts.items()
    )


def part_title(passage: PassageFigure, strategies: list[str]) -> str:
    """The heading of the part in which a passage stands."""
    if passage.section in (Section.HORIZON, Section.IDEAL):
        return _("Shared vision")
    if passage.section in (Section.HELPS, Section.HINDERS):
        return _("Context")
    if passage.is_area:
        return _("Areas of change")
    number = strategies.index(passage.strategy) + 1
    return _("Strategy %(number)s. %(name)s") % {"number": number, "name": passage.strategy}
