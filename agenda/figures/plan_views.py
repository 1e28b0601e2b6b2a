"""The plan as somebody asked for it: searched, narrowed, in an order; by quarter; as links."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agenda.figures.carried import carried
from agenda.figures.plan import ActivityFigure
from agenda.models import ActivityLink, Version
from agenda.models.versions import Section
from drawing.arcs import Arc, Node
from drawing.quarters import Plan, quarter_of
from sites.models import Site
from sites.spelling import plain, terms

BOARD, LIST, TIMELINE, LINKS = "", "list", "timeline", "links"
LATE, UNTIED, WAITING, UNDATED = "late", "untied", "waiting", "undated"
BY_DUE, BY_TITLE, BY_LEAD, BY_TOUCH = "", "title", "lead", "touched"


@dataclass(frozen=True, slots=True)
class AskedPlan:
    """A search, a state, a strategy, a lead, a condition, an order, and the way of reading."""

    text: str = ""
    state: str = ""
    strategy: str = ""
    lead: str = ""
    only: str = ""
    order: str = BY_DUE
    view: str = BOARD

    @property
    def narrows(self) -> bool:
        """True when it does not ask for the whole plan."""
        return bool(self.text or self.state or self.strategy or self.lead or self.only)

    @property
    def conditions(self) -> dict[str, str]:
        """What the address says without the way of reading, and without what goes without saying."""
        said = {
            "q": self.text,
            "state": self.state,
            "strategy": self.strategy,
            "lead": self.lead,
            "only": self.only,
            "order": self.order,
        }
        return {name: value for name, value in said.items() if value}


def listed(found: Iterable[ActivityFigure], asked: AskedPlan) -> tuple[ActivityFigure, ...]:
    """The activities that answer what was asked, in the order asked for."""
    words = terms(asked.text)
    kept = [a for a in found if answers(a, asked) and spoken(a, words)]
    kept.sort(key=lambda a: (a.due_on or date.max, plain(a.title)))
    if asked.order == BY_TITLE:
        kept.sort(key=lambda a: plain(a.title))
    elif asked.order == BY_LEAD:
        kept.sort(key=lambda a: plain(a.lead))
    elif asked.order == BY_TOUCH:
        kept.sort(key=lambda a: a.touched_on or date.min)
    return tuple(kept)


def answers(activity: ActivityFigure, asked: AskedPlan) -> bool:
    """Whether an activity meets every condition."""
    meets = {
        LATE: activity.late,
        UNTIED: activity.passage_id is None,
        WAITING: bool(activity.waits),
        UNDATED: activity.begins_on is None and activity.due_on is None,
    }
    return (
        asked.state in {"", activity.state}
        and asked.strategy in {"", activity.strategy}
        and asked.lead in {"", activity.lead}
        and meets.get(asked.only, True)
    )


def spoken(activity: ActivityFigure, words: list[str]) -> bool:
    """Whether every word of a search is in what is said of the activity."""
    text = plain(" ".join((activity.title, activity.lead, activity.strategy, *activity.partners)))
    return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What begins or is due in a quarter: each with its number, its day and whether it is its end."""

    label: str
    lines: tuple["QuarterLine", ...]


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """One day of an activity."""

    number: int
    activity: ActivityFigure
    on: date
    due: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated activities as rows of a picture and by quarter, and those without a day."""

    rows: tuple[Plan, ...]
    quarters: tuple[Quarter, ...]
    undated: tuple[ActivityFigure, ...]


def timeline(found: Iterable[ActivityFigure]) -> Timeline:
    """Some activities over time, those that begin first above; what has no day is listed apart."""
    every = list(found)
    dated = sorted(
        (a for a in every if a.begins_on or a.due_on),
        key=lambda a: (a.begins_on or a.due_on or date.max, plain(a.title)),
    )
    lines: dict[tuple[int, int], list[QuarterLine]] = {}
    for number, activity in enumerate(dated, 1):
        for on, due in ((activity.begins_on, False), (activity.due_on, True)):
            if on:
                lines.setdefault(quarter_of(on), []).append(QuarterLine(number, activity, on, due))
    return Timeline(
        rows=tuple(Plan(n, a.title, a.begins_on, end_of(a)) for n, a in enumerate(dated, 1)),
        quarters=tuple(
            Quarter(
                _("Quarter %(quarter)s of %(year)s") % {"quarter": key[1], "year": key[0]},
                tuple(sorted(lines[key], key=lambda line: (line.on, line.number))),
            )
            for key in sorted(lines)
        ),
        undated=tuple(a for a in every if not a.begins_on and not a.due_on),
    )


def end_of(activity: ActivityFigure) -> date | None:
    """The day on which an activity ended; until then the one on which it is due."""
    if not activity.ended:
        return activity.due_on
    return max(activity.since, activity.begins_on or activity.since)


@dataclass(frozen=True, slots=True)
class Reinforcing:
    """One link of the plan, by numbers and in words."""

    source: ActivityFigure
    target: ActivityFigure
    target_number: int
    why: str


@dataclass(frozen=True, slots=True)
class NumberedActivity:
    """An activity with its number in the picture and what it makes stronger."""

    number: int
    activity: ActivityFigure
    links: tuple[Reinforcing, ...]


@dataclass(frozen=True, slots=True)
class LinkedPlan:
    """Which activities make which stronger: a picture, the same in words, and those that stand alone."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    linked: tuple[NumberedActivity, ...]
    alone: tuple[ActivityFigure, ...]


