"""The list of a site's figures, a page at a time: sixty curves are not drawn at once."""

from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from operator import not_
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from kit import clock
from measurement.breaks import perimeter_of
from measurement.figures.indicators import IndicatorFigure, build
from measurement.figures.rows import indicators_by, times_at
from measurement.models import Indicator
from sites.models import Site

CURVES_A_PAGE = 6


@dataclass(frozen=True, slots=True)
class ListFigure:
    """One page of the figures of a site: its own, then common ones over time, each with its curve.

    `others` are those of one value, or of one for each neighbourhood; they are a table, on the
    first page those of one value only.
    """

    page: Page[Any]
    own: tuple[IndicatorFigure, ...] = ()
    curves: tuple[IndicatorFigure, ...] = ()
    others: tuple[IndicatorFigure, ...] = ()

    @property
    def figures(self) -> tuple[IndicatorFigure, ...]:
        """All that the page shows."""
        return (*self.own, *self.curves, *self.others)

    @property
    def is_first(self) -> bool:
        return self.page.number == 1

    @property
    def is_of_contract(self) -> bool:
        """True where all common curves of the page are about the city contract."""
        return all(figure.level == Indicator.Level.CONTRACT for figure in self.curves)

    @property
    def apart(self) -> bool:
        """True where neighbourhoods stand beside each other because they have no common rate."""
        return any(figure.refusal and not figure.is_additive for figure in self.others)


def listed(site: Site, number: Any, *, as_of: datetime | None = None) -> ListFigure:
    """A page of the figures that a site follows, as they are shown now or were at an instant.

    Only what the page shows is read. The order never depends on the values.
    """
    perimeter = perimeter_of(site)
    on = timezone.localdate(as_of) if as_of else clock.today()
    known = times_at(site, perimeter.on(on), as_of)
    own = [key for key, local, _rank, _times in known if local]
    common = [
        (key, times or 0)
        for key, local, rank, times in known
        if not local and (rank or times is not None)
    ]
    over_time = [key for key, times in common if times > 1]
    page: Page[Any] = Paginator([*own, *over_time], CURVES_A_PAGE).get_page(number)
    single = [key for key, times in common if times < 2] if page.number == 1 else []
    keys = [*page.object_list, *single]
    indicators = indicators_by(keys)
    figures = build(site, indicators, None, as_of, perimeter=perimeter)
    turns = set(page.object_list)
    in_turn = {found.code for found in indicators if found.pk in turns}
    shown = [figure for figure in figures if figure.is_followed and not figure.is_local]
    is_curve = [figure.code in in_turn and len(figure.points) > 1 for figure in shown]
    return ListFigure(
        page,
        own=tuple(figure for figure in figures if figure.is_local),
        curves=tuple(compress(shown, is_curve)),
        others=tuple(compress(shown, map(not_, is_curve))),
    )
