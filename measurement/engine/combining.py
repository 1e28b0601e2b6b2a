"""The one rule by which values of a kind are put together, and why no other one is allowed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from measurement.engine.definitions import Definition, ValueType
from measurement.engine.observations import Item, Observation
from measurement.engine.reasons import Refused, Why

MEDIAN_OF_LEVELS = 5
QUARTILES_FROM = 4


class Rule(StrEnum):
    """How several values become one answer. The last four are never allowed, and asked for often."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    DISTRIBUTION = "distribution"
    UNION = "union"
    LEVELS = "levels"
    LISTING = "listing"
    LAST = "last"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MEDIAN_OF_VALUES = "median_of_values"
    INDEX = "index"


ACROSS_SITES = {
    ValueType.COUNT: Rule.SUM,
    ValueType.AMOUNT: Rule.SUM,
    ValueType.DISTINCT: Rule.UNION,
    ValueType.RATIO: Rule.RATIO_OF_SUMS,
    ValueType.RATE: Rule.DISTRIBUTION,
    ValueType.QUANTILE: Rule.DISTRIBUTION,
    ValueType.GAP: Rule.DISTRIBUTION,
    ValueType.ORDINAL: Rule.LEVELS,
    ValueType.STATUS: Rule.LISTING,
}
NEVER = {
    (ValueType.RATIO, Rule.SUM): Why.RATES_NOT_ADDED,
    (ValueType.RATE, Rule.SUM): Why.RATES_NOT_ADDED,
    (ValueType.DISTINCT, Rule.SUM): Why.DISTINCTS_NOT_ADDED,
}
NEVER_ELSE = {
    ValueType.COUNT: Why.COUNTS_NOT_AVERAGED,
    ValueType.AMOUNT: Why.COUNTS_NOT_AVERAGED,
    ValueType.DISTINCT: Why.COUNTS_NOT_AVERAGED,
    ValueType.RATIO: Why.RATES_NOT_AVERAGED,
    ValueType.RATE: Why.RATES_NOT_AVERAGED,
    ValueType.QUANTILE: Why.MEDIANS_NOT_COMBINED,
    ValueType.GAP: Why.GAPS_NOT_AVERAGED,
    ValueType.ORDINAL: Why.LEVELS_NOT_AVERAGED,
    ValueType.STATUS: Why.STATUSES_LISTED_ONLY,
}


def forbidden(definition: Definition, wanted: Rule | None) -> Refused | None:
    """Why what somebody asks for is not computed; None when it is the figure's own rule.

    A distribution may be asked of anything that has a number: it hides nothing and adds nothing.
    """
    kind = definition.value_type
    if wanted is None or wanted == ACROSS_SITES[kind]:
        return None
    numbers = kind not in {ValueType.STATUS, ValueType.ORDINAL, ValueType.DISTINCT}
    if wanted == Rule.DISTRIBUTION and numbers:
        return None
    why = NEVER.get((kind, wanted)) or NEVER_ELSE[kind]
    return Refused(why, {"wanted": wanted, "rule": ACROSS_SITES[kind]})


@dataclass(frozen=True, slots=True)
class Distribution:
    """How values spread: each number is one that a place really has, never between two.

    Quartiles need four values. A median over an even number is the lower of the two middle ones.
    """

    n: int
    low: Fraction
    first_quartile: Fraction | None
    median: Fraction
    third_quartile: Fraction | None
    high: Fraction


@dataclass(frozen=True, slots=True)
class Computed:
    """What a rule gives: exactly one of its fields, or a refusal.

    `limits` are the least and the most that a union can be when who was counted is not known.
    """

    value: Fraction | None = None
    distribution: Distribution | None = None
    limits: tuple[Fraction, Fraction] | None = None
    levels: tuple[tuple[int, int], ...] = ()
    median_level: int | None = None
    statuses: tuple[tuple[str, str], ...] = ()
    refusal: Refused | None = None


