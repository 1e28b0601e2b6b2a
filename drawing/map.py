"""The map of France: one mark a site, moved apart with a leader; no colour by value.

Marks and the list beside the map are the same links in the same order. Beyond sixty marks
there is one disc a department, its area by the number of sites, the number inside.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, hypot, pi, sin, sqrt

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from drawing import france

RADIUS = 12.5
NAMED, SINGLE = 12, 60
TURNS = 16
REACHES = (0, 26, 34, 44, 56, 70, 86, 104, 124, 146, 170, 200, 230, 260)
LETTER = 8.4  # the mean width of a bold letter of 15 px
EDGE = 16
# Names that stand above their shape because another territory lies right below.
ABOVE = {"978", "987"}

type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One site: where it is, where its page is, whether it asks for opinions now.

    Whoever counts in the database may give one mark for the `count` sites of a department. A
    `region` code spares looking for the shape that holds the point.
    """

    name: str
    url: str
    lon: float
    lat: float
    department: str = ""
    open_consultation: bool = False
    chosen: bool = False
    region: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark on the drawing: its true point, its disc, and its name's side (or none)."""

    mark: Mark
    true: tuple[float, float]
    disc: tuple[float, float]
    side: str = ""


def france_map(marks: Sequence[Mark], *, title: str, small: bool = False) -> SafeString:
    """The whole map as SVG; the same marks are drawn once a process.

    A small one, beside a table, has coarser outlines and no names of places.
    """
    return drawn(tuple(marks), title, get_language() or "", small)


@lru_cache(maxsize=64)
def drawn(marks: tuple[Mark, ...], title: str, language: str, small: bool) -> SafeString:  # noqa: FBT001 - a key of what is kept
    """The drawing itself, which only its arguments decide."""
    points = [france.locate(mark.lon, mark.lat, mark.department) for mark in marks]
    body = land(lit_regions(marks, points), small=small)
    crowded = sum(mark.count for mark in marks) > SINGLE
    body += departments(marks) if crowded else sites(place(marks, points))
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg viewBox="0 0 {france.WIDTH} {france.HEIGHT}" width="{france.WIDTH}"'
        f' height="{france.HEIGHT}" role="group" aria-label="{escape(title)}">{body}</svg>'
    )


def lit_regions(marks: Sequence[Mark], points: Sequence[tuple[float, float]]) -> frozenset[str]:
    """The regions with a site: as the marks say, else by looking where each point lies."""
    known = {mark.region for mark in marks if mark.region}
    lost = [point for mark, point in zip(marks, points, strict=True) if not mark.region]
    found = {a.code for a in france.regions() if any(a.holds(x, y) for x, y in lost)}
    return frozenset(known | found)


def land(active: frozenset[str], *, small: bool) -> str:
    """Regions, those with a site in another tone, and the names of the overseas insets."""
    outlines = {a.code: a.small if small else a.path for a in france.regions()}
    calm = "".join(path for code, path in outlines.items() if code not in active)
    lit = "".join(path for code, path in outlines.items() if code in active)
    shapes = f'<path class="land" d="{calm}"/>'
    if lit:
        shapes += f'<path class="land active" d="{lit}"/>'
    return f'<g aria-hidden="true">{shapes}{"" if small else places()}</g>'


def places() -> str:
    """The names of the overseas insets."""
    words = []
    for inset_code, inset in france.insets().items():
        if inset_code.startswith("_"):
            continue
        west, south, east, north = inset["bbox"]
        left, top = france.project(west, north)
        right, bottom = france.project(east, south)
        y = top - 6 if inset_code in ABOVE else bottom + 14
        x = max((left + right) / 2, len(inset["nom"]) * 3.1 if len(inset["nom"]) < 14 else 0.0)
        lines = inset["nom"].split() if len(inset["nom"]) > 14 else [inset["nom"]]
        for rank, line in enumerate(reversed(lines) if inset_code in ABOVE else lines):
            level = y + rank * (-13 if inset_code in ABOVE else 13)
            words.append(f'<text class="place" x="{x:.0f}" y="{level:.0f}">{escape(line)}</text>')
    return "".join(words)


def place(marks: Sequence[Mark], points: Sequence[tuple[float, float]]) -> list[Placed]:
    """Marks one after the other, each at the nearest spot where nothing is covered."""
    named = len(marks) <= NAMED
    taken: list[Box] = []
    # A true point may not be hidden by somebody else's disc, nor a name of an inset.
    dots: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for x, y in points] if named else []
    placed: dict[int, Placed] = {}
    # From the middle outward would move the crowd; from the crowd outward moves the few.
    order = sorted(range(len(marks)), key=lambda i: (crowd(points, i), i))
    for index in order:
        away = bearing(points, index)
        spot = best(marks[index], points[index], taken, dots, named=named, away=away)
        placed[index] = spot
        taken.extend(boxes(spot))
        taken.extend((x - 3, y - 3, x + 3, y + 3) for x, y in leader(spot)[2:])
    return [placed[index] for index in range(len(marks))]


def crowd(points: Sequence[tuple[float, float]], index: int) -> int:
    """How alone a point is: crowded ones choose last, so that lone ones keep their place."""
    x, y = points[index]
    return sum(hypot(px - x, py - y) < 60 for px, py in points)


def bearing(points: Sequence[tuple[float, float]], index: int) -> float | None:
    """The direction away from the neighbours, so that leaders do not cross."""
    x, y = points[index]
    near = [(px, py) for px, py in points if 0 < hypot(px - x, py - y) < 40]
    if not near:
        return None
    return atan2(y - sum(p[1] for p in near) / len(near), x - sum(p[0] for p in near) / len(near))


