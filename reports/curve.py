"""Geometry of the report's charts: what is drawn where, one unit being one point.

A value that is missing stops the line and shows as a hatched band with its reason; a break
stands as a vertical line, and the marks change their shape after it. Nothing is smoothed,
filled in or carried beyond the last value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from overview.snapshot import Headline, Point, Series, Target
from reports.numbers import number, percent

LEFT, TOP, BOTTOM, LABELS = 24.0, 30.0, 20.0, 76.0
WIDTH, HEIGHT = 368.5, 184.0
NICE = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 25_000)
CHARACTER = 3.9


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: a disc, or a square after a break."""

    x: float
    y: float
    square: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A text and where it stands; `kind` chooses its type."""

    x: float
    y: float
    text: str
    kind: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Band:
    """A gap: its place, its hatching as one path, and the words in it."""

    x: float
    y: float
    width: float
    height: float
    hatching: str
    words: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A break: a vertical line with two lines of text at its head."""

    x: float
    anchor: str
    at: float
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target: from the decision to a hollow diamond."""

    start: float
    x: float
    y: float
    label: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trace:
    """One series: its unbroken stretches, its marks and its labels."""

    stretches: tuple[str, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A whole chart, ready to be written as SVG."""

    width: float
    height: float
    floor: float
    left: float
    right: float
    grid: tuple[Label, ...]
    axis: tuple[Label, ...]
    own: Trace
    other: Trace | None
    bands: tuple[Band, ...]
    breaks: tuple[Rule, ...]
    aim: Aim | None


@dataclass(slots=True)
class Scale:
    """From values and instants to points."""

    first: float
    last: float
    step: float
    lines: int
    width: float = WIDTH
    height: float = HEIGHT
    right: float = field(init=False)
    floor: float = field(init=False)

    def __post_init__(self) -> None:
        self.right = self.width - LABELS
        self.floor = self.height - BOTTOM

    def x(self, at: float) -> float:
        span = (self.last - self.first) or 1
        return round(LEFT + 10 + (at - self.first) / span * (self.right - LEFT - 10), 1)

    def y(self, value: float) -> float:
        return round(self.floor - value / (self.step * self.lines) * (self.floor - TOP), 1)


def curve(figure: Headline) -> Curve:
    """The chart of a headline figure with its series, comparator, gaps, breaks and target."""
    assert figure.series is not None
    every = [figure.series, *([figure.comparator] if figure.comparator else [])]
    scale = scale_of(every, figure.target)
    cuts = sorted(b.at for b in figure.breaks)
    own = trace(figure.series, scale, cuts, figure.unit)
    other = trace(figure.comparator, scale, cuts, figure.unit) if figure.comparator else None
    own, other = apart(own, other)
    levels = [m.y for t in (own, other) if t for m in t.marks]
    return Curve(
        width=scale.width,
        height=scale.height,
        floor=scale.floor,
        left=LEFT,
        right=scale.right,
        grid=tuple(grid(scale, figure.unit)),
        axis=tuple(axis(figure.series.points, figure.target, scale)),
        own=own,
        other=other,
        bands=tuple(bands(figure.series.points, scale, levels)),
        breaks=tuple(rule(b.at, b.title, b.text, scale) for b in figure.breaks),
        aim=aim(figure.target, figure.unit, scale, own) if figure.target else None,
    )


def scale_of(every: Sequence[Series], target: Target | None) -> Scale:
    """Values from zero, at most four horizontal lines; time from the first point to the last."""
    values = [float(p.value) for s in every for p in s.points if p.value is not None]
    instants = [p.at for s in every for p in s.points]
    if target:
        values.append(float(target.value))
        instants.append(target.at)
    top = max(values, default=1.0) or 1.0
    step = next((float(n) for n in NICE if top <= 3 * n), top / 3)
    lines = next((n for n in (1, 2, 3) if top <= n * step), 3)
    return Scale(min(instants), max(instants), step, lines)


def grid(scale: Scale, unit: str) -> Iterator[Label]:
    for n in range(scale.lines + 1):
        value = number(n * scale.step)
        text = percent(value) if unit == "%" and n == scale.lines else value
        yield Label(LEFT - 5, scale.y(n * scale.step), text, "axis", "end")


def axis(points: Sequence[Point], target: Target | None, scale: Scale) -> Iterator[Label]:
    """The first instant, the last, and those between that leave room; then the target's."""
    shown: list[float] = []
    wanted = [points[0], points[-1], *points[1:-1]]
    for point in wanted:
        x = scale.x(point.at)
        if all(abs(x - other) >= CHARACTER * len(point.label) + 12 for other in shown):
            shown.append(x)
            yield Label(x, scale.floor + 12, point.label, "axis")
    if target and all(abs(scale.x(target.at) - other) > 24 for other in shown):
        yield Label(scale.x(target.at), scale.floor + 12, f"{target.at:.0f}", "axis")


def runs(points: Sequence[Point], cuts: Sequence[float]) -> list[list[Point]]:
    """The points in unbroken runs: a gap ends one, a break too."""
    found: list[list[Point]] = [[]]
    before = float("-inf")
    for point in points:
        if point.value is None or any(before < cut <= point.at for cut in cuts):
            found.append([])
        if point.value is not None:
            found[-1].append(point)
        before = point.at
    return [run for run in found if run]


