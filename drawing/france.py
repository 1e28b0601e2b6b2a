"""The outlines of the map, computed once a process from the public data files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from typing import Any

from django.conf import settings

WIDTH, HEIGHT = 680, 660
WEST, NORTH = -5.45, 51.35
SCALE = 64.5  # units a degree of latitude
# Units of the grid of a small map.
COARSE = 5
SHRINK = cos(radians(46.4))

type Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A region or a department: its outline as an SVG path and its rings for finding points.

    `small`: the outline for a map that is drawn at a third of its size.
    """

    code: str
    name: str
    path: str
    small: str
    rings: tuple[Ring, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs = [x for ring in self.rings for x, _ in ring]
        ys = [y for ring in self.rings for _, y in ring]
        return min(xs), min(ys), max(xs), max(ys)

    def holds(self, x: float, y: float) -> bool:
        """True when the point lies inside (ray casting, even-odd)."""
        inside = False
        for ring in self.rings:
            for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside


def project(lon: float, lat: float) -> tuple[float, float]:
    """A place of the map's own frame on the drawing."""
    return (lon - WEST) * SCALE * SHRINK, (NORTH - lat) * SCALE


@lru_cache
def insets() -> dict[str, Any]:
    """How each overseas territory is set into the Atlantic."""
    return dict(json.loads((settings.BASE_DIR / "data" / "carte_encarts.json").read_text()))


def locate(lon: float, lat: float, department: str = "") -> tuple[float, float]:
    """A real place on the drawing; overseas departments stand in their insets."""
    inset = insets().get(department)
    if inset and "sx" in inset:
        lon, lat = inset["sx"] * lon + inset["tx"], inset["sy"] * lat + inset["ty"]
    elif inset:
        lon, lat = inset["centre"]
    return project(lon, lat)


def rings_of(geometry: dict[str, Any]) -> Iterator[Ring]:
    """The outer rings of a shape, on the drawing, rounded to whole units."""
    shapes = geometry["coordinates"]
    for polygon in shapes if geometry["type"] == "MultiPolygon" else [shapes]:
        points = [tuple(round(value) for value in project(*place[:2])) for place in polygon[0]]
        ring = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if len(ring) > 3:
            yield tuple((x, y) for x, y in ring)


def path_of(ring: Ring) -> str:
    """One ring as a path of relative whole steps."""
    path = [f"M{ring[0][0]:g} {ring[0][1]:g}l"]
    steps = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        dx, dy = x2 - x1, y2 - y1
        steps.append(f"{dx:g}{dy:g}" if dy < 0 else f"{dx:g} {dy:g}")
    text = steps[0] + "".join(s if s.startswith("-") else f" {s}" for s in steps[1:])
    return path[0] + text + "z"


def coarse(ring: Ring) -> Ring:
    """The ring on a grid as wide as a line of a small map: neighbours still share their border."""
    points = [(round(x / COARSE) * COARSE, round(y / COARSE) * COARSE) for x, y in ring]
    return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


def read(name: str) -> tuple[Area, ...]:
    shapes = json.loads((settings.BASE_DIR / "data" / name).read_text())["features"]
    areas = []
    for shape in shapes:
        rings = tuple(rings_of(shape["geometry"]))
        facts = shape["properties"]
        path = "".join(path_of(ring) for ring in rings)
        small = "".join(path_of(ring) for ring in map(coarse, rings) if len(ring) > 3)
        areas.append(Area(facts["code"], facts["nom"], path, small, rings))
    return tuple(areas)


@lru_cache
def regions() -> tuple[Area, ...]:
    """Regions and overseas territories, in the order of the file."""
    return read("carte_regions.geojson")


@lru_cache
def departments() -> dict[str, Area]:
    """Departments by code: only their boxes are used, to place one disc each."""
    return {area.code: area for area in read("carte_departements.geojson")}
