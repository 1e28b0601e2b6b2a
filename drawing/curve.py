"""One series as a curve: y from zero, never smoothed, filled, extrapolated or on a second axis.

The same function draws for a card, a page, a phone, print and the PDF: only the sheet differs.
"""

from hashlib import sha256
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from drawing.chart import (
    SHEETS,
    Around,
    Chart,
    Number,
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
from drawing.fitting import ROW, fitted, key_of
from drawing.pen import Pen
from drawing.scale import Scale, Spot, pieces_of, scale_of, spots_of

__all__ = ["SHEETS", "Around", "Chart", "Point", "PointKind", "Sheet", "Target", "curve"]

MOST_ROWS = 6
# Places that a line joins.
type Run = list[tuple[float, float]]


def curve(chart: Chart, sheet: str = "card") -> SafeString:
    """The drawing of a series on a sheet, or nothing when there are too few measures for a curve."""
    if not chart.drawable:
        return SafeString("")
    pen = laid(chart, SHEETS[sheet])
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


def laid(chart: Chart, sheet: Sheet) -> Pen:
    """Everything on the sheet; words that find no room get rows above the plot, a few at most."""
    for rows in range(MOST_ROWS + 1):
        pen = Pen(fitted(sheet, chart, rows), rows)
        draw(pen, chart)
        if not pen.homeless:
            break
    return pen


def draw(pen: Pen, chart: Chart) -> None:
    """Everything on the sheet, what lies behind first; words go where no line and no mark is."""
    scale = scale_of(chart, pen.sheet)
    spots = spots_of(chart, scale)
    pieces = pieces_of(chart, spots)
    runs = runs_of(chart, scale) if chart.around and pen.sheet.grid else []
    write_key(pen, chart)
    draw_axes(pen, chart, scale)
    keep_clear(pen, chart, scale, pieces, runs)
    draw_cuts(pen, chart, scale, spots)
    draw_absences(pen, chart, scale)
    draw_last_words(pen, chart, spots)
    write_cuts(pen, chart, scale, spots)
    write_absences(pen, chart, scale)
    draw_around(pen, chart, runs)
    if chart.target:
        draw_target(pen, chart, chart.target, scale)
    for piece in pieces:
        if len(piece) > 1:
            pen.path("line", "M" + "L".join(f"{s.x:.4g} {s.y:.4g}" for s in piece))
    for spot in spots:
        draw_mark(pen, spot, last=spot is spots[-1])
    draw_values(pen, chart, pieces)


def keep_clear(
    pen: Pen, chart: Chart, scale: Scale, pieces: list[list[Spot]], runs: list[Run]
) -> None:
    """Where no word may stand: on a measure, on a line, on a cut, on what is aimed at."""
    size, base = pen.sheet.size, scale.y(0)
    pen.avoid([(pen.sheet.left, base), (scale.right, base)])
    for piece in pieces:
        pen.avoid([(spot.x, spot.y) for spot in piece])
        for spot in piece:
            pen.keep(spot.x, spot.y, pen.sheet.line)
    last = pieces[-1][-1]
    pen.keep(last.x, last.y, size * 0.48)
    for run in runs:
        pen.avoid(run)
        for x, y in run:
            pen.keep(x, y, size * 0.3)
    for value in aims(chart.target):
        y = scale.y(float(value))
        pen.avoid([(pen.sheet.left, y), (scale.right, y)])
        pen.keep(scale.right, y, size * 0.32)


def aims(target: Target | None) -> list[Number]:
    """The value aimed at, or both ends of a range."""
    if target is None:
        return []
    return [value for value in (target.value, target.high) if value is not None]


def draw_axes(pen: Pen, chart: Chart, scale: Scale) -> None:
    """The line at zero, levels with their numbers on a large sheet, and the periods that have room."""
    sheet, left = pen.sheet, pen.sheet.left
    if sheet.grid:
        for level, words in scale.named(chart.unit):
            y = scale.y(level)
            pen.path("axis" if level == 0 else "level", f"M{left:.4g} {y:.4g}H{scale.right:.4g}")
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
    """The last value, large, at the right of its point, else above or below it."""
    last, size = spots[-1], pen.sheet.size
    words = with_sign(last.point.value, chart.unit)
    beside, room = last.x + size * 0.85, pen.wide("last-value", words)
    heights = (size * 0.38, -size * 0.9, size * 1.7)
    places = [(beside, last.y + down, "start") for down in heights]
    if beside + room > pen.sheet.width:
        places = [(last.x + size * 0.4, last.y + down, "end") for down in (-size, size * 1.9)]
    pen.surely("last-value", words, places, last.x)


def draw_absences(pen: Pen, chart: Chart, scale: Scale) -> None:
    """A cross where nothing was measured, hatching where a value is kept secret or was not produced."""
    step = min((scale.x(b) - scale.x(a) for a, b in pairwise(chart.places)), default=0)
    sheet, base = pen.sheet, scale.y(0)
    reach = sheet.size * 0.35
    for point, at in zip(chart.points, chart.places, strict=True):
        if point.drawn:
            continue
        x = scale.x(at)
        half = min(max(step / 2, sheet.size * 0.6), sheet.size * 2)
        if sheet.grid or is_kept(point):
            top = sheet.top if sheet.grid else base - sheet.size * 1.7
            left, right = max(sheet.left, x - half), min(scale.right, x + half)
            pen.path("hatch", hatched(left, right, top, base, sheet.size * 0.9))
            pen.shade(left, top, right, base)
        pen.path(
            "cross",
            f"M{x - reach:.4g} {base - reach:.4g}l{2 * reach:.3g} {2 * reach:.3g}m0-{2 * reach:.3g}l-{2 * reach:.3g} {2 * reach:.3g}",
            point.said,
        )
        pen.keep(x, base, reach)


def is_kept(point: Point) -> bool:
    """True for a value that exists and is not shown, or that the source did not make."""
    return point.kind == PointKind.HIDDEN or point.state in {"suppressed", "not_produced"}


def write_absences(pen: Pen, chart: Chart, scale: Scale) -> None:
    """Each reason once, near the axis or higher where the curve leaves room."""
    size, base, said = pen.sheet.size, scale.y(0), set()
    heights = [base - size * 0.7, base - size * 2, base - size * 3.3, pen.sheet.top + size, size]
    for point, at in zip(chart.points, chart.places, strict=True):
        words = "" if point.drawn else absent(point)
        if not words or words in said:
            continue
        said.add(words)
        x = scale.x(at)
        places = [
            (x + aside * size, y, anchor)
            for y in heights
            for aside, anchor in ((0.0, "middle"), (0.8, "start"), (-0.8, "end"))
        ]
        pen.surely("note", words, places, x)


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


def cuts_of(chart: Chart, scale: Scale, spots: list[Spot]) -> list[tuple[float, Spot]]:
    """Where the series is cut, and the measure that counts otherwise from there."""
    return [
        (before_of(chart, scale, before, after), after)
        for before, after in pairwise(spots)
        if after.point.kind == PointKind.BREAK
    ]


def draw_cuts(pen: Pen, chart: Chart, scale: Scale, spots: list[Spot]) -> None:
    """Two thin strokes where the series counts otherwise from then on."""
    reach = pen.sheet.size * 0.2
    head, foot = pen.sheet.top - pen.sheet.size * 0.6, scale.y(0) + pen.sheet.size * 0.3
    for x, _after in cuts_of(chart, scale, spots):
        pen.path(
            "break", f"M{x - reach:.4g} {head:.4g}V{foot:.4g}M{x + reach:.4g} {head:.4g}V{foot:.4g}"
        )
        for stroke in (x - reach - 1.5, x + reach + 1.5):
            pen.avoid([(stroke, head), (stroke, foot)])


def write_cuts(pen: Pen, chart: Chart, scale: Scale, spots: list[Spot]) -> None:
    """What changed, beside the strokes: above the plot where there is room."""
    size = pen.sheet.size
    head, foot = pen.sheet.top - size * 0.6, scale.y(0)
    inside = [head + size, head + size * 2.2, foot - size] if not pen.sheet.grid else []
    for x, after in cuts_of(chart, scale, spots):
        words = cut_words(after.point.cut)
        if pen.sheet.grid:
            words = f"{after.point.label}{gettext(': ')}{words}"
        places = [
            (x + aside * size, y, anchor)
            for y in (head - size * 0.3, head - size * 1.3, *inside)
            for aside, anchor in ((0.5, "start"), (-0.5, "end"))
        ]
        pen.surely("word", words, places, x)


def before_of(chart: Chart, scale: Scale, before: Spot, after: Spot) -> float:
    """Half-way to the measure that counts otherwise, from what stands just before it."""
    places = [scale.x(at) for at in chart.places]
    nearest = max((x for x in places if x < after.x), default=before.x)
    return (max(nearest, before.x) + after.x) / 2


def runs_of(chart: Chart, scale: Scale) -> list[Run]:
    """The places of what stands beside, in pieces: cut where the series itself is."""
    places = {p.label: at for p, at in zip(chart.points, chart.places, strict=True)}
    cuts = {p.label for p in chart.points if p.kind == PointKind.BREAK}
    runs: list[Run] = [[]]
    for point in chart.around.points if chart.around else ():
        if point.value is None or point.label not in places or point.label in cuts:
            runs.append([])
        if point.value is not None and point.label in places:
            runs[-1].append((scale.x(places[point.label]), scale.y(float(point.value))))
    return [run for run in runs if run]


def draw_around(pen: Pen, chart: Chart, runs: list[Run]) -> None:
    """What is set beside: thinner, dashed, with hollow triangles; a key above says which is which."""
    size = pen.sheet.size
    for run in runs:
        if len(run) > 1:
            pen.path("around", "M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in run))
        for x, y in run:
            pen.path("beside", triangle(x, y, size * 0.3))
    if runs and chart.around:
        (x, y), known = runs[-1][-1], [p.value for p in chart.around.points if p.value is not None]
        heights = (size * 0.38, size * 1.3, -size * 0.6)
        places = [(x + size * 0.85, y + down, "start") for down in heights]
        words = with_sign(known[-1], chart.unit)
        if x + size * 0.85 + pen.wide("note", words) <= pen.sheet.width:
            pen.somewhere("note", words, places)


def write_key(pen: Pen, chart: Chart) -> None:
    """Which line is whose, one under the other."""
    size, y = pen.sheet.size, pen.sheet.size * (1 + ROW * pen.rows)
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
            y += size * ROW


def triangle(x: float, y: float, reach: float) -> str:
    return f"M{x:.4g} {y - reach:.4g}l{reach:.3g} {reach * 1.8:.3g}h-{reach * 2:.3g}z"


def draw_target(pen: Pen, chart: Chart, target: Target, scale: Scale) -> None:
    """A dotted line with a hollow diamond at its end, or a dotted band; named where there is room."""
    size, left = pen.sheet.size, pen.sheet.left
    for value in aims(target):
        y, reach = scale.y(float(value)), size * 0.32
        pen.path("target", f"M{left:.4g} {y:.4g}H{scale.right:.4g}")
        pen.path(
            "aim",
            f"M{scale.right:.4g} {y - reach:.4g}l{reach:.3g} {reach:.3g}l-{reach:.3g} {reach:.3g}l-{reach:.3g}-{reach:.3g}z",
        )
    y = scale.y(float(target.high if target.high is not None else target.value))
    heights = [y - size * 0.45, y + size * 1.1, y - size * 1.7, y + size * 2.3]
    places = [
        (x, at, anchor)
        for x, anchor in (
            (left + size * 0.3, "start"),
            ((left + scale.right) / 2, "middle"),
            (scale.right - size, "end"),
        )
        for at in heights
    ]
    pen.surely("word", target_words(target, chart.unit), places, left)


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
            sides = ((-0.2, "start"), (0.2, "end"), (0.0, "middle"))
            sides = sides if spot is pieces[0][0] else (sides[2], *sides[:2])
            heights = (spot.y - size * 0.65, spot.y + size * 1.35)
            places = [
                (spot.x + aside * size, y, anchor) for aside, anchor in sides for y in heights
            ]
            pen.somewhere("value", with_sign(spot.point.value, chart.unit), places)
