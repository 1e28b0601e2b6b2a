"""One series as a curve: y from zero, never smoothed, filled, extrapolated or on a second axis.

The same function draws for a card, a page, a phone, print and the PDF: only the sheet differs.
"""

from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from drawing.chart import (
    SHEETS,
    Around,
    Chart,
    Point,
    PointKind,
    Sheet,
    Target,
    absent,
    cut_words,
    ends,
    target_words,
    told,
    with_sign,
)
from drawing.pen import Pen
from drawing.scale import Scale, Spot, pieces_of, scale_of, spots_of

__all__ = ["SHEETS", "Around", "Chart", "Point", "PointKind", "Sheet", "Target", "curve"]


def curve(chart: Chart, sheet: str = "card") -> SafeString:
    """The drawing of a series on a sheet, or nothing when there are too few measures for a curve."""
    if not chart.drawable:
        return SafeString("")
    pen = Pen(with_key(SHEETS[sheet], chart))
    draw(pen, chart)
    name, words = escape(ends(chart)), escape(told(chart))
    key = "c" + sha256(f"{name}{words}{sheet}".encode()).hexdigest()[:8]
    on = pen.sheet
    font = f' font-family="QIC Sans" font-size="{on.size}"' if on.colours else ""
    unit = "pt" if on.colours else ""
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve on-{on.key}" viewBox="0 0 {on.width:g} {on.height:g}" width="{on.width:g}{unit}"'
        f' height="{on.height:g}{unit}"{font} role="img" aria-labelledby="{key}" aria-describedby="{key}d">'
        f'<title id="{key}">{name}</title><desc id="{key}d">{words}</desc>{"".join(pen.parts)}</svg>'
    )


def draw(pen: Pen, chart: Chart) -> None:
    """Everything on the sheet, what lies behind first."""
    scale = scale_of(chart, pen.sheet)
    spots = spots_of(chart, scale)
    draw_axes(pen, chart, scale)
    draw_last_words(pen, chart, spots)
    for spot in spots:
        pen.keep(spot.x, spot.y, pen.sheet.line)
    draw_absences(pen, chart, scale, spots)
    draw_cuts(pen, chart, scale, spots)
    if chart.around and pen.sheet.grid:
        draw_around(pen, chart, chart.around, scale)
    if chart.target:
        draw_target(pen, chart, chart.target, scale)
    pieces = pieces_of(chart, spots)
    for piece in pieces:
        if len(piece) > 1:
            pen.path("line", "M" + "L".join(f"{s.x:.4g} {s.y:.4g}" for s in piece))
    for spot in spots:
        draw_mark(pen, spot, last=spot is spots[-1])
    draw_values(pen, chart, pieces)


def draw_axes(pen: Pen, chart: Chart, scale: Scale) -> None:
    """The line at zero, levels with their numbers on a large sheet, and the periods that have room."""
    sheet, left = pen.sheet, pen.sheet.left
    if sheet.grid:
        for level in scale.levels():
            y = scale.y(level)
            pen.path("axis" if level == 0 else "level", f"M{left:g} {y:.4g}H{scale.right:.4g}")
            words = with_sign(round(level, 6) if level % 1 else int(level), chart.unit)
            pen.text("note", left - sheet.size * 0.4, y + sheet.size * 0.33, words, "end")
    else:
        pen.path("axis", f"M{left:g} {scale.y(0):.4g}H{scale.right:.4g}")
    low = sheet.height - sheet.size * 0.3
    places = list(zip(chart.points, chart.places, strict=True))
    ends_first = [places[0], places[-1], *places[1:-1]]
    room = sheet.size * 0.5
    for rank, (point, at) in enumerate(ends_first if sheet.grid else ends_first[:2]):
        x, words = scale.x(at), point.label
        edges = rank < 2 and not sheet.grid and chart.span is None
        anchor = ("start", "end")[rank] if edges else "middle"
        if edges:
            x = (left, scale.right)[rank]
        roomy = all(pen.free("note", x + n, low, words, anchor) for n in (-room, room))
        if rank == 0 or roomy:
            pen.text("note", x, low, words, anchor)
            if sheet.grid:
                pen.path("axis", f"M{scale.x(at):.4g} {sheet.floor:g}v{sheet.size * 0.3:.3g}")


