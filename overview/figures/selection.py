"""Which sites a board shows, and what is true of all of them, counted by the database."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import (
    Avg,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)

from kit.reads import compiled
from measurement.models import LearningCycle
from overview.figures import conditions
from partnership.models import SupportDay
from sites.models import Sight, Site, StageChange, mobilisations_begun

EVERYTHING = slice(None)
# A few hundred counts each, for the filters of the last hours.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filter sentence asks for; empty means all. `order` is by name, or by wave."""

    wave: str = ""
    region: str = ""
    stage: str = ""
    seat: str = ""
    need: str = ""
    words: str = ""
    order: str = ""

    @property
    def narrows(self) -> bool:
        """True when some sites are left out."""
        return any(getattr(self, each.name) for each in fields(self) if each.name != "order")


NEEDS = {
    "any": lambda today: conditions.asks() | conditions.waits(today),
    "asked": lambda today: conditions.asks(),
    "waiting": conditions.waits,
    "support": conditions.needs_support,
    "review": conditions.review_due,
}


def chosen(wanted: Wanted, today: date) -> Q:
    """The filter sentence as a condition."""
    found = Q()
    if wanted.wave:
        found &= Q(wave__number=wanted.wave)
    if wanted.region:
        found &= Q(region=wanted.region)
    if wanted.stage:
        found &= Q(state=wanted.stage)
    if wanted.seat:
        empty = conditions.vacant(today)
        found &= empty if wanted.seat == "vacant" else ~empty
    if wanted.need:
        found &= NEEDS[wanted.need](today)
    if wanted.words:
        found &= Q(pk__in=Site.objects.matching(wanted.words).order_by().values("pk"))
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """How many sites of one wave a department has, how many are chosen, how many ask or wait."""

    wave: int
    region: str
    region_name: str
    department: str
    department_name: str
    total: int
    chosen: int
    asking: int
    waiting: int
    needing: int
    lon: float | None
    lat: float | None


def groups(sight: Sight, wanted: Wanted) -> tuple[Group, ...]:
    """All sites in sight, grouped: the one query behind the headline, the filters and the map."""
    return gathered(tuple(grouped(sight, wanted)))


@lru_cache(maxsize=KEPT)
def gathered(rows: tuple[Any, ...]) -> tuple[Group, ...]:
    """The groups of what was counted, put together once for the same counts."""
    apart: dict[tuple[str, ...], list[Any]] = {}
    for row in rows:
        apart.setdefault((row.sort, row.department_id, row.n_wave), []).append(row)
    return tuple(group(apart[key]) for key in sorted(apart))


# Each site is looked at once and put with those of which the same is true. The least of equal words
# is the word itself: grouping by the keys alone spares sorting names.
@compiled
def grouped(sight: Sight, wanted: Wanted) -> Any:
    found: Any = Site.objects.within(sight).order_by()
    condition = chosen(wanted, sight.today)
    found = found.annotate(
        picked=said(condition) if condition else Value(value=True),
        asks=said(conditions.asks()),
        waits=said(conditions.waits(sight.today)),
    )
    return found.values(
        "region_id", "department_id", "wave_id", "picked", "asks", "waits"
    ).annotate(
        sort=Min("region__sort_name"),
        region_name=Min("region__name"),
        department_name=Min("department__name"),
        n_wave=Min("wave__number"),
        n=Count("pk"),
        mid_lon=Avg("lon"),
        mid_lat=Avg("lat"),
    )


def said(condition: Q) -> ExpressionWrapper:
    """A condition as a column that is true or false."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def group(rows: list[Any]) -> Group:
    """The sites of one wave and department, of which different things are true."""
    first = rows[0]
    picked = [row for row in rows if row.picked]
    placed = [row for row in picked if row.mid_lon is not None]
    count = sum(row.n for row in placed)
    return Group(
        wave=first.n_wave,
        region=first.region_id,
        region_name=first.region_name,
        department=first.department_id,
        department_name=first.department_name,
        total=sum(row.n for row in rows),
        chosen=sum(row.n for row in picked),
        asking=sum(row.n for row in rows if row.asks),
        waiting=sum(row.n for row in rows if row.waits),
        needing=sum(row.n for row in rows if row.asks or row.waits),
        lon=sum(row.mid_lon * row.n for row in placed) / count if count else None,
        lat=sum(row.mid_lat * row.n for row in placed) / count if count else None,
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """What the line on top of the board says."""

    sites: int
    regions: int
    chosen: int
    asking: int
    waiting: int
    needing: int


def totals(found: Iterable[Group]) -> Totals:
    """The groups added up; a site that asks and waits needs something once."""
    rows = list(found)
    return Totals(
        sites=sum(g.total for g in rows),
        regions=len({g.region for g in rows}),
        chosen=sum(g.chosen for g in rows),
        asking=sum(g.asking for g in rows),
        waiting=sum(g.waiting for g in rows),
        needing=sum(g.needing for g in rows),
    )


@compiled
def listed(sight: Sight, wanted: Wanted, part: slice = EVERYTHING) -> Any:
    """The chosen sites by name, or by wave and name, or a part of them."""
    found = Site.objects.within(sight).filter(chosen(wanted, sight.today))
    order = ("wave__number",) if wanted.order == "wave" else ()
    return lines_of(found.order_by(*order, "sort_name", "slug"))[part]


@compiled
def only(slug: str) -> Any:
    """One site as the list has it."""
    return lines_of(Site.objects.filter(slug=slug))


def lines_of(sites: QuerySet[Site]) -> Any:
    """What the line of a site needs of the tables that hold one fact a site."""
    held_reviews: Any = (
        LearningCycle.objects.held().filter(site=OuterRef("pk")).order_by("-held_on")
    )
    to_come: Any = LearningCycle.objects.planned().filter(site=OuterRef("pk"))
    began = of_site(mobilisations_begun()).annotate(day=Max("on")).values("day")
    became = of_site(StageChange.objects.filter(after=Site.State.ACTIVE))
    wish = of_site(conditions.asked())
    held = SupportDay.objects.filter(state=SupportDay.State.HELD, kind=SupportDay.Kind.CO_TRAINING)
    return sites.values(
        "pk", "name", "slug", "programme", "state", "stage_since", "look_again_on", "lon", "lat",
        "department_id", "region_id",
        department_name=F("department__name"),
        region_name=F("region__name"),
        n_wave=F("wave__number"),
        began=Subquery(began),
        reviewed_on=Subquery(held_reviews.values("held_on")[:1]),
        review_planned=Subquery(to_come.values("planned_on")[:1]),
        review_meant=Subquery(held_reviews.values("next_on")[:1]),
        active_since=Subquery(became.annotate(day=Max("on")).values("day")),
        wishes=Subquery(wish.annotate(n=Count("pk")).values("n")),
        wished_on=Subquery(wish.annotate(day=Min("asked_on")).values("day")),
        trained=Subquery(of_site(held).annotate(sum=Sum("days")).values("sum")),
    )  # fmt: skip


def of_site(rows: Any) -> Any:
    """The rows of the site in hand, to be counted together."""
    return rows.filter(site=OuterRef("pk")).order_by().values("site")
