"""The movement as a whole: where its sites are, what is open, what was said and answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Avg, Count, F, IntegerField, Min, OuterRef
from django.db.models.lookups import LessThanOrEqual

from drawing.map import Mark
from kit import clock
from kit.reads import Given, compiled
from overview.addresses import at_site
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


def movement(open_until: Mapping[str, date]) -> Movement:
    """The public sites by region, in two queries whatever their number.

    `open_until` gives the last day of the open consultation of each site that has one, by its slug.
    """
    today = clock.today()
    counted = sorted(by_department(today), key=lambda r: (r.sort, r.department_id))
    total = sum(row.n for row in counted)
    places = [place(row, open_until.get(row.slug)) for row in listing(today, total=total)]
    regions = grouped(counted, places)
    single = tuple(mark for region in regions for mark in marks_of(region.places))
    return Movement(total, regions, single if total <= LISTED else department_marks(counted))


@compiled
def by_department(today: date) -> Any:
    """How many public sites each department has, and the middle of them."""
    # The least of equal words is the word itself: grouping by the keys alone spares sorting names.
    return (
        Site.objects.filter(public_since__lte=today)
        .order_by()
        .values("region_id", "department_id")
        .annotate(
            sort=Min("region__sort_name"),
            region_name=Min("region__name"),
            department_name=Min("department__name"),
            n=Count("pk"),
            lon=Avg("lon"),
            lat=Avg("lat"),
        )
    )


@compiled
def listing(today: date) -> Any:
    """The public sites by name, each with the names of its neighbourhoods; none where too many."""
    quarters: Any = SiteNeighbourhood.objects.on(today).filter(site=OuterRef("pk"))
    few = LessThanOrEqual(Given("total", IntegerField()), LISTED)
    return (
        Site.objects.filter(few, public_since__lte=today)
        .order_by("sort_name", "slug")
        .values(
            "name", "slug", "state", "stage_since", "lon", "lat", "region_id", "department_id",
            region_name=F("region__name"),
            quarters=ArraySubquery(
                quarters.order_by("neighbourhood__sort_name").values("neighbourhood__name")
            ),
        )
    )  # fmt: skip


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


def grouped(counted: Iterable[Any], places: Sequence[Place]) -> tuple[RegionGroup, ...]:
    """Regions by name with their sites by name."""
    return tuple(
        RegionGroup(
            code=code,
            name=name,
            count=sum(row.n for row in rows),
            places=tuple(p for p in places if p.region == name),
        )
        for (code, name), rows in groupby(counted, lambda r: (r.region_id, r.region_name))
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


def department_marks(counted: Iterable[Any]) -> tuple[Mark, ...]:
    """One mark a department, at the middle of its sites."""
    return tuple(
        Mark(
            name=row.department_name,
            url="",
            lon=row.lon,
            lat=row.lat,
            department=row.department_id,
            region=row.region_id,
            count=row.n,
        )
        for row in counted
        if row.lon is not None
    )