def draw_last_words(pen: Pen, chart: Chart, spots: list[Spot]) -> None:
    """The last value, large, at the right of its point."""
    last = spots[-1]
    words = with_sign(last.point.value, chart.unit)
    pen.text("last-value", last.x + pen.sheet.size * 0.85, last.y + pen.sheet.size * 0.38, words)


def draw_absences(pen: Pen, chart: Chart, scale: Scale, spots: list[Spot]) -> None:
    """A cross where nothing was measured, hatching where a value is kept secret or was not produced.

    The words of each reason stand once; where there is no room the table and the sentence have them.
    """
    step = min((scale.x(b) - scale.x(a) for a, b in pairwise(chart.places)), default=0)
    sheet, said = pen.sheet, set()
    for point, at in zip(chart.points, chart.places, strict=True):
        if point.drawn:
            continue
        x, words = scale.x(at), absent(point)
        half = min(max(step / 2, sheet.size * 0.6), sheet.size * 2)
        hidden = point.kind == PointKind.HIDDEN or point.state in {"suppressed", "not_produced"}
        if sheet.grid or hidden:
            top = sheet.top if sheet.grid else scale.y(0) - sheet.size * 1.7
            left, right = max(sheet.left, x - half), min(scale.right, x + half)
            pen.path("hatch", hatched(left, right, top, scale.y(0), sheet.size * 0.9))
        reach = sheet.size * 0.35
        base = scale.y(0)
        pen.path(
            "cross",
            f"M{x - reach:.4g} {base - reach:.4g}l{2 * reach:.3g} {2 * reach:.3g}m0-{2 * reach:.3g}l-{2 * reach:.3g} {2 * reach:.3g}",
            point.said,
        )
        if words not in said:
            said.add(words)
            write_absence(pen, words, x, scale, spots, hatch=hidden)


def write_absence(
    pen: Pen, words: str, x: float, scale: Scale, spots: list[Spot], *, hatch: bool
) -> None:
    """The reason near the axis, or higher where the curve leaves room."""
    size, base = pen.sheet.size, scale.y(0)
    half = pen.wide("note", words) / 2
    if pen.sheet.grid:
        x = min(
            max(x, pen.sheet.left + half + 3), max(scale.right - half, pen.sheet.left + half + 3)
        )
    ys = [base - size * 0.7, base - size * 2, base - size * 3.3, pen.sheet.top + size, size]
    for y in ys:
        found = pen.box("note", x, y, words, "middle")
        crossed = any(
            found.left < (a.x + b.x) / 2 < found.right and found.top < (a.y + b.y) / 2 < found.low
            for a, b in pairwise(spots)
        )
        if not crossed and pen.free("note", x, y, words, "middle"):
            if pen.sheet.grid or hatch:
                pen.path(
                    "ground",
                    f"M{found.left - 2:.4g} {found.top:.4g}H{found.right + 2:.4g}V{found.low + 1:.4g}H{found.left - 2:.4g}z",
                )
            pen.text("note", x, y, words, "middle")
            return


def hatched(left: float, right: float, top: float, floor: float, gap: float) -> str:
    """Oblique strokes cut at the edges, computed: a pattern would print as a picture."""
    strokes, at = [], top
    while at < floor + (right - left):
        x1, y1 = (left, at) if at <= floor else (left + at - floor, floor)
        x2, y2 = right, at - (right - left)
        if y2 < top:
            x2, y2 = x2 - (top - y2), top
        strokes.append(f"M{x1:.4g} {y1:.4g}L{x2:.4g} {y2:.4g}")
        at += gap
    return "".join(strokes)


