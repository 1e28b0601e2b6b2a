"""The movement as a whole: where its sites are, what is open, what was said and answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Avg, Count, F, OuterRef, QuerySet

from drawing.map import Mark
from kit import clock
from sites.models import Site, SiteNeighbourhood

# Beyond, the map shows one disc a department and the list one line a region.
LISTED = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A site as a list shows it."""

    name: str
    slug: str
    url: str
    region: str
    quarters: str
    state: str
    since: date
    lon: float | None
    lat: float | None
    department: str
    region_code: str
    open_until: date | None = None


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """The sites of one region; `places` is empty where there are too many to name."""

    code: str
    name: str
    count: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """All visible sites: how many, in which regions, and what the map shows of them."""

    total: int
    regions: tuple[RegionGroup, ...]
    marks: tuple[Mark, ...]

    @property
    def listed(self) -> bool:
        """True while each site can be named on one page."""
        return self.total <= LISTED


def movement(open_until: dict[Any, date]) -> Movement:
    """The public sites by region, in two queries whatever their number.

    `open_until` gives the last day of the open consultation of each site that has one.
    """
    counted = by_department(Site.objects.visible())
    total = sum(row["n"] for row in counted)
    places = listing(Site.objects.visible(), open_until)
    regions = grouped(counted, places if total <= LISTED else [])
    single = tuple(mark for region in regions for mark in marks_of(region.places))
    return Movement(total, regions, single if total <= LISTED else department_marks(counted))


def by_department(sites: QuerySet[Site]) -> list[dict[str, Any]]:
    """How many sites each department has, and the middle of them."""
    rows: Any = (
        sites.order_by("region__sort_name", "department_id")
        .values("region_id", "region__name", "department_id", "department__name")
        .annotate(n=Count("pk"), lon=Avg("lon"), lat=Avg("lat"))
    )
    return list(rows)


def listing(sites: QuerySet[Site], open_until: dict[Any, date]) -> list[Place]:
    """The first sites by name, each with the names of its neighbourhoods."""
    quarters = (
        SiteNeighbourhood.objects.on(clock.today())
        .filter(site=OuterRef("pk"))
        .order_by("neighbourhood__sort_name")
        .values("neighbourhood__name")
    )
    rows = (
        sites.annotate(quarters=ArraySubquery(quarters), region_name=F("region__name"))
        .order_by("sort_name", "slug")
        .only(
            "pk", "name", "slug", "state", "stage_since", "lon", "lat", "region_id", "department_id"
        )
    )
    return [place(site, open_until.get(site.pk)) for site in rows[: LISTED + 1]]


def place(site: Any, until: date | None) -> Place:
    return Place(
        name=site.name,
        slug=site.slug,
        url=site.get_absolute_url(),
        region=site.region_name,
        quarters=", ".join(site.quarters),
        state=site.state,
        since=site.stage_since,
        lon=site.lon,
        lat=site.lat,
        department=site.department_id,
        region_code=site.region_id,
        open_until=until,
    )


def grouped(counted: Iterable[dict[str, Any]], places: Sequence[Place]) -> tuple[RegionGroup, ...]:
    """Regions by name with their sites by name."""
    return tuple(
        RegionGroup(
            code=code,
            name=name,
            count=sum(row["n"] for row in rows),
            places=tuple(p for p in places if p.region == name),
        )
        for (code, name), rows in groupby(counted, lambda r: (r["region_id"], r["region__name"]))
    )


def marks_of(places: Iterable[Place]) -> tuple[Mark, ...]:
    """One mark a site, in the order of the list."""
    return tuple(
        Mark(
            name=p.name,
            url=p.url,
            lon=p.lon,
            lat=p.lat,
            department=p.department,
            region=p.region_code,
            open_consultation=p.open_until is not None,
        )
        for p in places
        if p.lon is not None and p.lat is not None
    )


def department_marks(counted: Iterable[dict[str, Any]]) -> tuple[Mark, ...]:
    """One mark a department, at the middle of its sites."""
    return tuple(
        Mark(
            name=row["department__name"],
            url="",
            lon=row["lon"],
            lat=row["lat"],
            department=row["department_id"],
            region=row["region_id"],
            count=row["n"],
        )
        for row in counted
        if row["lon"] is not None
    )
