"""One series as a curve: y from zero, never smoothed, filled, extrapolated or on a second axis.

The same drawing serves pages and the PDF, whose renderer reads attributes and no style sheet:
`paper=True` writes colours and font on the shapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from kit.templatetags.kit import number

WIDTH, HEIGHT = 300, 112
LEFT, TOP, BASE = 6, 24, 90
LETTER, BOLD_LETTER = 6.6, 8.8  # the mean width of a letter of 13 px, and of a bold one of 15


class PointKind(StrEnum):
    """What stands behind a point."""

    REAL = "real"
    CORRECTED = "corrected"  # replaces an earlier value: a ring
    GAP = "gap"  # no measure: the line stops, a cross on the axis
    BREAK = "break"  # the first measure under a new definition: the line is cut before it
    HIDDEN = "hidden"  # too few people to publish


@dataclass(frozen=True, slots=True)
class Point:
    """One measure: its period in words, its value (None for none) and what stands behind it."""

    label: str
    value: Decimal | float | int | None
    kind: str = PointKind.REAL

    @property
    def drawn(self) -> bool:
        return self.value is not None and self.kind not in {PointKind.GAP, PointKind.HIDDEN}


@dataclass(frozen=True, slots=True)
class Target:
    """A value aimed at, and its date in words (« fin 2027 »)."""

    value: Decimal | float | int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point stands on the drawing."""

    x: float
    y: float
    point: Point


CLASSES = {
    "axis": 'stroke="#857B6B" stroke-width="1.5"',
    "line": 'fill="none" stroke="#0F5B62" stroke-width="3" stroke-linejoin="round"',
    "dot": 'fill="#0F5B62"',
    "ring": 'fill="#FFFFFF" stroke="#0F5B62" stroke-width="2"',
    "last": 'fill="#F3B43F" stroke="#20233A" stroke-width="2.5"',
    "cross": 'fill="none" stroke="#20233A" stroke-width="1.6"',
    "break": 'fill="none" stroke="#20233A" stroke-width="1.6"',
    "target": 'stroke="#565A70" stroke-width="1.6" stroke-dasharray="1.5 3"',
    "hatch": 'stroke="#857B6B" stroke-width="1.5"',
    "note": 'fill="#565A70" font-size="13"',
    "value": 'fill="#20233A" font-size="13"',
    "last-value": 'fill="#20233A" font-size="15" font-weight="600"',
}


class Pen:
    """Writes shapes with their class, and with their colours for paper."""

    def __init__(self, *, paper: bool) -> None:
        self.paper = paper
        self.parts: list[str] = []
        self.taken: list[tuple[float, float, float, float]] = []

    def shape(self, kind: str, tag: str) -> None:
        more = f" {CLASSES[kind]}" if self.paper else ""
        self.parts.append(tag.replace(" ", f' class="{kind}"{more} ', 1))

    def text(self, kind: str, x: float, y: float, words: str, anchor: str = "start") -> None:
        """Words on the drawing, inside its edges whatever their length."""
        wide = len(words) * (BOLD_LETTER if kind == "last-value" else LETTER)
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        start = min(max(start, 1), max(1, WIDTH - wide - 1))
        self.taken.append((start, y - 11, start + wide, y + 2))
        more = f" {CLASSES[kind]}" if self.paper else ""
        self.parts.append(
            f'<text class="{kind}"{more} x="{start:.4g}" y="{y:.4g}">{escape(words)}</text>'
        )

    def free(self, x: float, y: float, words: str) -> bool:
        """True where the words would cover no other words."""
        wide = len(words) * LETTER
        return all(
            x + wide < left or x > right or y + 2 < top or y - 11 > low
            for left, top, right, low in self.taken
        )


def right_edge(points: Sequence[Point]) -> float:
    """Where the axis ends: the last value stands beside its point, however long it is."""
    last = next((p.value for p in reversed(points) if p.drawn), 0)
    return max(150.0, min(250.0, WIDTH - 14 - BOLD_LETTER * len(number(last))))


def drawable(points: Sequence[Point]) -> bool:
    """Three measures make a curve; with fewer the figure stands alone."""
    return sum(point.drawn for point in points) >= 3


def curve(
    points: Sequence[Point],
    *,
    title: str,
    unit: str = "",
    target: Target | None = None,
    desc: str = "",
    paper: bool = False,
) -> SafeString:
    """The drawing of a series, or nothing when there are too few measures for a curve."""
    if not drawable(points):
        return SafeString("")
    told = sentence(points, title=title, unit=unit, target=target)
    words = escape(f"{told} {desc}".strip())
    key = "c" + sha256(words.encode()).hexdigest()[:8]
    pen = Pen(paper=paper)
    spots = place(points, target)
    draw_frame(pen, points, target, spots)
    draw_line(pen, spots)
    draw_absences(pen, points)
    draw_values(pen, spots)
    font = ' font-family="QIC Sans"' if paper else ""
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f'{font} role="img" aria-labelledby="{key}"><title id="{key}">{words}</title>'
        f"{''.join(pen.parts)}</svg>"
    )


def sentence(
    points: Sequence[Point], *, title: str, unit: str = "", target: Target | None = None
) -> str:
    """The whole curve in words: what somebody hears who does not see it."""
    absent = {
        PointKind.GAP: gettext("no measure"),
        PointKind.HIDDEN: gettext("too few people to publish"),
    }
    said = []
    for point in points:
        value = (
            f"{number(point.value)} {unit}".strip()
            if point.drawn
            else absent.get(PointKind(point.kind), gettext("no measure"))
        )
        more = {
            PointKind.CORRECTED: f" ({gettext('corrected')})",
            PointKind.BREAK: f" ({gettext('new definition')})",
        }.get(PointKind(point.kind), "")
        said.append(f"{point.label}, {value}{more}")
    told = f"{title}{gettext(': ')}{'; '.join(said)}."
    if target:
        told += f" {capfirst(target_words(target))}."
    return told


