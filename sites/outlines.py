"""Outlines on paper and screen: GeoJSON degrees to metres around a point, metres to an SVG path."""

from itertools import pairwise
from math import cos, radians
from typing import Any

type Geometry = dict[str, Any]
type Ring = list[tuple[int, int]]

METRES_PER_DEGREE = 111_320


def metres(geometry: Geometry, lon: float, lat: float) -> list[Ring]:
    """Rings in whole metres east and south of the point: exact enough for a neighbourhood."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    wide = METRES_PER_DEGREE * cos(radians(lat))
    return [
        [(round((x - lon) * wide), round((lat - y) * METRES_PER_DEGREE)) for x, y in ring]
        for polygon in polygons
        for ring in polygon
    ]


def svg_path(rings: list[Ring]) -> str:
    """One path; holes are cut out under the even-odd rule."""
    return "".join(
        "M" + "L".join(f"{x} {y}" for x, y in without_repeats(ring)) + "Z" for ring in rings
    )


def without_repeats(ring: Ring) -> Ring:
    """The ring without its closing point and without steps of no length."""
    kept = [point for point, after in pairwise(ring) if point != after]
    return kept or ring[:1]


def box_of(rings: list[Ring]) -> list[int]:
    """x, y, width and height around all rings."""
    xs = [x for ring in rings for x, _y in ring]
    ys = [y for ring in rings for _x, y in ring]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
