"""Values as they were measured: each under the definition of its own version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from measurement.families import withheld_of
from measurement.models import Definition, Indicator, Measurement

# `Indicator.hides` in SQL, of a measurement m of an indicator i. The definition of a value's own version is looked for where it matters.
# What was never secret is told of at once.
FEW_BELOW = """((m.version <> i.version OR greatest(i.threshold, i.secret_below, i.least_base) > 0)
    AND CASE WHEN m.numerator IS NULL
    THEN m.value < {least} AND m.value > 0
        AND (CASE WHEN m.version = i.version THEN i.value_type
            ELSE coalesce((SELECT d.value_type FROM measurement_definition d
                WHERE d.indicator_id = m.indicator_id AND d.number = m.version), i.value_type) END)
            IN ('count', 'distinct')
    ELSE m.denominator > 0 AND m.denominator < {least}
        OR m.numerator > 0 AND m.numerator < {least}
        OR m.denominator > m.numerator
            AND m.denominator - m.numerator < {least}
        OR m.denominator > 0
            AND m.denominator < (CASE WHEN m.version = i.version THEN i.least_base
                ELSE coalesce((SELECT d.least_base FROM measurement_definition d
                    WHERE d.indicator_id = m.indicator_id AND d.number = m.version), i.least_base)
                END)
    END)"""
# The strictest threshold that there ever was; and the strictest by the instant `then`.
FEW = FEW_BELOW.format(least="greatest(i.threshold, i.secret_below)")
FEW_THEN = FEW_BELOW.format(
    least="""(SELECT max(s.threshold) FROM measurement_definition s
        WHERE s.indicator_id = i.id AND (s.number = 1 OR s.written_at <= %(then)s))"""
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The indicators of some values, and the earlier definitions under which these were measured.

    `withheld` are those of them that are kept back for what could be worked out with them.
    """

    former: Mapping[tuple[Any, int], Definition]
    withheld: frozenset[Any] = frozenset()

    def under(self, row: Measurement, found: Indicator | None = None) -> Indicator:
        """The indicator of a value as it was defined when that was measured: a copy to read with."""
        now = (found or row.indicator).withholding(self.withheld)
        if row.version == now.version:
            return now
        then = self.former.get((row.indicator_id, row.version))
        return now if then is None else now.defined_by(then).spoken()

    def of_last(self, rows: Sequence[Measurement], found: Indicator) -> Indicator:
        """The indicator as it was defined for its last value: a new definition judges no earlier one."""
        last = next((row for row in reversed(rows) if row.value is not None), None)
        return found if last is None else self.under(last, found)


def measured(
    rows: Iterable[Measurement],
    known: Iterable[Indicator] = (),
    *,
    as_of: datetime | None = None,
    inside: bool = False,
) -> Measured:
    """What `under` needs for these values: one query, none where nothing was ever redefined.

    `known` are their indicators, where the rows were read without them. Two queries more where some
    are of a family of figures: what of it is withheld, as it stood at an instant, from everybody or
    from those `inside` the site.
    """
    now, moved, families = {one.pk: one for one in known}, set(), []
    for row in rows:
        indicator = now.get(row.indicator_id)
        if indicator is None:
            indicator = now[row.indicator_id] = row.indicator
        if row.version != indicator.version:
            moved.add(row.indicator_id)
        if indicator.in_family:
            families.append(row)
    kept = withheld_of(families, as_of=as_of, inside=inside) if families else frozenset()
    if not moved:
        return Measured({}, kept)
    rules = Definition.objects.filter(indicator__in=moved).order_by("number")
    return Measured({(one.indicator_id, one.number): one for one in rules}, kept)
