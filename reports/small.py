"""Which picture a headline figure has on paper, and that of one value which starts a series."""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.templatetags.kit import SIGNS
from overview.snapshot import Headline, Point
from reports.numbers import number, with_unit

WIDTH, HEIGHT = 238.0, 108.0
LEFT, TOP, FLOOR = 24.0, 14.0, 88.0
CURVE = 3  # measures


@dataclass(frozen=True, slots=True)
class Label:
    """A number of the scale and where it stands."""

    x: float
    y: float
    text: str


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


def start(figure: Headline) -> Start:
    """One value between two round levels, and the place where the next comparable one will stand."""
    point = next(p for p in figure.series.points if p.value is not None) if figure.series else None
    value = float((point.value if point else figure.value) or 0)
    low, high, step = levels(value)
    y = FLOOR - (value - low) / (high - low) * (FLOOR - TOP)
    sign = figure.unit if figure.unit in SIGNS else ""
    lines = [low + step * n for n in range(round((high - low) / step) + 1)]
    grid = tuple(
        Label(
            LEFT - 5,
            FLOOR - (n - low) / (high - low) * (FLOOR - TOP),
            with_unit(n, sign) if n == high else number(n),
        )
        for n in lines
    )
    shown = with_unit(figure.value if point is None else point.value, sign)
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
    """Which picture the figure bears: a curve, a small one for counts, a start, or none."""
    known = known_points(figure.series.points if figure.series else ())
    if len(known) >= CURVE:
        return "curve" if figure.is_rate else "small"
    return "start" if len(known) == 1 and figure.is_rate else ""


def known_points(points: Sequence[Point]) -> list[Point]:
    return [p for p in points if p.value is not None]
