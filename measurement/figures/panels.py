"""Small multiples: many series on one axis of time, or one figure over places on one scale."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from drawing.chart import Chart
from drawing.strip import Strip
from measurement import exact
from measurement.figures.apart import PlaceValue, values_apart
from measurement.figures.charts import chart_of
from measurement.figures.indicators import IndicatorFigure
from measurement.figures.themes import by_theme
from measurement.models import Indicator
from measurement.reading import PointFigure, sentence
from measurement.words import quantity


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of many: its name, its last value, what it says, and the drawing if there is one."""

    code: str
    name: str
    value: str
    period: str
    sentence: str
    chart: Chart | None = None
    strip: Strip | None = None
    is_local: bool = False
    theme: str = ""
    apart: tuple[PlaceValue, ...] = ()
    # What prints beside it: who contests it, with the answer.
    dispute: str = ""

    @property
    def known(self) -> bool:
        """True where there is a value, of the site or of one of its neighbourhoods."""
        return bool(self.value) or any(place.value for place in self.apart)


def site_panels(figures: Iterable[IndicatorFigure]) -> list[tuple[str, str, list[Panel]]]:
    """Every figure of a site by theme; the curves of a theme share the axis of time."""
    panels = [site_panel(figure) for figure in figures]
    return [(key, name, on_one_axis(list(group))) for key, name, group in by_theme(panels)]


def on_one_axis(panels: list[Panel]) -> list[Panel]:
    """The panels with the same years from left to right."""
    span = span_of(panel.chart for panel in panels if panel.chart)
    return [
        replace(panel, chart=replace(panel.chart, span=span))
        if panel.chart and timed(panel.chart)
        else panel
        for panel in panels
    ]


def site_panel(figure: IndicatorFigure) -> Panel:
    chart = figure.chart
    return Panel(
        figure.code,
        figure.name,
        quantity(figure.latest.value, figure.counted_in) if figure.latest else "",
        figure.latest.period if figure.latest else "",
        figure.sentence,
        chart if chart.drawable else None,
        is_local=figure.is_local,
        theme=figure.theme,
        apart=values_apart(figure.parts, figure.unit),
        dispute=figure.dispute,
    )


def timed(chart: Chart) -> bool:
    return all(p.at is not None for p in chart.points)


def span_of(charts: Iterable[Chart]) -> tuple[float, float] | None:
    """From the first year of any curve to the last of any."""
    drawn = [chart for chart in charts if chart.drawable and timed(chart)]
    years = [p.at for chart in drawn for p in chart.points if p.at is not None]
    return (min(years), max(years)) if years else None


def place_panels(found: Indicator, figure: IndicatorFigure) -> list[Panel]:
    """One figure over the neighbourhoods of a site, by name, all on one scale from zero."""
    parts = [(part.code, part.name, part.points) for part in figure.parts]
    parts = parts or [(found.code, figure.place, figure.points)]
    values = [
        float(p.value)
        for _c, _n, points in parts
        for p in points
        if p.value is not None and p.drawn
    ]
    top = max(values, default=0.0)
    under = cache(found.under)
    # Each place is read by the definition of its last value, as the page of the figure reads it.
    then = [under(version_of(points, found)).spoken() for _c, _n, points in parts]
    charts = [
        chart_of(name, points, unit_of(points, figure.unit), source=figure.source)
        for _c, name, points in parts
    ]
    span = span_of(charts)
    return [
        replace(
            place_panel(
                rules,
                code,
                points,
                replace(chart, top=top, span=span if timed(chart) else None),
            ),
            dispute=figure.dispute_in(name) if figure.parts else figure.dispute,
        )
        for (code, name, points), chart, rules in zip(parts, charts, then, strict=True)
    ]


def last_of(points: Iterable[PointFigure]) -> PointFigure | None:
    """The last value that may be shown."""
    return next((p for p in reversed([*points]) if p.drawn), None)


def version_of(points: Iterable[PointFigure], found: Indicator) -> int:
    """By which definition the last value was measured; the one that stands where there is none."""
    last = last_of(points)
    return last.seen.version if last and last.seen else found.version


def unit_of(points: Iterable[PointFigure], unit: str) -> str:
    """In what the last value was counted."""
    last = last_of(points)
    return (last.unit if last else "") or unit


def place_panel(
    found: Indicator, code: str, points: tuple[PointFigure, ...], chart: Chart
) -> Panel:
    last = last_of(points)
    strip = (
        Strip(chart.title, last.value, chart.unit, chart.top or 0)
        if last and last.value is not None and not chart.drawable
        else None
    )
    return Panel(
        code,
        chart.title,
        quantity(last.value, chart.unit) if last else "",
        last.period if last else "",
        sentence(points, exact.definition_of(found)),
        chart if chart.drawable else None,
        strip,
    )
