"""From a verdict to the parts of its sentence: keys and facts, which pages put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from measurement.engine.assess import Assessment, Verdict
from measurement.engine.comparing import Movement
from measurement.engine.definitions import Definition
from measurement.engine.observations import Observation, State
from measurement.engine.progress import Standing
from measurement.engine.reasons import Why


class Says(StrEnum):
    """Keys of clauses. `not_comparable` and `no_measurable_change` are results like others."""

    NO_MEASURE = "no_measure"
    SECRET = "secret"  # noqa: S105 - statistical secrecy
    NOT_PRODUCED = "not_produced"
    DOES_NOT_APPLY = "does_not_apply"
    SINGLE_MEASURE = "single_measure"
    NOT_COMPARABLE = "not_comparable"
    NO_MEASURABLE_CHANGE = "no_measurable_change"
    UP = "up"
    DOWN = "down"
    HOPED_FOR = "hoped_for"
    NOT_HOPED_FOR = "not_hoped_for"
    CONTEXT = "context"
    IN_BAND = "in_band"
    BELOW_BAND = "below_band"
    ABOVE_BAND = "above_band"
    AIM = "aim"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a sentence."""

    says: Says
    facts: Mapping[str, Any] = field(default_factory=dict)


NOTHING = {
    Why.ALL_SUPPRESSED: Says.SECRET,
    Why.NOT_PRODUCED: Says.NOT_PRODUCED,
    Why.DENOMINATOR_ZERO: Says.DOES_NOT_APPLY,
}
MOVED = {
    Movement.UP: Says.UP,
    Movement.DOWN: Says.DOWN,
    Movement.WITHIN_NOISE: Says.NO_MEASURABLE_CHANGE,
    Movement.NOT_COMPARABLE: Says.NOT_COMPARABLE,
}
SILENT = {Standing.NO_AIM, Standing.NEVER_JUDGED, Standing.NO_CURRENT}


def sentence(definition: Definition, found: Assessment) -> tuple[Clause, ...]:
    """The parts in the order in which they are said: what moved, what it means, the aim, what lacks.

    Nothing is said for or against a figure of context, nor of a change that may be noise.
    """
    if found.verdict == Verdict.NO_DATA:
        why = found.refusal.why if found.refusal else Why.NO_VALUE
        return (Clause(NOTHING.get(why, Says.NO_MEASURE)),)
    parts = [movement(definition, found), *meaning(definition, found)]
    way = found.progress
    if way.standing not in SILENT:
        parts.append(Clause(Says.AIM, {"standing": way.standing, "share": way.share}))
    last = found.last
    if last and last.state == State.PROVISIONAL:
        parts.append(Clause(Says.PROVISIONAL))
    if last and last.state == State.ESTIMATED:
        parts.append(Clause(Says.ESTIMATED))
    parts += [
        Clause(Says.ABSENT, {"period": row.span, "state": row.standing}) for row in found.absences
    ]
    return tuple(parts)


def movement(definition: Definition, found: Assessment) -> Clause:
    """Up, down, no change that can be measured, not comparable, or a single measure."""
    last, first = found.last, found.first
    if found.comparison is None:
        return Clause(Says.SINGLE_MEASURE, facts_of(definition, last=last))
    refusal = found.comparison.refusal
    facts = facts_of(definition, first=first, last=last)
    if refusal:
        return Clause(Says.NOT_COMPARABLE, facts | {"why": refusal.why, **refusal.facts})
    return Clause(
        MOVED[found.comparison.movement],
        facts | {"change": found.comparison.change, "noise": found.comparison.noise},
    )


def facts_of(definition: Definition, **rows: Observation | None) -> dict[str, Any]:
    """The value and the days of each."""
    facts: dict[str, Any] = {}
    for name, row in rows.items():
        if row is not None:
            facts |= {name: row.figure(definition), f"{name}_period": row.span}
    return facts


def meaning(definition: Definition, found: Assessment) -> list[Clause]:
    """What the change means, where anything may be meant by it."""
    if found.verdict == Verdict.IMPROVING:
        return [Clause(Says.HOPED_FOR)]
    if found.verdict == Verdict.WORSENING:
        return [Clause(Says.NOT_HOPED_FOR)]
    if found.verdict == Verdict.CONTEXT_ONLY:
        return [Clause(Says.CONTEXT)]
    if found.verdict in {Verdict.IN_BAND, Verdict.OUT_OF_BAND} and definition.band and found.last:
        band, value = definition.band, found.last.figure(definition) or Fraction(0)
        facts = {"low": band.low, "high": band.high}
        if found.verdict == Verdict.IN_BAND:
            return [Clause(Says.IN_BAND, facts)]
        below = band.low is not None and value < band.low
        return [Clause(Says.BELOW_BAND if below else Says.ABOVE_BAND, facts)]
    return []
