"""The figures that a site shows first: what it chose, then what it follows itself."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from kit import clock
from measurement.breaks import perimeter_of
from measurement.figures.followed import is_gone
from measurement.figures.indicators import IndicatorFigure, build
from measurement.figures.rows import indicators_of, told_at
from sites.models import Site

COMMON_ORDER = {
    code: place for place, code in enumerate(("rev-01", "emp-01", "moy-01", "pop-01", "dro-01"))
}


def headline(
    site: Site, n: int = 3, on: date | None = None, *, as_of: datetime | None = None
) -> tuple[IndicatorFigure, ...]:
    """The figures that a site shows first: those that it chose, then what it follows itself.

    All that it chose, filled up to `n`. Only those that have a value; the order never depends on
    the values.
    """
    return first_of(candidates(site, n, on, as_of=as_of), n)


def candidates(
    site: Site, n: int, on: date | None = None, *, as_of: datetime | None = None
) -> list[IndicatorFigure]:
    """The figures among which the first `n` are: a site that follows sixty is not read as a whole.

    What the site chose, and the next ones that have a value; all of them where one of these turns
    out to have none that may be shown.
    """
    perimeter = perimeter_of(site)
    told = told_at(site, perimeter.on(on or clock.today()), as_of)
    known = [found for found in told if found.rank or not is_gone(found, as_of)]
    ordered = sorted(known, key=precedence)
    first = [found for found in ordered if found.rank or found.is_told]
    likely = first[: max(n, sum(bool(found.rank) for found in known))]
    figures = build(site, indicators_of(likely), on, as_of, perimeter=perimeter)
    if len(likely) < len(first) and len(first_of(figures, n)) < n:
        return build(site, indicators_of(known), on, as_of, perimeter=perimeter)
    return figures


def precedence(found: Any) -> tuple[bool, int, bool, int]:
    """What the site chose comes first, then its own, then common ones in a fixed order."""
    place = 0 if found.is_local else COMMON_ORDER.get(found.code, len(COMMON_ORDER))
    return not found.rank, found.rank, not found.is_local, place


def first_of(figures: Iterable[IndicatorFigure], n: int) -> tuple[IndicatorFigure, ...]:
    """Of all figures of a site those that are shown first."""
    usable = [figure for figure in figures if figure.has_values]
    chosen = [figure for figure in usable if figure.rank]
    return tuple(sorted(usable, key=precedence)[: max(n, len(chosen))])
