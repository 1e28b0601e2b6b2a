"""Two values of one series: whether they may be compared, and whether the change is more than noise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from measurement.engine.definitions import Accumulation, Definition, Nature, ValueType
from measurement.engine.observations import Observation, State
from measurement.engine.places import Descent, Relation, relation_between
from measurement.engine.reasons import Refused, Why


class Movement(StrEnum):
    """What may be said of the change between two values; exactly one."""

    NOT_COMPARABLE = "not_comparable"
    WITHIN_NOISE = "within_noise"
    UP = "up"
    DOWN = "down"


class BreakKind(StrEnum):
    """What cut a series in two."""

    GEOGRAPHY = "geography"
    METHOD = "method"
    SOURCE_GAP = "source_gap"
    DEFINITION = "definition"
    LEGAL = "legal"


READY_MADE = {ValueType.RATE, ValueType.QUANTILE, ValueType.GAP}
BROKEN = {
    BreakKind.GEOGRAPHY: Why.GEOGRAPHY_CHANGED,
    BreakKind.METHOD: Why.METHOD_CHANGED,
    BreakKind.SOURCE_GAP: Why.SOURCE_GAP,
    BreakKind.DEFINITION: Why.DEFINITION_CHANGED,
    BreakKind.LEGAL: Why.LAW_CHANGED,
}


@dataclass(frozen=True, slots=True)
class Break:
    """That from a day on a series counts otherwise."""

    kind: BreakKind
    on: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a value: how it moved, by how much, and what change is noise.

    `change` is told even where it is noise, never where the two are not comparable.
    """

    movement: Movement
    change: Fraction | None = None
    noise: Fraction | None = None
    refusal: Refused | None = None


def compare(
    definition: Definition,
    first: Observation,
    last: Observation,
    *,
    between: Sequence[Observation] = (),
    breaks: Iterable[Break] = (),
    descents: Iterable[Descent] = (),
) -> Comparison:
    """The change from one value to another, both told; refused where it would compare two things.

    A change that rounding, protection or the definition's own noise may have made is none: the
    bound itself is noise still.
    """
    refusal = (
        changed(first, last, breaks, descents)
        or interrupted(first, last, between)
        or ill_timed(definition, first, last)
    )
    before, after = first.figure(definition), last.figure(definition)
    if refusal is None and (before is None or after is None):
        refusal = Refused(Why.NO_VALUE)
    if refusal is None and (first.partial or last.partial):
        refusal = Refused(Why.COVERAGE_TOO_LOW)
    if refusal or before is None or after is None:
        return Comparison(Movement.NOT_COMPARABLE, refusal=refusal)
    change, noise = after - before, noise_between(definition, first, last)
    if noise is None or abs(change) <= noise:
        return Comparison(Movement.WITHIN_NOISE, change, noise)
    return Comparison(Movement.UP if change > 0 else Movement.DOWN, change, noise)


def changed(
    first: Observation, last: Observation, breaks: Iterable[Break], descents: Iterable[Descent]
) -> Refused | None:
    """Why both values count different things: another definition, place, method or source."""
    if first.version != last.version:
        return Refused(Why.DEFINITION_CHANGED, {"from": first.version, "to": last.version})
    for cut in sorted(breaks, key=lambda b: b.on):
        if first.span.first < cut.on <= last.span.last:
            return Refused(BROKEN[cut.kind], {"on": cut.on})
    generations = (first.release.generation, last.release.generation)
    relation = relation_between(first.place, last.place, descents)
    moved = first.place == last.place and generations[0] != generations[1]
    if moved or relation != Relation.UNCHANGED:
        facts = {"from": first.place, "to": last.place, "relation": None if moved else relation}
        return Refused(Why.GEOGRAPHY_CHANGED, facts)
    if first.release.source != last.release.source:
        facts = {"from": first.release.source, "to": last.release.source}
        return Refused(Why.SOURCE_CHANGED, facts)
    return None


def interrupted(
    first: Observation, last: Observation, between: Iterable[Observation]
) -> Refused | None:
    """A year that the producer could not make stands between them: the source is not the same."""
    gaps = [
        row.span for row in between
        if row.state == State.NOT_PRODUCED and first.span.last < row.span.last < last.span.last
    ]  # fmt: skip
    return Refused(Why.SOURCE_GAP, {"periods": tuple(sorted(gaps))}) if gaps else None


def ill_timed(definition: Definition, first: Observation, last: Observation) -> Refused | None:
    """Vintages that share survey years, or flows over periods of different lengths."""
    years = [r.release.vintage or r.span.last.year for r in (first, last)]
    if definition.vintage_gap > 1 and years[1] - years[0] < definition.vintage_gap:
        facts = {"from": years[0], "to": years[1], "least": definition.vintage_gap}
        return Refused(Why.VINTAGES_TOO_CLOSE, facts)
    adds = definition.accumulation == Accumulation.PER_PERIOD
    months = [round(row.span.days * 12 / 365.25) for row in (first, last)]
    if definition.nature == Nature.FLOW and adds and months[0] != months[1]:
        return Refused(Why.PERIOD_LENGTHS_DIFFER, {"from": first.span, "to": last.span})
    return None


def noise_between(definition: Definition, first: Observation, last: Observation) -> Fraction | None:
    """The largest change that may be noise, in the figure's unit; None where any change may be.

    Each value may lie off by half the step in which it is printed and by what protects persons.
    """
    reach = Fraction(0)
    for row in (first, last):
        moved = reach_of(definition, row)
        if moved is None:
            return None
        reach += moved + Fraction(row.precision) / 2
    return max(Fraction(definition.noise), reach)


def reach_of(definition: Definition, row: Observation) -> Fraction | None:
    """How far protection may have moved a value: a count, or both components of a ratio.

    Nothing follows from it for a rate or a median that is published ready-made: for these the
    definition says what is noise.
    """
    noise = Fraction(row.release.noise)
    if definition.value_type in READY_MADE:
        return Fraction(0)
    if definition.value_type != ValueType.RATIO or not noise:
        return noise
    top, bottom = Fraction(row.numerator or 0), Fraction(row.denominator or 0)
    if bottom <= noise:
        return None
    # The furthest it can be off: the numerator too small and the denominator too large.
    return ((top + noise) / (bottom - noise) - top / bottom) * definition.multiplier
