"""How much of what was expected a figure rests on, and whether its parts go together."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from measurement.engine.definitions import Definition, ValueType
from measurement.engine.observations import Observation, Release, Span, State
from measurement.engine.reasons import Refused, Why

ENOUGH = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the places and sites that were expected, what became of each.

    A site counts as complete when all its places have a value, those apart to which the figure
    does not apply; population is None where it is not known of each place.
    """

    places_expected: int = 0
    observed: int = 0
    suppressed: int = 0
    not_produced: int = 0
    not_applicable: int = 0
    missing: int = 0
    unreported: int = 0
    sites_expected: int = 0
    sites_complete: int = 0
    sites_partial: int = 0
    population_expected: int | None = None
    population_observed: int | None = None

    @property
    def share(self) -> Fraction:
        """The part of the expected sites that are complete; nought where none was expected."""
        return (
            Fraction(self.sites_complete, self.sites_expected)
            if self.sites_expected
            else Fraction(0)
        )

    @property
    def is_partial(self) -> bool:
        """True below three quarters of the sites: the figure is labelled and has no trend."""
        return self.share < ENOUGH

    @property
    def is_begun(self) -> bool:
        """True when anything was said of any place, be it that there is no value."""
        return self.unreported < self.places_expected

    @property
    def population_share(self) -> Fraction | None:
        """The part of the inhabitants that the figure covers, None where it is not known."""
        if not self.population_expected or self.population_observed is None:
            return None
        return Fraction(self.population_observed, self.population_expected)


@dataclass(frozen=True, slots=True)
class Mixing:
    """All that the values rest on: one entry each where they go together."""

    versions: tuple[int, ...] = ()
    generations: tuple[int, ...] = ()
    releases: tuple[Release, ...] = ()
    spans: tuple[Span, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def refusal(self) -> Refused | None:
        """Why these values must not stand in one figure; the gravest reason."""
        for why, found in (
            (Why.MIXED_DEFINITIONS, self.versions),
            (Why.MIXED_GENERATIONS, self.generations),
            (Why.MIXED_RELEASES, self.releases),
            (Why.MIXED_PERIODS, self.spans),
            (Why.MIXED_STATUSES, self.statuses),
        ):
            if len(found) > 1:
                return Refused(why, {"found": found})
        return None


def mixing_of(definition: Definition, rows: Iterable[Observation]) -> Mixing:
    """What these values rest on. The word of a status is its value, not a kind of amount."""
    rows = list(rows)
    amounts = definition.value_type == ValueType.AMOUNT
    return Mixing(
        versions=tuple(sorted({r.version for r in rows})),
        generations=tuple(sorted({r.release.generation for r in rows if r.release.generation})),
        releases=tuple(sorted({r.release for r in rows}, key=repr)),
        spans=tuple(sorted({r.span for r in rows})),
        statuses=tuple(sorted({r.status for r in rows})) if amounts else (),
    )


def group_of(row: Observation) -> tuple[Any, ...]:
    """What a row shares with those that may stand in one figure with it."""
    return (row.version, row.release, row.span, row.status)


def coverage_of(
    owners: Mapping[str, Collection[str]],
    expected_sites: Collection[str],
    standing: Mapping[str, State | None],
    populations: Mapping[str, int] | None,
) -> Coverage:
    """What became of each expected place; `owners` says which sites name it.

    `standing` holds each reported place: its state, None for one whose value could not be used.
    """
    told = {place for place, state in standing.items() if state == State.OBSERVED}
    spared = {place for place, state in standing.items() if state == State.NOT_APPLICABLE}
    states = Counter(standing.get(place, "unreported") for place in owners)
    complete, partial, silent = sites_by_completeness(owners, expected_sites, told, spared)
    known = populations is not None and all(place in populations for place in owners)
    people = populations if known and populations is not None else {}
    return Coverage(
        places_expected=len(owners),
        observed=states[State.OBSERVED],
        suppressed=states[State.SUPPRESSED],
        not_produced=states[State.NOT_PRODUCED],
        not_applicable=states[State.NOT_APPLICABLE],
        missing=states[State.MISSING] + states[None],
        unreported=states["unreported"],
        sites_expected=len(complete) + len(partial) + len(silent),
        sites_complete=len(complete),
        sites_partial=len(partial),
        population_expected=sum(people[place] for place in owners) if known else None,
        population_observed=sum(people[p] for p in owners if p in told) if known else None,
    )


def sites_by_completeness(
    owners: Mapping[str, Collection[str]],
    expected: Collection[str],
    told: Collection[str],
    spared: Collection[str],
) -> tuple[set[str], set[str], set[str]]:
    """Sites with all, with some, with none of their values; those to which nothing applies left out."""
    places: dict[str, set[str]] = {site: set() for site in expected}
    for place, keys in owners.items():
        for site in keys:
            if site in places:
                places[site].add(place)
    known, left_out = frozenset(told), frozenset(spared)
    complete: set[str] = set()
    partial: set[str] = set()
    silent: set[str] = set()
    for site, named in places.items():
        asked = named - left_out
        if named and not asked:
            continue
        have = asked & known
        if asked and have == asked:
            complete.add(site)
        else:
            (partial if have else silent).add(site)
    return complete, partial, silent
