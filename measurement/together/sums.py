"""The values of a period laid together by the database, as many rows as there are kinds of them.

An index finds the values of the period, another one its corrections: nothing else of the table is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from measurement.measured import FEW, FEW_THEN
from measurement.models import WITH_VALUE, Indicator
from measurement.together.asking import Asked, Moment

TOLD = "told"
# All of a figure and state together: few kinds, which are counted without a sort. What tells of few
# people is under secrecy here as it is to whoever reads it, and in no sum.
# Where they follow several definitions, publications or days, they are asked for again one by one.
# The inner part is planned by itself (OFFSET 0), so that the planner expects few kinds and sorts nothing;
# not where it counts by figure and state alone and nothing is secret: then each row is read but once.
SUMS = """
SELECT m.indicator_id, {kinds}
    {standing} AS standing,
    count(*), count(m.numerator), sum(m.value), max(m.value), sum(m.numerator), sum(m.denominator),
    {provisional}, {estimated}, count(*) FILTER (WHERE m.site_id = ANY(%(idle)s::uuid[])),
    {sharing}, {places}, {spread}
FROM (
    SELECT m.indicator_id, m.version, m.release_id, m.starts_on, m.ends_on, m.site_id, m.place,
        CASE WHEN m.few THEN 'suppressed' ELSE m.state END AS state,
        CASE WHEN NOT m.few THEN m.value END AS value,
        CASE WHEN NOT m.few THEN m.numerator END AS numerator,
        CASE WHEN NOT m.few THEN m.denominator END AS denominator
    FROM (
        SELECT m.indicator_id, m.version, m.release_id, m.starts_on, m.ends_on, m.site_id, {place} AS place,
            m.state, m.value, m.numerator, m.denominator, {few} AS few
        FROM measurement_measurement m {rules}
        WHERE m.indicator_id = ANY(%(keys)s::uuid[]) AND {days_m} AND {where} {then_m}
            AND m.reason_code <> 'undone'
            AND NOT EXISTS (
                SELECT FROM measurement_measurement c
                WHERE c.replaces_id = m.id AND c.indicator_id = m.indicator_id
                    AND c.replaces_id IS NOT NULL
                    AND c.indicator_id = ANY(%(keys)s::uuid[]) AND {days_c} {then_c}
            )
        {apart}
    ) m
) m
GROUP BY {groups}
"""
# Of rows of one state all are in that state, or none is.
ALL_OR_NONE = "CASE WHEN m.state = '{0}' THEN count(*) ELSE 0 END"
SOME = "count(*) FILTER (WHERE m.state = '{0}')"
ALIKE = """min(m.version), max(m.version), min(m.starts_on), max(m.starts_on), min(m.ends_on), max(m.ends_on),
    count(m.release_id),"""
APART = "m.version, m.release_id, m.starts_on, m.ends_on,"
STANDING = "CASE WHEN m.state = ANY(%(told)s) THEN 'told' ELSE m.state END"
SHARING = "array_agg(m.site_id::text) FILTER (WHERE m.site_id = ANY(%(sharing)s::uuid[]))"
NO_SPREAD = "NULL::numeric[]"
# Beside each value the rules by which it may be secret; figures without such rules do without.
RULES, NO_RULES = "JOIN measurement_indicator i ON i.id = m.indicator_id", ""
SPREAD = """(ARRAY[min(m.value)] || percentile_disc(ARRAY[0.25, 0.5, 0.75])
    WITHIN GROUP (ORDER BY m.value) || ARRAY[max(m.value)])"""
SPREADING = {Indicator.ValueType.RATE, Indicator.ValueType.QUANTILE}


@dataclass(frozen=True, slots=True)
class Heap:
    """Values of one figure that are alike: how many, their sums, and which places they are of.

    `pairs` is how many have a numerator; `idle` are of sites that were not at work, `sharing` names
    the sites among them that share a neighbourhood with another one.
    """

    version: int
    release: Any
    starts_on: date | None
    ends_on: date | None
    standing: str
    count: int
    pairs: int
    total: Decimal | None
    most: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    provisional: int
    estimated: int
    idle: int
    sharing: tuple[str, ...]
    places: tuple[str, ...]
    spread: tuple[Decimal, ...]

    @property
    def group(self) -> tuple[Any, ...]:
        """What it shares with those that may stand in one figure with it."""
        return self.version, self.release, self.starts_on, self.ends_on


@dataclass(frozen=True, slots=True)
class Where:
    """Of which places values are looked for: given codes, or all sites, of which some are marked."""

    codes: tuple[str, ...] | None = None
    idle: tuple[str, ...] = ()
    sharing: tuple[str, ...] = ()


type Heaps = dict[Any, tuple[Heap, ...]]


def heaps(found: Sequence[Indicator], moment: Moment, asked: Asked, where: Where) -> Heaps:
    """The heaps of each figure for one period, as they stood at an instant: six queries at most.

    Those of figures that may hide a value, and those of figures that hide none: most are of these.
    """
    made: dict[Any, list[Heap]] = {}
    for secret in (False, True):
        some = [one for one in found if one.may_hide is secret]
        of = (moment, asked, where, secret)
        spreading = [one.pk for one in some if one.value_type in SPREADING]
        adding = [one.pk for one in some if one.value_type not in SPREADING]
        if adding and where.codes is None:
            adding = alike(made, adding, of)
        for keys, spread in ((adding, NO_SPREAD), (spreading, SPREAD)):
            if keys:
                for indicator, *row in rows_of(composed(keys, of, spread)):
                    made.setdefault(indicator, []).append(heap_of(row))
    return {key: tuple(rows) for key, rows in made.items()}


type Of = tuple[Moment, Asked, Where, bool]


def alike(made: dict[Any, list[Heap]], keys: list[Any], of: Of) -> list[Any]:
    """The heaps of those figures whose values go together; which figures are left."""
    left: dict[Any, None] = {}
    groups: dict[Any, set[tuple[Any, ...]]] = {}
    found: dict[Any, list[Heap]] = {}
    for indicator, *kinds in rows_of(composed(keys, of, NO_SPREAD, groups="1, 9", kinds=ALIKE)):
        version, most, first, last_first, until, last, released, state, *row = kinds
        if released or (version, first, until) != (most, last_first, last):
            left[indicator] = None
        standing = TOLD if state in WITH_VALUE else state
        groups.setdefault(indicator, set()).add((version, first, until))
        found.setdefault(indicator, []).append(
            heap_of([version, None, first, until, standing, *row])
        )
    for indicator, kinds_of in groups.items():
        if indicator not in left and len(kinds_of) == 1:
            made[indicator] = found[indicator]
        else:
            left[indicator] = None
    return list(left)


def heap_of(row: Sequence[Any]) -> Heap:
    """A row as a heap."""
    *plain, sharing, places, spread = row
    cells: list[Any] = [*plain, *(tuple(found or ()) for found in (sharing, places, spread))]
    return Heap(*cells)


def rows_of(asked: tuple[str, Mapping[str, Any]]) -> list[Any]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return cursor.fetchall()


def composed(
    keys: list[Any], of: Of, spread: str, *, groups: str = "1, 2, 3, 4, 5, 6", kinds: str = APART
) -> tuple[str, Mapping[str, Any]]:
    """The statement and its values."""
    moment, asked, where, secret = of
    days = "{0}.starts_on IS NULL"
    values: dict[str, Any] = {
        "keys": listed(map(str, keys)),
        "told": [state.value for state in WITH_VALUE],
        "idle": listed(where.idle),
        "sharing": listed(where.sharing),
    }
    if moment.period is not None:
        days = "{0}.starts_on BETWEEN %(first)s AND %(last)s"
        values |= {"first": moment.period.starts_on, "last": moment.period.ends_on}
    then = ""
    if asked.instant is not None:
        then, values["then"] = "AND {0}.entered_at <= %(then)s", asked.instant
    place = "coalesce(m.neighbourhood_id, m.contract_id)"
    if where.codes is not None:
        values["codes"] = list(where.codes)
    count = SOME if kinds == APART else ALL_OR_NONE
    statement = SUMS.format(
        kinds=kinds,
        standing=STANDING if kinds == APART else "m.state",
        groups=groups,
        sharing=SHARING if where.sharing else "NULL::text[]",
        places="NULL::text[]" if where.codes is None else "array_agg(m.place)",
        rules=RULES if secret else NO_RULES,
        apart="OFFSET 0" if secret or kinds == APART else "",
        few=f"coalesce({FEW_THEN if then else FEW}, FALSE)" if secret else "FALSE",
        place=place, provisional=count.format("provisional"), estimated=count.format("estimated"),
        where="TRUE" if where.codes is None else f"{place} = ANY(%(codes)s)",
        spread=spread,
        days_m=days.format("m"), days_c=days.format("c"),
        then_m=then.format("m"), then_c=then.format("c"),
    )  # fmt: skip
    return statement, values


def listed(keys: Iterable[str]) -> str:
    """Keys as PostgreSQL writes an array of them: hundreds of sites cost one string."""
    return f"{{{','.join(keys)}}}"
