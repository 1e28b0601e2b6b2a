"""Where a figure was defined anew with another rhythm: the same days are not counted under both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from measurement.actions.values import counted_twice
from measurement.incoming.account import Cell, Kind, Told
from measurement.incoming.judging import Judged
from measurement.incoming.known import Known, Standing
from measurement.models import Measurement
from measurement.periods import Period

type Spans = dict[tuple[Any, Any], set[tuple[Any, Any]]]


def refuse_overlapping(
    rows: Sequence[Judged], standing: Mapping[Any, Standing], known: Known
) -> None:
    """As one that is typed, a new value is refused whose days another value of the site counts already.

    That other value stands there, or a line above says it. What stands at the very period is
    corrected, or said again.
    """
    anew = {one.pk for one in known.indicators if one.version > 1}
    asked = [
        (row, cell, cell.period)
        for row in rows
        for cell in row.cells
        if cell.site_id and cell.period and cell.indicator.pk in anew
    ]
    if not asked:
        return
    taken = spans_at(cell for _row, cell, _period in asked)
    for row, cell, period in asked:
        there, mine = standing.get(cell.key), taken[cell.key[:2]]
        span = (period.starts_on, period.ends_on)
        others = (one for one in sorted(mine) if one != span and meet(one, span))
        if (there and there.stands) or row.faults:
            continue
        if other := next(others, None):
            words = counted_twice(Period(*other))
            row.faults.append(Told(row.line, Kind.REFUSED, cell.column, words))
        else:
            mine.add(span)


def spans_at(cells: Iterable[Cell]) -> Spans:
    """The periods of which the sites of these cells have a value, by indicator and site."""
    keys = {cell.key[:2] for cell in cells}
    indicators, sites = ({key[n] for key in keys} for n in (0, 1))
    rows = Measurement.objects.current().filter(
        indicator__in=indicators, site__in=sites, starts_on__isnull=False
    )
    found: Spans = defaultdict(set)
    for indicator, site, first, last in rows.order_by().values_list(
        "indicator", "site", "starts_on", "ends_on"
    ):
        found[indicator, site].add((first, last))
    return found


def meet(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """True of spans that share a day."""
    return one[0] <= other[1] and other[0] <= one[1]