def trace(series: Series, scale: Scale, cuts: Sequence[float], unit: str) -> Trace:
    """One series: a polyline a run, labels at its ends and where it turns."""
    found = runs(series.points, cuts)
    stretches, marks, labels = [], [], []
    for run in found:
        spots = [(scale.x(p.at), scale.y(float(p.value or 0))) for p in run]
        if len(spots) > 1:
            stretches.append(" ".join(f"{x},{y}" for x, y in spots))
        square = sum(cut <= run[0].at for cut in cuts) % 2 == 1
        last_run = run is found[-1]
        for at, (point, (x, y)) in enumerate(zip(run, spots, strict=True)):
            marks.append(Mark(x, y, square, last=last_run and at == len(run) - 1))
            if label := labelled(run, at, last_run=last_run, first_run=run is found[0]):
                text = written(point, unit)
                if label == "right":
                    labels.append(Label(x + 8, y + 3, f"{text} {series.name}", "name", "start"))
                else:
                    anchor = {"first": "start", "end": "end"}.get(label, "middle")
                    shift = {"first": -2, "end": 4}.get(label, 0)
                    labels.append(Label(x + shift, y - 7, text, "value", anchor))
    return Trace(tuple(stretches), tuple(marks), tuple(labels))


def labelled(run: Sequence[Point], at: int, *, last_run: bool, first_run: bool) -> str:
    """Which label the point bears: none, at the right of the last, above the ends and turns."""
    if last_run and at == len(run) - 1:
        return "right"
    if at == 0 and first_run:
        return "first"
    if at == len(run) - 1:
        return "end"
    if 1 < at < len(run) - 2:
        before, here, after = (float(run[i].value or 0) for i in (at - 1, at, at + 1))
        turns = (here - before) * (after - here) < 0
        return "turn" if turns and abs(here - before) > abs(here) * 0.06 else ""
    return ""


def written(point: Point, unit: str) -> str:
    text = number(point.value)
    return percent(text) if unit == "%" else text


def apart(own: Trace, other: Trace | None) -> tuple[Trace, Trace | None]:
    """The two names at the right, moved away from each other where they would touch."""
    mine = next((n for n in own.labels if n.kind == "name"), None)
    theirs = next((n for n in other.labels if n.kind == "name"), None) if other else None
    if mine is None or theirs is None or other is None or abs(mine.y - theirs.y) >= 11:
        return own, other
    shift = (11 - abs(mine.y - theirs.y)) / 2 * (1 if mine.y >= theirs.y else -1)
    return moved(own, mine, shift), moved(other, theirs, -shift)


def moved(one: Trace, label: Label, shift: float) -> Trace:
    there = Label(label.x, label.y + shift, label.text, label.kind, label.anchor)
    return Trace(one.stretches, one.marks, tuple(there if n is label else n for n in one.labels))


def bands(points: Sequence[Point], scale: Scale, levels: Sequence[float]) -> Iterator[Band]:
    """A band for each row of missing values, from the plot's top to its floor."""
    step = min((b.at - a.at for a, b in pairwise(points)), default=1)
    row: list[Point] = []
    for point in [*points, None]:
        if point is not None and point.value is None:
            row.append(point)
            continue
        if row:
            start, end = scale.x(row[0].at - step / 2), scale.x(row[-1].at + step / 2)
            yield band(row, max(start, LEFT), min(end, scale.right), scale, levels)
        row = []


def band(
    row: Sequence[Point], start: float, end: float, scale: Scale, levels: Sequence[float]
) -> Band:
    years = row[0].label if len(row) == 1 else f"{row[0].label} – {row[-1].label}"
    words = [years, *row[0].reason.split()]
    tall = len(words) * 9.4
    rooms = [TOP + (scale.floor - TOP) * part for part in (0.5, 0.72, 0.3)]
    middle = max(rooms, key=lambda y: min((abs(y - level) for level in levels), default=99))
    lines = tuple(
        Label((start + end) / 2, middle - tall / 2 + 7 + 9.4 * n, word, "gap" if n else "gap-first")
        for n, word in enumerate(words)
    )
    return Band(start, TOP, end - start, scale.floor - TOP, hatched(start, end, scale), lines)


def hatched(start: float, end: float, scale: Scale) -> str:
    """Oblique strokes cut at the band's edges, computed: a pattern would print as a picture."""
    top, floor, strokes = TOP, scale.floor, []
    at = top
    while at < floor + (end - start):
        x1, y1 = (start, at) if at <= floor else (start + at - floor, floor)
        x2, y2 = (end, at - (end - start))
        if y2 < top:
            x2, y2 = x2 - (top - y2), top
        strokes.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        at += 6.5
    return "".join(strokes)


def rule(at: float, title: str, text: str, scale: Scale) -> Rule:
    """The break's line; its words stand where there is room for them."""
    x = scale.x(at)
    wide = max(len(title), len(text)) * CHARACTER
    if x + 5 + wide <= scale.width:
        return Rule(x, "start", x + 5, title, text)
    return Rule(x, "end", x - 5, title, text)


def aim(target: Target, unit: str, scale: Scale, own: Trace) -> Aim:
    """The target's line begins at the decision, after the words that stand there."""
    x, y = scale.x(target.at), scale.y(float(target.value))
    decided = target.decided_on
    start = scale.x(decided.year + (decided.month - 1) / 12) if decided else x - 40
    for name in own.labels:
        if name.kind == "name" and abs(name.y - 3 - y) < 8:
            start = max(start, name.x + len(name.text) * CHARACTER + 6)
    value = number(target.value)
    value = percent(value) if unit == "%" else value
    return Aim(min(start, x - 8), x, y, (target.label, f"{value} · {target.at:.0f}"))