def draw_cuts(pen: Pen, chart: Chart, scale: Scale, spots: list[Spot]) -> None:
    """Two thin strokes where the series counts otherwise from then on, and what changed."""
    size, reach = pen.sheet.size, pen.sheet.size * 0.2
    for before, after in pairwise(spots):
        if after.point.kind != PointKind.BREAK:
            continue
        x, words = before_of(chart, scale, before, after), cut_words(after.point.cut)
        if pen.sheet.grid:
            words = f"{after.point.label}{gettext(': ')}{words}"
        head, foot = pen.sheet.top - size * 0.6, scale.y(0) + size * 0.3
        pen.path(
            "break", f"M{x - reach:.4g} {head:.4g}V{foot:.4g}M{x + reach:.4g} {head:.4g}V{foot:.4g}"
        )
        rows = (
            [head - size * 0.3, head - size * 1.5]
            if pen.sheet.grid
            else [head + size, head + size * 2.2, foot - size]
        )
        room = x + size * 0.5 + pen.wide("word", words) < pen.sheet.width
        placed = pen.somewhere("word", x + size * 0.5, rows, words) if room else False
        placed = placed or pen.somewhere("word", x - size * 0.5, rows, words, "end")
        if not placed:
            pen.somewhere("word", x, [size, *rows], words, "middle")


def before_of(chart: Chart, scale: Scale, before: Spot, after: Spot) -> float:
    """Half-way to the measure that counts otherwise, from what stands just before it."""
    places = [scale.x(at) for at in chart.places]
    nearest = max((x for x in places if x < after.x), default=before.x)
    return (max(nearest, before.x) + after.x) / 2