def best(
    mark: Mark,
    point: tuple[float, float],
    taken: Sequence[Box],
    dots: Sequence[Box],
    *,
    named: bool,
    away: float | None,
) -> Placed:
    """The spot of least harm: overlaps first, then the length of the leader."""
    sides = ("right", "left") if named else ("",)
    found: tuple[float, Placed] | None = None
    for reach in REACHES:
        for turn in range(TURNS if reach else 1):
            angle = turn * 2 * pi / TURNS
            x, y = point[0] + reach * cos(angle), point[1] + reach * sin(angle)
            for side in sides:
                spot = Placed(mark, point, (x, y), side)
                harm = float(reach + 1000 * harms(spot, taken, dots))
                if away is not None and reach:
                    harm += 8 * (1 - cos(angle - away))
                if found is None or harm < found[0]:
                    found = (harm, spot)
        if found is not None and found[0] < 1000:
            break
    assert found is not None
    return found[1]


def harms(spot: Placed, taken: Sequence[Box], dots: Sequence[Box]) -> int:
    """How many things the disc and its name would cover or cross, the edges included."""
    own = boxes(spot)
    count = sum(overlap(a, b) for a in own for b in taken)
    line = leader(spot)
    count += sum(inside(p, box) for box in own[1:] for p in line[:-1])
    count += any(inside(p, box) for box in taken for p in line[2:])
    x, y = spot.true
    count += sum(
        overlap(a, b) for a in own for b in dots if not (b[0] < x < b[2] and b[1] < y < b[3])
    )
    for left, top, right, bottom in own:
        count += 3 * (left < 2 or top < 2 or right > france.WIDTH - 2 or bottom > france.HEIGHT - 2)
    return count


def leader(spot: Placed) -> list[tuple[float, float]]:
    """Points along the leader from the true point to the disc; none for a mark in its place."""
    (x1, y1), (x2, y2) = spot.true, spot.disc
    if hypot(x2 - x1, y2 - y1) < 1:
        return []
    return [(x1 + (x2 - x1) * part / 6, y1 + (y2 - y1) * part / 6) for part in range(6)]


def inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def boxes(spot: Placed) -> list[Box]:
    """The room that a mark takes: its disc with some air, its name."""
    x, y = spot.disc
    air = RADIUS + (12 if spot.side else 2)
    found = [(x - air, y - air, x + air, y + air)]
    if spot.side:
        wide = len(spot.mark.name) * LETTER + 6
        left = x + RADIUS + 4 if spot.side == "right" else x - RADIUS - 4 - wide
        found.append((left, y - 11, left + wide, y + 11))
    return found


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def sites(spots: Sequence[Placed]) -> str:
    """Leaders under everything, then the marks as links in the order of the list."""
    leaders = []
    for spot in spots:
        (x1, y1), (x2, y2) = spot.true, spot.disc
        if hypot(x2 - x1, y2 - y1) > 1:
            leaders.append(
                f'<path class="leader" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'
                f'<circle class="true-point" cx="{x1:.1f}" cy="{y1:.1f}" r="3"/>'
            )
    under = f'<g aria-hidden="true">{"".join(leaders)}</g>' if leaders else ""
    return under + "".join(site(spot) for spot in spots)


def site(spot: Placed) -> str:
    """One mark: disc, sign, name; its accessible name says an open consultation in words."""
    mark, (x, y) = spot.mark, spot.disc
    radius = RADIUS + 3 if mark.chosen else RADIUS
    classes = "mark" + " open" * mark.open_consultation + " chosen" * mark.chosen
    said = mark.name
    if mark.open_consultation:
        said = gettext("%(site)s, consultation open") % {"site": mark.name}
        inside = f'<path class="inner" d="M{x - 5.5:.1f} {y - 5:.1f}h11v8h-6l-3 3v-3h-2z"/>'
    else:
        inside = f'<circle class="inner" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    name = ""
    if spot.side:
        anchor = "start" if spot.side == "right" else "end"
        nx = x + RADIUS + 7 if spot.side == "right" else x - RADIUS - 7
        name = (
            f'<text class="name halo" x="{nx:.1f}" y="{y + 5:.1f}" text-anchor="{anchor}">'
            f"{escape(mark.name)}</text>"
        )
    return (
        f'<a href="{escape(mark.url)}" class="{classes}" aria-label="{escape(said)}">'
        f'<circle class="disc" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>{inside}{name}</a>'
    )


def departments(marks: Sequence[Mark]) -> str:
    """One disc a department at the middle of its sites, area by number, number inside."""
    counts: Counter[str] = Counter()
    for mark in marks:
        counts[mark.department] += mark.count
    most = max(counts.values())
    discs = []
    for code in sorted(counts):
        own = [m for m in marks if m.department == code]
        spots = [france.locate(m.lon, m.lat, m.department) for m in own]
        x = sum(p[0] * m.count for p, m in zip(spots, own, strict=True)) / counts[code]
        y = sum(p[1] * m.count for p, m in zip(spots, own, strict=True)) / counts[code]
        radius = max(9.0, 24 * sqrt(counts[code] / most))
        x = min(max(x, radius + 2), france.WIDTH - radius - 2)
        y = min(max(y, radius + 2), france.HEIGHT - radius - 2)
        area = france.departments().get(code)
        words = ngettext(
            "%(department)s: %(count)s site", "%(department)s: %(count)s sites", counts[code]
        ) % {"department": area.name if area else code, "count": counts[code]}
        discs.append(
            f'<g class="mark" role="img" aria-label="{escape(words)}" transform="translate({x:.0f} {y:.0f})">'
            f'<circle class="disc" r="{radius:.3g}"/><text class="number" y="4.5">{counts[code]}</text></g>'
        )
    return "".join(discs)