def target_words(target: Target) -> str:
    """« cible : 80 fin 2027 »."""
    words = gettext("target: %(value)s") % {"value": number(target.value)}
    return f"{words} {target.label}".strip()


def place(points: Sequence[Point], target: Target | None) -> list[Spot]:
    """Each measure at its place; the axis begins at zero and leaves room above."""
    values = [float(point.value) for point in points if point.drawn and point.value is not None]
    highest = max([*values, float(target.value) if target else 0, 1e-9])
    lowest = min([*values, 0])
    step = (right_edge(points) - LEFT) / max(1, len(points) - 1)
    scale = (BASE - TOP) / (highest - lowest)
    return [
        Spot(LEFT + step * rank, BASE - (float(point.value) - lowest) * scale, point)
        for rank, point in enumerate(points)
        if point.drawn and point.value is not None
    ]


def draw_frame(
    pen: Pen, points: Sequence[Point], target: Target | None, spots: Sequence[Spot]
) -> None:
    """Axis, first and last period, target."""
    right = right_edge(points)
    pen.shape("axis", f'<path d="M{LEFT} {BASE}H{right:.4g}"/>')
    pen.text("note", LEFT, HEIGHT - 4, points[0].label)
    pen.text("note", right, HEIGHT - 4, points[-1].label, "end")
    if target is None:
        return
    highest = max(float(s.point.value or 0) for s in spots)
    lowest = min([float(s.point.value or 0) for s in spots] + [0])
    top = max(highest, float(target.value), 1e-9)
    y = BASE - (float(target.value) - lowest) * (BASE - TOP) / (top - lowest)
    pen.shape("target", f'<path d="M{LEFT} {y:.4g}H{right:.4g}"/>')
    words = target_words(target)
    low = min(s.y for s in spots[: max(2, len(spots) // 2)])
    above = y - 6 if y > 12 else y + 14
    pen.text("note", LEFT, above if low > y or y - 6 > low + 4 or y <= TOP else y + 14, words)


def draw_line(pen: Pen, spots: Sequence[Spot]) -> None:
    """Straight pieces between neighbours; cut where a measure is missing or its meaning changed."""
    pieces: list[list[Spot]] = []
    gap = min((b.x - a.x for a, b in pairwise(spots)), default=0)
    for spot in spots:
        new = not pieces or spot.point.kind == PointKind.BREAK
        if new or spot.x - pieces[-1][-1].x > gap * 1.5:
            pieces.append([spot])
        else:
            pieces[-1].append(spot)
    for piece in pieces:
        if len(piece) > 1:
            path = "L".join(f"{spot.x:.4g} {spot.y:.4g}" for spot in piece)
            pen.shape("line", f'<path d="M{path}"/>')
    for before, after in pairwise(spots):
        if after.point.kind == PointKind.BREAK:
            x = (before.x + after.x) / 2
            pen.shape(
                "break", f'<path d="M{x - 2.5:.4g} 14V{BASE + 4}M{x + 2.5:.4g} 14V{BASE + 4}"/>'
            )
            words = gettext("new definition")
            wide = len(words) * LETTER
            left = x + 6 if x + 6 + wide < WIDTH else x - 6 - wide
            y = next((y for y in (18, 34, BASE - 6) if pen.free(left, y, words)), BASE - 6)
            pen.text("note", left, y, words)


def draw_absences(pen: Pen, points: Sequence[Point]) -> None:
    """A cross where nothing was measured, hatching where too few people answered."""
    step = (right_edge(points) - LEFT) / max(1, len(points) - 1)
    told: set[str] = set()
    for rank, point in enumerate(points):
        x = LEFT + step * rank
        if point.drawn:
            continue
        if point.kind == PointKind.HIDDEN:
            left, right = max(LEFT, x - step / 3), min(right_edge(points), x + step / 3)
            lines = "".join(
                f"M{left + (right - left) * part / 5:.4g} {BASE}l8-22" for part in range(5)
            )
            pen.shape("hatch", f'<path d="{lines}" fill="none"/>')
            words = gettext("too few people to publish")
        else:
            pen.shape("cross", f'<path d="M{x - 4.5:.4g} {BASE - 4.5}l9 9m0-9l-9 9"/>')
            words = gettext("no measure")
        if words not in told:
            told.add(words)
            start = min(max(x - len(words) * LETTER / 2, 1), WIDTH - len(words) * LETTER)
            y = BASE - 9 if pen.free(start, BASE - 9, words) else BASE - 26
            pen.text("note", x, y if point.kind == PointKind.GAP else 12, words, "middle")


def draw_values(pen: Pen, spots: Sequence[Spot]) -> None:
    """A dot at each measure; the first value above its point, the last one beside its own."""
    for spot in spots[:-1]:
        ring = spot.point.kind == PointKind.CORRECTED
        pen.shape(
            "ring" if ring else "dot",
            f'<circle cx="{spot.x:.4g}" cy="{spot.y:.4g}" r="{4 if ring else 3.5}"/>',
        )
    first, last = spots[0], spots[-1]
    words = number(first.point.value)
    y = first.y - 8 if pen.free(first.x, first.y - 8, words) else first.y + 17
    pen.text("value", first.x - 2, min(y, BASE - 4) if y > first.y else y, words)
    pen.shape("last", f'<circle cx="{last.x:.4g}" cy="{last.y:.4g}" r="6"/>')
    pen.text("last-value", last.x + 11, last.y + 5, number(last.point.value))
