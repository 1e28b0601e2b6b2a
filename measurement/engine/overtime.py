"""One place over several periods: what may be added over time, and what has only a last value."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from measurement.engine.aggregate import is_usable
from measurement.engine.combining import NEVER, NEVER_ELSE, Rule, ratio_of_sums, summed, union
from measurement.engine.definitions import Accumulation, Definition, Nature, ValueType
from measurement.engine.observations import Observation, Span
from measurement.engine.reasons import Beware, Caveat, Refused, Why


class TimeRule(StrEnum):
    """How values of several periods become one answer."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    UNION = "union"
    LAST = "last"
    TRANSITIONS = "transitions"
    TIMELINE = "timeline"
    NONE = "none"
    MEAN = "mean"


COMPUTE = {
    TimeRule.SUM: summed,
    TimeRule.RATIO_OF_SUMS: ratio_of_sums,
    TimeRule.UNION: union,
}


@dataclass(frozen=True, slots=True)
class OverTime:
    """What came out of several periods of one place.

    `transitions` counts the steps from one level to the next; `timeline` is each span's word.
    """

    rule: TimeRule
    periods: int = 0
    value: Fraction | None = None
    last: Span | None = None
    limits: tuple[Fraction, Fraction] | None = None
    transitions: tuple[tuple[int, int, int], ...] = ()
    timeline: tuple[tuple[Span, str], ...] = ()
    refusal: Refused | None = None
    caveats: tuple[Beware, ...] = ()


def rule_over_time(definition: Definition) -> TimeRule:
    """Flows are added, states have a last value, published rates and medians have neither."""
    kind, is_flow = definition.value_type, definition.nature == Nature.FLOW
    adds = is_flow and definition.accumulation == Accumulation.PER_PERIOD
    if kind in {ValueType.COUNT, ValueType.AMOUNT}:
        return TimeRule.SUM if adds else TimeRule.LAST
    if kind == ValueType.RATIO:
        return TimeRule.RATIO_OF_SUMS if adds else TimeRule.LAST
    others = {
        ValueType.DISTINCT: TimeRule.UNION,
        ValueType.ORDINAL: TimeRule.TRANSITIONS,
        ValueType.STATUS: TimeRule.TIMELINE,
    }
    return others.get(kind, TimeRule.NONE)


def over_time(
    definition: Definition,
    observations: Iterable[Observation],
    *,
    wanted: TimeRule | None = None,
    expected: Sequence[Span] = (),
) -> OverTime:
    """The values of one place over its periods by the definition's own rule, or why there is no answer.

    The last value may be asked of anything. A period that was expected and has no value makes a
    caveat, never a nought.
    """
    rule = wanted or rule_over_time(definition)
    rows = sorted(
        {row for row in observations if is_usable(definition, row)}, key=lambda r: (r.span, repr(r))
    )
    refusal = forbidden_over_time(definition, rule)
    if refusal is None and not rows:
        refusal = Refused(Why.NO_VALUE)
    refusal = refusal or clash(definition, rows, rule)
    if refusal:
        return OverTime(rule=rule, periods=len(rows), refusal=refusal)
    lacking = [span for span in expected if span not in {row.span for row in rows}]
    caveats = (Beware(Caveat.PERIODS_LACKING, {"periods": tuple(lacking)}),) if lacking else ()
    return answer(definition, rows, rule, caveats)


def answer(
    definition: Definition,
    rows: Sequence[Observation],
    rule: TimeRule,
    caveats: tuple[Beware, ...],
) -> OverTime:
    """What the rule gives for rows that go together."""
    base = OverTime(rule=rule, periods=len(rows), last=rows[-1].span, caveats=caveats)
    if rule == TimeRule.TRANSITIONS:
        levels = [int(row.figure(definition) or 0) for row in rows]
        steps = sorted(Counter(pairwise(levels)).items())
        return replace(base, transitions=tuple((a, b, n) for (a, b), n in steps))
    if rule == TimeRule.TIMELINE:
        return replace(base, timeline=tuple((row.span, row.status) for row in rows))
    if rule == TimeRule.LAST:
        return replace(base, value=rows[-1].figure(definition))
    found = COMPUTE[rule](definition, rows)
    return replace(base, value=found.value, limits=found.limits, refusal=found.refusal)


def forbidden_over_time(definition: Definition, rule: TimeRule) -> Refused | None:
    """Why values of several periods are not put together so."""
    own = rule_over_time(definition)
    if rule == TimeRule.LAST or (rule == own and own != TimeRule.NONE):
        return None
    facts = {"wanted": rule, "rule": own}
    kind = definition.value_type
    if rule == TimeRule.SUM and kind in {ValueType.COUNT, ValueType.AMOUNT}:
        if definition.nature == Nature.STOCK:
            return Refused(Why.STOCKS_NOT_ADDED_OVER_TIME, facts)
        if definition.nature == Nature.ROLLING:
            return Refused(Why.ROLLING_NOT_ADDED, facts)
        return Refused(Why.RUNNING_TOTALS_NOT_ADDED, facts)
    never = NEVER.get((kind, Rule.SUM)) if rule == TimeRule.SUM else None
    return Refused(never or NEVER_ELSE[kind], facts)


def clash(definition: Definition, rows: Sequence[Observation], rule: TimeRule) -> Refused | None:
    """Why these rows do not go together: two of one period, another definition, perimeter or source."""
    for one, following in pairwise(rows):
        if one.span == following.span:
            return Refused(Why.CONFLICTING_ROWS, {"places": (one.place,), "span": one.span})
    if rule in {TimeRule.LAST, TimeRule.TIMELINE}:
        return None
    for one, following in pairwise(rows):
        if one.span.meets(following.span):
            return Refused(Why.OVERLAPPING_PERIODS, {"spans": (one.span, following.span)})
    amounts = definition.value_type == ValueType.AMOUNT
    for why, found in (
        (Why.MIXED_DEFINITIONS, {row.version for row in rows}),
        (Why.MIXED_GENERATIONS, {row.release.generation for row in rows}),
        (Why.MIXED_RELEASES, {row.release.source for row in rows}),
        (Why.MIXED_STATUSES, {row.status for row in rows} if amounts else set()),
    ):
        if len(found) > 1:
            return Refused(why, {"found": tuple(sorted(map(str, found)))})
    return None