def draw_around(pen: Pen, chart: Chart, around: Around, scale: Scale) -> None:
    """What is set beside: thinner, dashed, with hollow triangles; a key above says which is which."""
    size = pen.sheet.size
    places = {p.label: at for p, at in zip(chart.points, chart.places, strict=True)}
    cuts = {p.label for p in chart.points if p.kind == PointKind.BREAK}
    runs: list[list[tuple[float, float]]] = [[]]
    for point in around.points:
        if point.value is None or point.label not in places or point.label in cuts:
            runs.append([])
        if point.value is not None and point.label in places:
            runs[-1].append((scale.x(places[point.label]), scale.y(float(point.value))))
    for run in runs:
        if len(run) > 1:
            pen.path("around", "M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in run))
        for x, y in run:
            pen.path("beside", triangle(x, y, size * 0.3))
    if runs[-1]:
        x, y = runs[-1][-1]
        words = with_sign(
            next(p.value for p in reversed(around.points) if p.value is not None), chart.unit
        )
        pen.somewhere(
            "note", x + size * 0.85, [y + size * 0.38, y + size * 1.3, y - size * 0.6], words
        )
    write_key(pen, chart)


def key_of(sheet: Sheet, chart: Chart) -> list[tuple[str, list[str]]]:
    """The two names of the key, each in the lines that the sheet holds."""
    if chart.around is None or not sheet.grid:
        return []
    wide = int((sheet.width - sheet.size * 1.8) / sheet.letter)
    named = (("dot", chart.name or chart.title), ("beside", chart.around.name))
    return [(kind, wrap(words, wide)) for kind, words in named]


def with_key(sheet: Sheet, chart: Chart) -> Sheet:
    """The sheet, taller where a key stands above the curve."""
    lines = sum(len(words) for _kind, words in key_of(sheet, chart))
    more = max(0, lines * sheet.size * 1.3 + sheet.size * 1.9 - sheet.top) if lines else 0
    return replace(sheet, top=sheet.top + more, height=sheet.height + more)


def write_key(pen: Pen, chart: Chart) -> None:
    """Which line is whose, one under the other."""
    size, y = pen.sheet.size, pen.sheet.size
    for kind, lines in key_of(pen.sheet, chart):
        middle = y - size * 0.33
        pen.path("line" if kind == "dot" else "around", f"M1 {middle:.4g}h{size * 1.3:.3g}")
        if kind == "beside":
            pen.path("beside", triangle(1 + size * 0.65, middle, size * 0.3))
        else:
            x, reach = 1 + size * 0.65, size * 0.27
            pen.shape("dot", f'<circle cx="{x:.4g}" cy="{middle:.4g}" r="{reach:.3g}"/>')
        for words in lines:
            pen.text("note", size * 1.7, y, words)
            y += size * 1.3


def triangle(x: float, y: float, reach: float) -> str:
    return f"M{x:.4g} {y - reach:.4g}l{reach:.3g} {reach * 1.8:.3g}h-{reach * 2:.3g}z"


def draw_target(pen: Pen, chart: Chart, target: Target, scale: Scale) -> None:
    """A dotted line with a hollow diamond at its end, or a dotted band; named where there is room."""
    size, left = pen.sheet.size, pen.sheet.left
    for value in (target.value, target.high):
        if value is not None:
            y = scale.y(float(value))
            pen.path("target", f"M{left:g} {y:.4g}H{scale.right:.4g}")
            reach = size * 0.32
            pen.path(
                "aim",
                f"M{scale.right:.4g} {y - reach:.4g}l{reach:.3g} {reach:.3g}l-{reach:.3g} {reach:.3g}l-{reach:.3g}-{reach:.3g}z",
            )
    y, words = (
        scale.y(float(target.high if target.high is not None else target.value)),
        target_words(target, chart.unit),
    )
    ys = [y - size * 0.45, y + size * 1.1, y - size * 1.7, y + size * 2.3]
    for x, anchor in (
        (left + size * 0.3, "start"),
        ((left + scale.right) / 2, "middle"),
        (scale.right - size, "end"),
    ):
        if pen.somewhere("word", x, ys, words, anchor):
            return
    pen.text("word", left, max(size, ys[0]), words)


def draw_mark(pen: Pen, spot: Spot, *, last: bool) -> None:
    """A disc, a square after a cut, a ring for a corrected value, a dotted ring for one that may change."""
    sheet, point = pen.sheet, spot.point
    reach = sheet.size * 0.27
    kind = "dot"
    if point.kind == PointKind.CORRECTED:
        kind, reach = "ring", reach * 1.15
    elif point.state in {"provisional", "estimated"}:
        kind, reach = "soft", reach * 1.15
    if last and kind == "dot":
        kind, reach = "last", reach * (1.3 if sheet.colours else 1.7)
    if spot.square:
        tag = f'<rect x="{spot.x - reach:.4g}" y="{spot.y - reach:.4g}" width="{2 * reach:.3g}" height="{2 * reach:.3g}"/>'
    else:
        tag = f'<circle cx="{spot.x:.4g}" cy="{spot.y:.4g}" r="{reach:.3g}"/>'
    pen.shape(kind, tag, point.said)


def draw_values(pen: Pen, chart: Chart, pieces: list[list[Spot]]) -> None:
    """The first value; on a large sheet also the ends of each piece, the lowest and the highest."""
    size = pen.sheet.size
    chosen = [pieces[0][0]]
    if pen.sheet.grid:
        every = [spot for piece in pieces for spot in piece]
        chosen += [end for piece in pieces for end in (piece[-1], piece[0])]
        chosen += [min(every, key=lambda s: s.y), max(every, key=lambda s: s.y)]
    last = pieces[-1][-1]
    for spot in dict.fromkeys(chosen):
        if spot is not last:
            words = with_sign(spot.point.value, chart.unit)
            first = spot is pieces[0][0]
            x, anchor = (spot.x - size * 0.2, "start") if first else (spot.x, "middle")
            pen.somewhere("value", x, [spot.y - size * 0.65, spot.y + size * 1.35], words, anchor)
