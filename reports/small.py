"""Geometry of the small charts: one value that starts a series, or counts quarter by quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from overview.snapshot import Headline, Point
from reports.curve import CHARACTER, Label
from reports.numbers import number, percent

WIDTH, HEIGHT = 238.0, 108.0
LEFT, TOP, FLOOR = 24.0, 14.0, 88.0
BARS = 8
LINES = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One count: a bar, darker for the last; or a dashed box where there is none."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str
    words: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts of one territory, one bar a period."""

    width: float
    height: float
    floor: float
    bars: tuple[Bar, ...]
    axis: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A single value: the point from which a later one can be read."""

    width: float
    height: float
    floor: float
    grid: tuple[Label, ...]
    x: float
    y: float
    value: str
    next_x: float
    period: str


def bars(figure: Headline) -> Bars:
    """At most eight bars, the latest; a corrected one says so, a missing one says why."""
    assert figure.series is not None
    points = figure.series.points[-BARS:]
    top = max((float(p.value) for p in points if p.value is not None), default=1.0) or 1.0
    step = (WIDTH - 8) / len(points)
    return Bars(
        WIDTH,
        HEIGHT,
        FLOOR,
        tuple(bar(p, n, step, top, last=n == len(points) - 1) for n, p in enumerate(points)),
        tuple(
            Label(4 + step * (n + 0.5), FLOOR + 12, p.label.replace(" 20", " "), "axis")
            for n, p in enumerate(points)
        ),
    )


def bar(point: Point, place: int, step: float, top: float, *, last: bool) -> Bar:
    width = min(step * 0.72, 34.0)
    x = 4 + step * (place + 0.5) - width / 2
    if point.value is None:
        lines = list(wrapped(point.reason, width))
        if len(lines) > LINES:
            # A long reason stands in the sentence above the chart.
            lines = list(wrapped(_("no value"), width))
        height = max(26.0, 9.0 * len(lines) + 8)
        words = tuple(
            Label(x + width / 2, FLOOR - height + 12 + 8.6 * n, line, "gap")
            for n, line in enumerate(lines)
        )
        return Bar(x, FLOOR - height, width, height, "none", "", words)
    height = max(1.0, float(point.value) / top * (FLOOR - TOP - 6))
    corrected = point.state == "corrected"
    words = (Label(x + width / 2, FLOOR - height + 10, _("corrected"), "in-bar"),)
    kind = "last" if last else "bar"
    return Bar(
        x, FLOOR - height, width, height, kind, number(point.value),
        words if corrected and height > 14 else (),
    )  # fmt: skip


def wrapped(text: str, width: float) -> Iterator[str]:
    """The words in lines that the width holds, one word a line at worst."""
    line = ""
    for word in text.split():
        if line and len(f"{line} {word}") * CHARACTER * 0.9 > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line


def start(figure: Headline) -> Start:
    """One value between two round levels, and the place where the next comparable one will stand."""
    point = next(p for p in figure.series.points if p.value is not None) if figure.series else None
    value = float((point.value if point else figure.value) or 0)
    low, high, step = levels(value)
    y = FLOOR - (value - low) / (high - low) * (FLOOR - TOP)
    text = number(figure.value if point is None else point.value)
    lines = [low + step * n for n in range(round((high - low) / step) + 1)]
    grid = tuple(
        Label(
            LEFT - 5,
            FLOOR - (n - low) / (high - low) * (FLOOR - TOP),
            percent(number(n)) if figure.unit == "%" and n == high else number(n),
            "axis",
            "end",
        )
        for n in lines
    )
    shown = percent(text) if figure.unit == "%" else text
    return Start(
        WIDTH, HEIGHT, FLOOR, grid, 52.0, round(y, 1), shown, 196.0, point.label if point else ""
    )


def levels(value: float) -> tuple[float, float, float]:
    """From zero to the next round level that leaves room above the value."""
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000, 10_000):
        if value <= 2.6 * step:
            return 0.0, 3.0 * step, float(step)
    return 0.0, value * 1.2, value * 0.4


def kind_of(figure: Headline) -> str:
    """Which chart the figure bears: curve, start, bars, or none."""
    known = known_points(figure.series.points if figure.series else ())
    if len(known) >= 2 and figure.is_rate:
        return "curve"
    if len(known) >= 2:
        return "bars"
    return "start" if len(known) == 1 and figure.is_rate else ""


def known_points(points: Sequence[Point]) -> list[Point]:
    return [p for p in points if p.value is not None]
