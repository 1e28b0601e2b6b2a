"""The cover's drawing: outlines with rings around them, one path stroked many times.

No geometry library: a ring is a wide stroke of the outline in the line's colour with a slightly
narrower one in the paper's colour upon it, widest first, round joins. Outlines of several
places merge by themselves. All lengths are in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin

type Point = tuple[float, float]
type Ring = Sequence[Point]
type Box = tuple[float, float]

MM = 72 / 25.4
FIRST, STEP = 5.6 * MM, 4.3 * MM
THIN, THICK = 0.5, 1.7
TOLERANCE = 0.35


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of the outline; `ink` from 0 (paper) to 1 (full line colour)."""

    width: float
    ink: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outline's path and its strokes, widest first."""

    path: str
    strokes: tuple[Stroke, ...]


def drawing(
    outlines: Sequence[Ring], *, rings: int, thick: frozenset[int], box: Box, centre: Point
) -> Drawing:
    """The outlines (longitude, latitude) fitted in the box around the centre, with their rings.

    Ring 1 is the innermost and the oldest; those whose number is in `thick` are wider.
    """
    fitted = fit([project(ring) for ring in outlines] or [disc()], box, centre)
    strokes: list[Stroke] = []
    for number in range(rings, 0, -1):
        radius = FIRST + (number - 1) * STEP
        line = THICK if number in thick else THIN
        strokes.append(Stroke(round(2 * radius + line, 2), fading(number)))
        strokes.append(Stroke(round(2 * radius - line, 2), 0.0))
    return Drawing(path(fitted), tuple(strokes))


def fading(number: int) -> float:
    """Lines grow paler outward, never invisible."""
    return round(max(0.3, 0.86 - 0.026 * number), 3)


def disc() -> list[Point]:
    """What stands for a place whose outline is not known."""
    return [(cos(a * pi / 24), sin(a * pi / 24)) for a in range(48)]


def project(ring: Ring) -> list[Point]:
    """Longitude and latitude as plane coordinates, true in shape at the scale of a town."""
    middle = sum(lat for _lon, lat in ring) / len(ring)
    squeeze = cos(radians(middle))
    return [(lon * squeeze, -lat) for lon, lat in ring]


def fit(outlines: Sequence[Ring], box: Box, centre: Point) -> list[list[Point]]:
    """The outlines at the largest scale that the box holds, centred, without needless corners."""
    xs = [x for ring in outlines for x, _y in ring]
    ys = [y for ring in outlines for _x, y in ring]
    width, height = max(xs) - min(xs) or 1e-9, max(ys) - min(ys) or 1e-9
    scale = min(box[0] / width, box[1] / height)
    left, top = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    placed = (
        [((x - left) * scale + centre[0], (y - top) * scale + centre[1]) for x, y in ring]
        for ring in outlines
    )
    return [simple(ring) for ring in placed if len(ring) > 2]


def simple(ring: Ring) -> list[Point]:
    """The ring without the corners that nobody can see at this size (Douglas and Peucker)."""
    if len(ring) < 4:
        return list(ring)
    far = max(range(len(ring)), key=lambda i: distance(ring[i], ring[0], ring[0]))
    first, second = thinned(ring[: far + 1]), thinned([*ring[far:], ring[0]])
    return [*first[:-1], *second[:-1]]


def thinned(line: Ring) -> list[Point]:
    """The line without the points nearer than the tolerance to what is left."""
    keep, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        inner = range(start + 1, end)
        if not inner:
            continue
        far = max(inner, key=lambda i: distance(line[i], line[start], line[end]))
        if distance(line[far], line[start], line[end]) > TOLERANCE:
            keep.add(far)
            waiting += [(start, far), (far, end)]
    return [line[i] for i in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def path(outlines: Sequence[Ring]) -> str:
    """The outlines as one SVG path."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in outlines)
