"""The movement as a whole: where its sites are, what is open, what was said and answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Avg, CharField, Count, F, OuterRef, Value

from drawing.map import Mark
from kit import clock
from kit.reads import compiled
from overview.addresses import at_site
from sites.models import Department, Region, Site, SiteNeighbourhood

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


def by_department() -> list[Any]:
    """How many public sites each department has, and the middle of them; one query.

    Keys alone: joining names to each site first costs more than all of it.
    """
    return gathered(clock.today())


def total(spread: Iterable[Any]) -> int:
    """How many sites are public."""
    return sum(department.n for department in spread)


def movement(spread: Sequence[Any], open_until: Mapping[str, date]) -> Movement:
    """The public sites by region, in one query whatever their number.

    `open_until` gives the last day of the open consultation of each site that has one, by its slug.
    """
    sites = total(spread)
    if sites > LISTED:
        regions, marks = crowd(spread)
        return Movement(sites, regions, marks)
    places = [place(row, open_until.get(row.slug)) for row in listing(clock.today())]
    regions = grouped(places)
    return Movement(sites, regions, tuple(m for region in regions for m in marks_of(region.places)))


@compiled
def gathered(today: date) -> Any:
    public: Any = Site.objects.filter(public_since__lte=today).order_by()
    return public.values("region_id", "department_id").annotate(
        n=Count("*"), lon=Avg("lon"), lat=Avg("lat")
    )


@compiled
def listing(today: date) -> Any:
    """The public sites by region and name, each with the names of its neighbourhoods."""
    quarters: Any = SiteNeighbourhood.objects.on(today).filter(site=OuterRef("pk"))
    return (
        Site.objects.filter(public_since__lte=today)
        .order_by("region__sort_name", "region_id", "sort_name", "slug")
        .values(
            "name", "slug", "state", "stage_since", "lon", "lat", "region_id", "department_id",
            region_name=F("region__name"),
            quarters=ArraySubquery(
                quarters.order_by("neighbourhood__sort_name").values("neighbourhood__name")
            ),
        )
    )  # fmt: skip


@compiled
def names() -> Any:
    """The names of all regions and departments."""
    return named(Region, "region").union(named(Department, "department"), all=True).order_by()


def named(model: Any, kind: str) -> Any:
    rows = model.objects.order_by()
    return rows.values("code", "name", kind=Value(kind, CharField()), sort=F("sort_name"))


def place(row: Any, until: date | None) -> Place:
    return Place(
        name=row.name,
        slug=row.slug,
        url=at_site("overview:site-page", row.slug),
        region=row.region_name,
        quarters=", ".join(row.quarters),
        state=row.state,
        since=row.stage_since,
        lon=row.lon,
        lat=row.lat,
        department=row.department_id,
        region_code=row.region_id,
        open_until=until,
    )


def grouped(places: Iterable[Place]) -> tuple[RegionGroup, ...]:
    """Regions by name with their sites by name, as the places stand already."""
    regions = groupby(places, lambda p: (p.region_code, p.region))
    found = ((code, name, tuple(there)) for (code, name), there in regions)
    return tuple(RegionGroup(code, name, len(there), there) for code, name, there in found)


def crowd(spread: Iterable[Any]) -> tuple[tuple[RegionGroup, ...], tuple[Mark, ...]]:
    """Regions by name with how many sites they have, and one mark a department; one query."""
    named: dict[str, dict[str, Any]] = {"region": {}, "department": {}}
    for row in names():
        named[row.kind][row.code] = row
    regions: Counter[str] = Counter()
    for department in spread:
        regions[department.region_id] += department.n
    known = sorted((named["region"][code] for code in regions), key=lambda r: (r.sort, r.code))
    marks = (
        department_mark(row, named["department"][row.department_id].name)
        for row in sorted(spread, key=lambda d: d.department_id)
        if row.lon is not None
    )
    return tuple(RegionGroup(r.code, r.name, regions[r.code]) for r in known), tuple(marks)


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


def department_mark(row: Any, name: str) -> Mark:
    """One mark for the sites of a department, at the middle of them."""
    return Mark(
        name=name,
        url="",
        lon=row.lon,
        lat=row.lat,
        department=row.department_id,
        region=row.region_id,
        count=row.n,
    )
