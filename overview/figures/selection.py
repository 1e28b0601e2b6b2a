"""Which sites the national board shows, and what is true of all of them, counted by the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate

from agenda.models import Comment, Version
from governance.models import Mandate, Seat
from kit.access import Standing
from kit.reads import compiled
from overview import stages
from overview.figures.needs import long_ago
from sites.models import Sight, Site

SEATS = 3
# How many of each reason are looked at to name the first few.
ARM = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filter sentence asks for; empty means all."""

    wave: str = ""
    region: str = ""
    seat: str = ""
    stage: str = ""
    need: str = ""

    @property
    def narrows(self) -> bool:
        return any((self.wave, self.region, self.seat, self.stage, self.need))


def watched(sight: Sight) -> QuerySet[Site]:
    """The sites that somebody may see, each with what the filters look at."""
    today = sight.today
    held = (
        Mandate.objects.in_force(today)
        .filter(site=OuterRef("pk"), deputy=False)
        .order_by()
        .values("site")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Site.objects.within(sight).annotate(
        held=Coalesce(Subquery(held, output_field=IntegerField()), 0),
        late_answers=Exists(unanswered(today)),
        late_approval=Exists(unapproved(today)),
    )


def unanswered(today: date) -> QuerySet[Comment]:
    """The comments of a site that have waited too long for what becomes of them."""
    return Comment.objects.waiting().filter(
        site=OuterRef("pk"), at__date__lte=long_ago("answers", today)
    )


def unapproved(today: date) -> QuerySet[Version]:
    """The version of a site that has waited too long for a seat's answer."""
    return Version.objects.filter(
        site=OuterRef("pk"),
        state=Version.State.ENDORSING,
        sent_on__lte=long_ago("endorsement", today),
    )


def vacant() -> Q:
    """At least one seat is vacant at a site where three should be held."""
    return Q(state__in=stages.SEATED, held__lt=SEATS)


def waiting(today: date) -> Q:
    """Somebody has waited too long: for a seat's holder, an answer, an approval, the next stage."""
    late = Q(late_answers=True) | Q(late_approval=True)
    return vacant() | slow(today) | (late & ~asking())


def slow(today: date) -> Q:
    """The mobilisation has stood at one stage for too long."""
    late = today - timedelta(days=stages.ALERT_DAYS)
    return Q(state__in=stages.BEFORE_ACTIVE - {Site.State.EXPRESSED}, stage_since__lt=late)


def asking() -> Q:
    """A territory has asked to take part."""
    return Q(state=Site.State.EXPRESSED)


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
        found &= vacant() if wanted.seat == "vacant" else ~vacant()
    if wanted.need:
        found &= waiting(today) if wanted.need == "waiting" else asking()
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """How many sites of one wave a department has, how many are chosen, how many need something."""

    wave: int
    region: str
    region_name: str
    department: str
    department_name: str
    total: int
    chosen: int
    asking: int
    waiting: int
    lon: float | None
    lat: float | None


def groups(standing: Standing, wanted: Wanted) -> tuple[Group, ...]:
    """All visible sites, grouped: the one query behind the headline, the filters and the map."""
    rows = sorted(
        grouped(Sight.of(standing), wanted), key=lambda r: (r.sort, r.department_id, r.n_wave)
    )
    return tuple(group(row) for row in rows)


# The least of equal words is the word itself: grouping by the keys alone spares sorting names.
@compiled
def grouped(sight: Sight, wanted: Wanted) -> Any:
    condition = chosen(wanted, sight.today)
    found: Any = watched(sight).order_by()
    return found.values("region_id", "department_id", "wave_id").annotate(
        sort=Min("region__sort_name"),
        region_name=Min("region__name"),
        department_name=Min("department__name"),
        n_wave=Min("wave__number"),
        n=Count("pk"),
        n_chosen=Count("pk", filter=condition) if condition else Count("pk"),
        n_asking=Count("pk", filter=asking()),
        n_waiting=Count("pk", filter=waiting(sight.today)),
        mid_lon=Avg("lon", filter=condition) if condition else Avg("lon"),
        mid_lat=Avg("lat", filter=condition) if condition else Avg("lat"),
    )


def group(row: Any) -> Group:
    return Group(
        wave=row.n_wave,
        region=row.region_id,
        region_name=row.region_name,
        department=row.department_id,
        department_name=row.department_name,
        total=row.n,
        chosen=row.n_chosen,
        asking=row.n_asking,
        waiting=row.n_waiting,
        lon=row.mid_lon,
        lat=row.mid_lat,
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """What the line on top of the board says."""

    sites: int
    regions: int
    chosen: int
    asking: int
    waiting: int

    @property
    def needing(self) -> int:
        return self.asking + self.waiting


def totals(found: Iterable[Group]) -> Totals:
    """The groups added up; asking and waiting exclude each other, so they may be."""
    rows = list(found)
    return Totals(
        sites=sum(g.total for g in rows),
        regions=len({g.region for g in rows}),
        chosen=sum(g.chosen for g in rows),
        asking=sum(g.asking for g in rows),
        waiting=sum(g.waiting for g in rows),
    )


@compiled
def longest_waiting(sight: Sight) -> Any:
    """Who asks and who waits, and since when, the longest first: a few of each reason; one query."""
    first, *others = waiting_arms(sight)
    return first.union(*others, all=True).order_by("from_day", "slug")


def waiting_arms(sight: Sight) -> list[QuerySet[Any, Any]]:
    """One small query for each reason, to be united."""
    today = sight.today
    sites: Any = watched(sight)
    seated = sites.filter(state__in=stages.SEATED)
    others = sites.exclude(asking())
    said = Comment.objects.waiting().filter(site=OuterRef("pk")).order_by("at")
    sent = unapproved(today).values("sent_on")
    mandates = Mandate.objects.filter(site=OuterRef("pk"), deputy=False)
    arms = [
        arm(sites.filter(asking()), "asking", F("stage_since")),
        arm(sites.filter(slow(today)), "stage", F("stage_since")),
        arm(others.filter(late_approval=True), "endorsement", Subquery(sent[:1])),
        arm(
            others.filter(late_answers=True),
            "answers",
            Subquery(said.annotate(day=TruncDate("at")).values("day")[:1]),
        ),
    ]
    for seat in Seat:
        held = mandates.filter(seat=seat)
        last = held.order_by("-ends_on").values("ends_on")[:1]
        vacated = seated.filter(~Exists(held.in_force(today)))
        arms.append(arm(vacated, seat.value, Coalesce(Subquery(last), F("stage_since"))))
    return arms


def arm(sites: QuerySet[Site], kind: str, since: Any) -> QuerySet[Any, Any]:
    """The longest-waiting of one reason."""
    return (
        sites.annotate(need=Value(kind), from_day=since)
        .order_by("from_day", "slug")
        .values("name", "slug", "need", "from_day")[:ARM]
    )