def linked_plan(site: Site, found: Iterable[ActivityFigure]) -> LinkedPlan:
    """The links between some activities of a site; one query."""
    known = {a.id: a for a in found}
    rows = ActivityLink.objects.filter(source__site=site).order_by("at", "pk")
    pairs = [
        (known[source], known[target], why)
        for source, target, why in rows.values_list("source", "target", "why")
        if source in known and target in known
    ]
    ends = {a.id for source, target, _why in pairs for a in (source, target)}
    order = [a for a in known.values() if a.id in ends]
    numbers = {a.id: number for number, a in enumerate(order, 1)}
    links = [Reinforcing(s, t, numbers[t.id], why) for s, t, why in pairs]
    return LinkedPlan(
        nodes=tuple(Node(numbers[a.id], a.title) for a in order),
        arcs=tuple(Arc(numbers[link.source.id], link.target_number) for link in links),
        linked=tuple(
            NumberedActivity(numbers[a.id], a, tuple(x for x in links if x.source.id == a.id))
            for a in order
        ),
        alone=tuple(a for a in known.values() if a.id not in ends),
    )


def with_links(site: Site, found: Iterable[ActivityFigure]) -> tuple[ActivityFigure, ...]:
    """Some activities of a site, each with the titles of those it reinforces and is reinforced by; one query."""
    helps: dict[Any, list[str]] = {}
    helped: dict[Any, list[str]] = {}
    rows = ActivityLink.objects.filter(source__site=site).order_by("at", "pk")
    for source, target, said, heard in rows.values_list(
        "source_id", "target_id", "source__title", "target__title"
    ):
        helps.setdefault(source, []).append(heard)
        helped.setdefault(target, []).append(said)
    return tuple(
        replace(
            a,
            reinforces=tuple(helps.get(a.id, ())),
            reinforced_by=tuple(helped.get(a.id, ())),
        )
        for a in found
    )


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A passage of the version in force that no activity carries out."""

    passage_id: Any
    heading: str
    strategy: str


def unplanned(site: Site, found: Iterable[ActivityFigure]) -> tuple[Unplanned, ...]:
    """The strategies' passages and activities of the version in force that nothing in the plan carries out."""
    version = Version.objects.filter(site=site, state=Version.State.ADOPTED).first()
    if version is None:
        return ()
    there = carried(version, found)
    parts = (Section.STRATEGY, Section.ACTIVITY)
    rows = version.wordings.filter(section__in=parts).order_by("position")
    return tuple(
        Unplanned(row.passage_id, row.heading, row.strategy)
        for row in rows
        if row.passage_id not in there
    )
