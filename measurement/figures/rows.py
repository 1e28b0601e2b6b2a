"""The rows that the figures of a site are made of; each query is compiled once, now and for an instant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    UUIDField,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from kit import clock
from kit.reads import Given, compiled
from measurement.breaks import Perimeter, perimeter_of
from measurement.figures.followed import ranked_at
from measurement.figures.restored import as_before_files
from measurement.models import Indicator, Measurement
from sites.models import Neighbourhood, Site

THEN = Given("as_of", DateTimeField())
# Who wrote a value down, when and why: its table tells that, its curve does not.
UNTOLD = (
    "created_at", "provenance", "reason", "entered_by", "entered_name", "entered_role", "entered_at", "brought",
)  # fmt: skip


# The values about a site, its neighbourhoods or its city contract, which each run gives; those of
# an indicator are of one of these kinds, so that one after the other is looked for by its index.
HERE = (
    Q(site=Given("site", UUIDField())),
    Q(neighbourhood__pk__among=Given("places", CharField())),
    Q(contract__pk__among=Given("contracts", CharField())),
)


def at(site: Site, places: Iterable[Neighbourhood], as_of: datetime | None) -> dict[str, Any]:
    """The site, its places and the instant, as the queries of this module are given them."""
    codes = [place.pk for place in places]
    contracts = [site.city_contract_id] if site.city_contract_id else []
    return {"site": site.pk, "places": codes, "contracts": contracts, "as_of": as_of}


def instant(as_of: datetime | None) -> Any:
    """The instant that each run gives; none where a query is about now."""
    return THEN if as_of else None


def told_at(site: Site, places: Iterable[Neighbourhood], as_of: datetime | None) -> list[Any]:
    """The keys of the indicators at a site, each with its `rank` there and whether a value `is_told`."""
    return told_rows(instant(as_of), **at(site, places, as_of))


@compiled
def told_rows(then: Any) -> Any:
    values = Measurement.objects.standing(then).filter(
        indicator=OuterRef("pk"), value__isnull=False
    )
    ranked = ranked_at(Given("site", UUIDField()), then)
    is_told = reduce(or_, (Exists(values.filter(each)) for each in HERE))
    return ranked.values(
        "pk", "code", "rank", "retired_at", is_told=is_told, is_local=Q(site__isnull=False)
    )


def indicators_of(told: Iterable[Any]) -> list[Indicator]:
    """The indicators that were told of, in their order."""
    return indicators_by([found.pk for found in told])


def indicators_by(keys: Sequence[Any]) -> list[Indicator]:
    """The indicators of some keys, in the order of these."""
    known = {found.pk: found for found in indicator_rows(keys=list(keys))}
    return [known[key] for key in keys]


@compiled
def indicator_rows() -> Any:
    return Indicator.objects.filter(pk__among=Given("keys", UUIDField())).order_by()


def times_at(site: Site, places: Iterable[Neighbourhood], as_of: datetime | None) -> list[Any]:
    """The keys of the indicators at a site: whose each is, its rank, and for how many `times` it stands.

    Two for several periods, nought where its period is not stated, none where it has no value here.
    A correction is about the period of the value that it replaces: the first entries alone count.
    """
    return times_rows(instant(as_of), **at(site, places, as_of))


@compiled
def times_rows(then: Any) -> Any:
    rows: Any = Measurement.objects.filter(replaces=None, indicator=OuterRef("pk")).order_by()
    if then:
        rows = rows.filter(entered_at__lte=then)
    begun = rows.values("indicator").annotate(first=Min("starts_on"), last=Max("starts_on"))
    counted = begun.annotate(
        n=Case(When(first=None, then=0), When(first=F("last"), then=1), default=2)
    )
    counts = [Subquery(counted.filter(each).values("n")) for each in HERE]
    ranked = ranked_at(Given("site", UUIDField()), then)
    return ranked.annotate(times=Coalesce(*counts)).values("pk", "site", "rank", "times")


def written_at(
    site: Site,
    indicators: Iterable[Indicator],
    places: Iterable[Neighbourhood],
    as_of: datetime | None = None,
    *,
    left_out: tuple[str, ...] = UNTOLD,
) -> list[Measurement]:
    """All that was ever written about the site, its neighbourhoods or its city contract, or by an instant.

    In the order of the periods; with what was replaced, which is about the same period and place.
    What its curve does not tell of a value is left out.
    """
    keys = [found.pk for found in indicators]
    rows: list[Measurement] = written_rows(
        instant(as_of), left_out, indicators=keys, **at(site, places, as_of)
    )
    return rows


@dataclass(frozen=True, slots=True)
class Written:
    """All that was written of an indicator at a site, or by an instant, and the places of the site."""

    perimeter: Perimeter
    places: tuple[Neighbourhood, ...]
    rows: tuple[Measurement, ...]


def written_of(site: Site, found: Indicator, as_of: datetime | None = None) -> Written:
    """What the page of a figure at a site is made of."""
    perimeter = perimeter_of(site)
    places = perimeter.on(timezone.localdate(as_of) if as_of else clock.today())
    rows = written_at(site, [found], places, as_of, left_out=())
    for row in rows:
        row.indicator = found
    return Written(perimeter, tuple(places), tuple(rows))


@compiled
def written_rows(then: Any, left_out: tuple[str, ...]) -> Any:
    rows = Measurement.objects.filter(
        reduce(or_, HERE), indicator__pk__among=Given("indicators", UUIDField())
    )
    if then:
        rows = rows.filter(entered_at__lte=then)
    return rows.select_related("release").defer(*left_out).in_order()


def standing(written: Iterable[Measurement]) -> list[Measurement]:
    """The values that stand among all that was written, each with the one that it replaces.

    A correction is about the indicator, the place and the period of what it replaces (the database
    sees to it), so that both are among what was written. What was taken back with its file is none.
    """
    rows = list(written)
    if replaced := {row.replaces_id for row in rows if row.replaces_id}:
        known = {row.pk: row for row in rows}
        for row in rows:
            if row.replaces_id:
                row.replaces = known[row.replaces_id]
        rows = [row for row in rows if row.pk not in replaced]
    return [as_before_files(row) for row in rows if not row.is_undone]
