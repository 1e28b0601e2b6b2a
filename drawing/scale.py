"""From values and instants to places on a sheet: values from zero, no more than four levels."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.translation import pgettext_lazy

from drawing.chart import Chart, Point, Sheet, with_sign
from drawing.letters import wide
from kit.templatetags.kit import SIGNS, in_french, number, signed

STEPS = (1, 2, 2.5, 5, 10)
MOST = 3  # levels above zero
SHARED = 0.72
# What the numbers of levels take of a sheet at most, and how longer ones are said.
NUMBERS = 0.2
LARGE = (
    (10**9, pgettext_lazy("thousand million, in short", "bn")),
    (10**6, pgettext_lazy("million, in short", "m")),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point stands on the drawing; `square` after an odd number of cuts."""

    x: float
    y: float
    point: Point
    square: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Zero is always on the sheet: a small change never looks like a large one."""

    sheet: Sheet
    first: float
    last: float
    low: float
    high: float
    step: float
    right: float

    def x(self, at: float) -> float:
        span = (self.last - self.first) or 1
        inner = self.sheet.left + (self.sheet.size * 0.6 if self.sheet.grid else 0)
        return inner + (at - self.first) / span * (self.right - inner)

    def y(self, value: float) -> float:
        sheet = self.sheet
        return sheet.floor - (value - self.low) / (self.high - self.low) * (sheet.floor - sheet.top)

    def levels(self) -> Iterator[float]:
        """The round values that have a line."""
        count = round((self.high - self.low) / self.step)
        for n in range(count + 1):
            yield self.low + n * self.step

    def named(self, unit: str) -> list[tuple[float, str]]:
        """Each level with its number; long ones in millions or thousands of millions."""
        found = [(level, with_sign(tidy(level), unit)) for level in self.levels()]
        if max(wide(words, self.sheet.size) for _level, words in found) <= (
            self.sheet.width * NUMBERS
        ):
            return found
        reach = max(abs(self.low), abs(self.high))
        for size, short in LARGE:
            if reach >= size:
                return [(level, in_short(level / size, str(short), unit)) for level, _w in found]
        return found


def tidy(level: float) -> float | int:
    """A level without the traces of binary fractions."""
    return round(level, 6) if level % 1 else int(level)


def in_short(level: float, short: str, unit: str) -> str:
    """« 2,5 M », « 1 000 Md€ »; zero needs neither. In English 2.5m, €1,000bn."""
    if not level:
        return with_sign(0, unit)
    sign, words = unit if unit in SIGNS else "", number(tidy(level))
    if in_french():
        return f"{words}\N{NO-BREAK SPACE}{short}{sign}"
    return f"{signed(words, sign)}{short}"


def scale_of(chart: Chart, sheet: Sheet) -> Scale:
    """The scale that holds the measures, what stands beside them and what is aimed at."""
    values = [float(p.value) for p in chart.points if p.drawn and p.value is not None]
    if chart.around and sheet.grid:
        values += [float(p.value) for p in chart.around.points if p.value is not None]
    if chart.target:
        values.append(float(chart.target.value))
        values.append(float(chart.target.high or chart.target.value))
    low, high = min([*values, 0.0]), max([*values, chart.top or 0.0, 0.0])
    high = high if high > low else low + 1
    step = high - low
    if sheet.grid:
        whole = all(value == int(value) for value in values)
        step = step_for(high - low, whole=whole)
        low, high = step * floor(low / step), step * ceil(high / step)
    at = chart.places
    first, last = chart.span or (at[0], at[-1])
    return Scale(sheet, first, last, low, high, step, right_edge(chart, sheet))


def step_for(reach: float, *, whole: bool) -> float:
    """The round step of which few cover the reach."""
    power = 10.0 ** floor(log10(reach / MOST))
    found = next(n * power for n in STEPS if n * power * MOST >= reach * 0.9999)
    return max(1.0, float(ceil(found))) if whole else found


def right_edge(chart: Chart, sheet: Sheet) -> float:
    """Where the axis ends: the last value stands beside its point, unless it left the plot less than half.

    Drawings that share their axis of time share its end, too.
    """
    if chart.span is not None:
        return sheet.width * SHARED
    last = next((p.value for p in reversed(chart.points) if p.drawn), 0)
    room = sheet.size * 1.1 + wide(with_sign(last, chart.unit), sheet.size * 1.2)
    edge = min(sheet.width * 5 / 6, sheet.width - room)
    return edge if edge - sheet.left >= sheet.width / 2 else sheet.width * 5 / 6


def spots_of(chart: Chart, scale: Scale) -> list[Spot]:
    """Each measure at its place."""
    found, cuts = [], 0
    for point, at in zip(chart.points, chart.places, strict=True):
        if point.drawn and point.value is not None:
            cuts += point.kind == "break"
            spot = Spot(scale.x(at), scale.y(float(point.value)), point, square=cuts % 2 == 1)
            found.append(spot)
    return found


def pieces_of(chart: Chart, spots: list[Spot]) -> list[list[Spot]]:
    """Neighbours that a line may join: cut where a measure lacks or its meaning changed."""
    by_point = {id(spot.point): spot for spot in spots}
    pieces: list[list[Spot]] = [[]]
    for point in chart.points:
        spot = by_point.get(id(point))
        if spot is None or point.kind == "break":
            pieces.append([])
        if spot is not None:
            pieces[-1].append(spot)
    return [piece for piece in pieces if piece]
