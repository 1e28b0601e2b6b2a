"""The first figures of a site as residents read them: in plain words, each value with its place."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from measurement.figures.first import candidates, first_of
from measurement.figures.indicators import IndicatorFigure
from measurement.figures.trust import DisputeFigure
from measurement.models import MOST, Indicator
from measurement.words import quantity
from sites.models import Site

LEAST = 3
Direction = Indicator.Direction
# What is hoped for; of a figure that only describes a place it says that nothing is.
HOPED = {
    Direction.HIGHER: gettext_lazy("The collective would like it to rise."),
    Direction.LOWER: gettext_lazy("The collective would like it to fall."),
    Direction.BAND: gettext_lazy("The collective would like it to stay between two values."),
    Direction.CONTEXT: gettext_lazy("It describes the place: neither good nor bad by itself."),
}


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """The last value of one place, which may be contested."""

    place: str
    shown: str
    period: str
    measurement_id: Any


@dataclass(frozen=True, slots=True)
class ResidentFigure:
    """One of the first figures in plain words; `values` are those that may be contested."""

    figure: IndicatorFigure
    values: tuple[PlaceValue, ...]
    hoped: str
    near: tuple[DisputeFigure, ...]

    @property
    def single(self) -> PlaceValue | None:
        """Its only value, where there is one series."""
        return self.values[0] if len(self.values) == 1 and not self.figure.parts else None


def resident_figures(site: Site) -> tuple[ResidentFigure, ...]:
    """What the site chose, also without a value yet, filled up to three with what it follows."""
    table = candidates(site, LEAST)
    blank = tuple(figure for figure in table if figure.rank and not figure.has_values)
    shown = first_of(table, max(LEAST - len(blank), 0))
    ordered = sorted((*shown, *blank), key=lambda figure: figure.rank or MOST + 1)
    return tuple(resident_figure(figure) for figure in ordered)


def resident_figure(figure: IndicatorFigure) -> ResidentFigure:
    """One figure with the values that stand for it now."""
    return ResidentFigure(
        figure=figure,
        values=values_of(figure),
        hoped=str(HOPED[Direction(figure.direction)]),
        near=figure.near,
    )


def values_of(figure: IndicatorFigure) -> tuple[PlaceValue, ...]:
    """The last value of each place; of a sum the values that were added up."""
    places = [(part.name, part.latest) for part in figure.parts]
    found = places or [("", figure.latest)]
    return tuple(
        PlaceValue(
            name, quantity(last.value, last.unit or figure.unit), last.period, last.measurement_id
        )
        for name, last in found
        if last is not None and last.value is not None
    )