def summed(definition: Definition, rows: Sequence[Observation]) -> Computed:
    """The sum; of amounts with their grants, each grant once wherever it is named."""
    itemised = [row for row in rows if row.items is not None]
    if definition.value_type == ValueType.AMOUNT and itemised:
        if len(itemised) < len(rows):
            lacking = tuple(sorted(row.place for row in rows if row.items is None))
            return Computed(refusal=Refused(Why.RECORDS_UNKNOWN, {"places": lacking}))
        return grants_once([item for row in itemised for item in row.items or ()])
    return Computed(value=sum((row.figure(definition) or Fraction(0) for row in rows), Fraction(0)))


def grants_once(items: Sequence[Item]) -> Computed:
    """Each grant with its amount, once; two amounts for one grant are asked about."""
    amounts: dict[str, set[Fraction]] = {}
    for item in items:
        amounts.setdefault(item.key, set()).add(Fraction(item.amount))
    unclear = tuple(sorted(key for key, found in amounts.items() if len(found) > 1))
    if unclear:
        return Computed(refusal=Refused(Why.CONFLICTING_RECORDS, {"records": unclear}))
    return Computed(value=sum((min(found) for found in amounts.values()), Fraction(0)))


def ratio_of_sums(definition: Definition, rows: Sequence[Observation]) -> Computed:
    """All numerators over all denominators, complete pairs only; never above what can be."""
    top = sum((Fraction(row.numerator or 0) for row in rows), Fraction(0))
    bottom = sum((Fraction(row.denominator or 0) for row in rows), Fraction(0))
    if bottom == 0:
        return Computed(refusal=Refused(Why.DENOMINATOR_ZERO))
    value = top / bottom * definition.multiplier
    if definition.ceiling is not None and value > Fraction(definition.ceiling):
        facts = {"value": value, "ceiling": definition.ceiling}
        return Computed(refusal=Refused(Why.ABOVE_CEILING, facts))
    return Computed(value=value)


def spread(definition: Definition, rows: Sequence[Observation]) -> Computed:
    """The least, the quartiles, the most, and how many."""
    values = sorted(v for row in rows if (v := row.figure(definition)) is not None)
    return Computed(distribution=distribution(values))


def distribution(values: Sequence[Fraction]) -> Distribution:
    """The spread of sorted values, at least one: each rank is that of a real value."""
    n = len(values)
    wide = n >= QUARTILES_FROM
    return Distribution(
        n=n,
        low=values[0],
        first_quartile=values[-(-n // 4) - 1] if wide else None,
        median=values[-(-n // 2) - 1],
        third_quartile=values[-(-3 * n // 4) - 1] if wide else None,
        high=values[-1],
    )


def union(definition: Definition, rows: Sequence[Observation]) -> Computed:
    """How many different ones, where each is known; else at least and at most how many."""
    if all(row.items is not None for row in rows):
        keys = {item.key for row in rows for item in row.items or ()}
        return Computed(value=Fraction(len(keys)))
    values = [row.figure(definition) or Fraction(0) for row in rows]
    if len(values) == 1:
        return Computed(value=values[0])
    limits = (max(values), sum(values, Fraction(0)))
    facts = {"least": limits[0], "most": limits[1]}
    return Computed(limits=limits, refusal=Refused(Why.DISTINCTS_NOT_ADDED, facts))


def by_level(definition: Definition, rows: Sequence[Observation]) -> Computed:
    """How many stand on each level; the middle level from five answers on, the lower of two."""
    found = sorted(int(v) for row in rows if (v := row.figure(definition)) is not None)
    middle = found[-(-len(found) // 2) - 1] if len(found) >= MEDIAN_OF_LEVELS else None
    return Computed(levels=tuple(sorted(Counter(found).items())), median_level=middle)


def listed(definition: Definition, rows: Sequence[Observation]) -> Computed:
    """Each place with its word, in the order of places."""
    return Computed(statuses=tuple(sorted((row.place, row.status) for row in rows)))


COMPUTE = {
    Rule.SUM: summed,
    Rule.RATIO_OF_SUMS: ratio_of_sums,
    Rule.DISTRIBUTION: spread,
    Rule.UNION: union,
    Rule.LEVELS: by_level,
    Rule.LISTING: listed,
}
