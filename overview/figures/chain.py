"""From the horizon to the figures and back: which words, which activity, which indicator, which value."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agenda.figures import ActivityFigure, Places, activities
from agenda.models import Version
from agenda.ties import Gauge, Gauges
from measurement.figures import IndicatorFigure, indicator_table
from measurement.tied import gauges_of, ties_of, untied
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Rung:
    """An activity in the chain, with what it rests on and what shows its effect.

    `number` is the adopted version whose passage it was tied to, None while it rests on none;
    `place` is where that passage stands in the version in force, None where it is gone from it.
    """

    id: Any
    title: str
    state: str
    label: str
    since: date
    lead: str
    number: int | None
    place: int | None
    heading: str
    gauges: tuple[Gauge, ...]

    @property
    def rests(self) -> bool:
        """True when it rests on a passage of an adopted version."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Axis:
    """A strategy of the version in force: its passages, its activities, its indicators."""

    order: int
    name: str
    passages: tuple[tuple[int, str], ...]
    rungs: tuple[Rung, ...]
    gauges: tuple[Gauge, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole chain of a site, and what is not tied yet; without an adopted version no axis.

    `loose` are the activities that rest on no passage of an adopted version; `elsewhere` those
    whose passage belongs to no strategy of the version in force.
    """

    number: int | None = None
    adopted_on: date | None = None
    sha256: str = ""
    horizon: str = ""
    axes: tuple[Axis, ...] = ()
    elsewhere: tuple[Rung, ...] = ()
    loose: tuple[Rung, ...] = ()
    unmeasured: int = 0
    untied: tuple[IndicatorFigure, ...] = ()

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Every activity of the site, once."""
        return (*(r for axis in self.axes for r in axis.rungs), *self.elsewhere, *self.loose)


def chain(site: Site) -> Chain:
    """The chain of a site, in a number of queries that does not grow with what it holds."""
    adopted = site.versions.filter(adopted_on__isnull=False).defer("content").order_by("-number")
    versions = {version.pk: version for version in adopted}
    force = next((v for v in versions.values() if v.state == Version.State.ADOPTED), None)
    found, measured = activities(site), gauges_of(site)
    places = Places(force) if force else None
    rungs = [rung(row, versions, places, measured) for row in found]
    by_strategy: dict[str, list[Rung]] = defaultdict(list)
    for name, made in rungs:
        by_strategy[name].append(made)
    axes = axes_of(places, by_strategy, measured)
    named = {axis.name for axis in axes}
    rest = [made for name, held in by_strategy.items() if name not in named for made in held]
    horizon = next((w for w in words_of(places) if w.section == "horizon"), None)
    return Chain(
        number=force.number if force else None,
        adopted_on=force.adopted_on if force else None,
        sha256=force.sha256 if force else "",
        horizon=horizon.text if horizon else "",
        axes=axes,
        elsewhere=tuple(made for made in rest if made.rests),
        loose=tuple(made for made in rest if not made.rests),
        unmeasured=sum(not made.gauges for _name, made in rungs),
        untied=untied(indicator_table(site), ties_of(site)),
    )


def rung(
    row: ActivityFigure, versions: dict[Any, Version], places: Places | None, measured: Gauges
) -> tuple[str, Rung]:
    """An activity and the strategy under which its passage stands today."""
    version = versions.get(row.version_id) if row.passage_id else None
    now = None
    if version is not None and places is not None:
        held = places.trace(version.pk, row.passage_id).pieces
        now = places.words[held[0]] if held else None
    made = Rung(
        id=row.id,
        title=row.title,
        state=row.state,
        label=row.label,
        since=row.since,
        lead=row.lead,
        number=version.number if version else None,
        place=now.position if now else None,
        heading=now.heading if now else "",
        gauges=measured.of(row.id),
    )
    return (now.strategy if now else ""), made


def words_of(places: Places | None) -> list[Any]:
    """The passages of the version in force, in reading order."""
    return list(places.words.values()) if places else []


def axes_of(
    places: Places | None, rungs: dict[str, list[Rung]], measured: Gauges
) -> tuple[Axis, ...]:
    """The strategies of the version in force, in their order."""
    passages: dict[str, list[tuple[int, str]]] = {}
    for word in words_of(places):
        if word.strategy:
            passages.setdefault(word.strategy, []).append((word.position, word.heading))
    return tuple(
        Axis(
            order=order,
            name=name,
            passages=tuple(held),
            rungs=in_order(rungs.get(name, ())),
            gauges=measured.of_strategy(name),
        )
        for order, (name, held) in enumerate(passages.items(), start=1)
    )


def in_order(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """By the place of their passage, then by title."""
    return tuple(sorted(rungs, key=lambda made: (made.place or 0, made.title)))
