"""Priority neighbourhoods in their editions, and their outlines."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sites.imports.lineage import derive_lineage
from sites.imports.places import Build, codes
from sites.imports.reading import BadFile, Row, RowRefused, read_csv, read_features
from sites.imports.table import Parsed, Table
from sites.models import (
    Commune,
    Department,
    Intercommunality,
    Neighbourhood,
    NeighbourhoodOutline,
)
from sites.outlines import Geometry, box_of, metres, svg_path
from sites.spelling import french_case

QPV = r"QN(0[0-9]{2}|02[AB]|9[78][0-9])[0-9]{2}[MINC]"
EDITION = re.compile(r"dans_edition_(20[0-9]{2})")
# In the source the city of Paris stands in the column of the groupings; it is none.
PARIS = "217500016"


def read_editions(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """The list with one column for each edition; a file without any is not this list."""
    rows = list(read_csv(path, columns))
    if rows and not editions_of(rows[0]):
        raise BadFile(
            _("{file} lacks the columns: {columns}").format(
                file=path.name, columns="dans_edition_2026"
            )
        )
    yield from rows


def editions_of(row: Row) -> list[int]:
    return sorted(int(found[1]) for name in row.cells if (found := EDITION.fullmatch(name)))


def begin_neighbourhoods(rows: list[Row]) -> Build:
    departments = dict(Department.objects.values_list("pk", "region_id"))
    communes, groupings = codes(Commune), codes(Intercommunality)
    published = editions_of(rows[0]) if rows else []
    before = dict(Neighbourhood.objects.values_list("pk", "editions"))

    def build(row: Row) -> Parsed:
        code = row.code("code", QPV)
        department = row.known("departement", departments)
        if departments[department or ""] != row.text("region"):
            raise RowRefused(_("the department is not in this region"))
        editions = {year for year in published if row.flag(f"dans_edition_{year}")}
        if not editions:
            raise RowRefused(_("the neighbourhood is in no edition"))
        editions |= {year for year in before.get(code, []) if year not in published}
        gone = [year for year in published if year > max(editions)]
        where = row.all_known("communes_cog2026", communes)
        if not where:
            raise RowRefused(_("“{column}” is empty").format(column="communes_cog2026"))
        return Parsed(
            code,
            {
                "name": french_case(row.text("nom", most=150)),
                "official_name": row.text("nom", most=150),
                "origin": code[-1],
                "editions": sorted(editions),
                "retired_in": min(gone, default=None),
                "region_id": departments[department or ""],
                "department_id": department,
                "area_ha": area(row),
                **places(row),
            },
            {
                "communes": where,
                "intercommunalities": row.all_known("epci", groupings | {PARIS}) - {PARIS},
            },
        )

    return build


def retire_absent(rows: list[Row]) -> int:
    """A neighbourhood that a newer list no longer names is retired, not deleted."""
    latest = editions_of(rows[0])[-1]
    absent = Neighbourhood.objects.current().exclude(pk__in=[row.cells["code"] for row in rows])
    older = [n.pk for n in absent if max(n.editions) < latest]
    return Neighbourhood.objects.filter(pk__in=older).update(retired_in=latest)


def settle(rows: list[Row]) -> int:
    """Retires who is gone, then says what became of whom; how many rows changed."""
    return retire_absent(rows) + derive_lineage(editions_of(rows[0]))


def area(row: Row) -> Decimal | None:
    hectares = row.decimal("superficie_ha")
    if hectares is not None and not 0 <= hectares < 10_000_000:
        raise RowRefused(_("“{column}” is negative").format(column="superficie_ha"))
    return None if hectares is None else hectares.quantize(Decimal("0.1"))


def places(row: Row) -> dict[str, float | None]:
    lon, lat = row.point("lon", "lat")
    map_lon, map_lat = row.point("carte_lon", "carte_lat")
    return {"lon": lon, "lat": lat, "map_lon": map_lon, "map_lat": map_lat}


def read_outlines(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """Features as rows: what is numbered in a report is the place in the list of features."""
    for number, feature in enumerate(read_features(path), start=1):
        properties = feature.get("properties")
        code = properties.get("code") if isinstance(properties, dict) else ""
        yield FeatureRow(number, {"code": str(code or "")}, feature.get("geometry"))


class FeatureRow(Row):
    """A row that also holds a geometry."""

    __slots__ = ("geometry",)

    def __init__(self, line: int, cells: dict[str, str], geometry: Any) -> None:
        super().__init__(line, cells)
        self.geometry = geometry


def begin_outlines(rows: list[Row]) -> Build:
    points = {
        code: (lon, lat) for code, lon, lat in Neighbourhood.objects.values_list("pk", "lon", "lat")
    }

    def build(row: Row) -> Parsed:
        code = row.known("code", points) or ""
        geometry = checked(row.geometry) if isinstance(row, FeatureRow) else {}
        rings = metres(geometry, *points[code])
        return Parsed(
            code,
            {"geometry": geometry, "path": svg_path(rings), "box": box_of(rings)},
        )

    return build


def checked(geometry: Any) -> Geometry:
    """Polygons of closed rings of real points; anything else is refused."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise RowRefused(_("the outline is neither a polygon nor several"))
    try:
        polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        rings = [ring for polygon in polygons for ring in polygon]
        sound = bool(rings) and all(
            len(ring) >= 4 and ring[0] == ring[-1] and all(on_earth(*point) for point in ring)
            for ring in rings
        )
    except (KeyError, TypeError):
        sound = False
    if not sound:
        raise RowRefused(_("the outline has an open ring or a point that is not on the globe"))
    return geometry


def on_earth(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90


NEIGHBOURHOODS = Table(
    name="qpv",
    file="qpv.csv",
    model=Neighbourhood,
    key="code",
    columns=(
        *("code", "nom", "departement", "region", "communes_cog2026", "epci"),
        *("superficie_ha", "lon", "lat", "carte_lon", "carte_lat"),
    ),
    begin=begin_neighbourhoods,
    read=read_editions,
    after=settle,
)
OUTLINES = Table(
    name="outlines",
    file="qpv_contours.geojson",
    model=NeighbourhoodOutline,
    key="neighbourhood_id",
    columns=(),
    begin=begin_outlines,
    read=read_outlines,
)
