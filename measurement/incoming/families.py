"""Counts of a file beside their families: a part is never greater than its whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from measurement.figures.kin import has_kin, impossible, kin_of
from measurement.incoming.account import Cell, Kind, Told, Write
from measurement.incoming.judging import Judged
from measurement.periods import Period
from sites.models import Site


def beside_families(rows: Sequence[Judged], writes: Iterable[Write], site: Site) -> Iterator[Told]:
    """What would be asked about counts if they were typed: here said of their rows, never refused.

    What the file says of the same period comes before what stands. Only a site's own file is looked
    at so: to others a family may hide a number of few people.
    """
    counts = list(counted(writes))
    if not counts:
        return
    kin = kin_of(site, {cell.indicator.pk: cell.indicator for cell, *_said in counts}.values())
    said: dict[Period, dict[str, Decimal]] = defaultdict(dict)
    for cell, period, value in counts:
        said[period][cell.indicator.code] = value
    lines = {id(cell): row.line for row in rows for cell in row.cells}
    for cell, period, value in counts:
        for words in impossible(value, kin.of(cell.indicator, period), said[period]):
            yield Told(lines[id(cell)], Kind.WARNING, cell.column, words)


def counted(writes: Iterable[Write]) -> Iterator[tuple[Cell, Period, Decimal]]:
    """The counts of families among what would be written, each with its period."""
    for one in writes:
        period, value = one.cell.period, one.cell.reading.value
        if period and value is not None and has_kin(one.cell.indicator):
            yield one.cell, period, value
