"""Which sites have their figures up to date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, Subquery, UUIDField, When
from django.db.models.functions import JSONObject
from django.db.models.lookups import IsNull

from kit import clock
from kit.reads import Given, compiled
from measurement.models import Headline, Indicator, IndicatorTie, Measurement, Reason
from measurement.periods import period_of
from sites.models import Site

GRACE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Of the indicators whose values a site enters, how many have the value that was due.

    Its own ones and the common ones that it follows.
    """

    done: int
    due: int


def follows(indicator: Any, site: Any) -> Any:
    """Of a common indicator and a site: the site looks at it first, has a value of it, or ties it to its plan.

    A value that was withdrawn is none: so a site leaves a figure that it took up by mistake.
    """
    here = {"indicator": indicator, "site": site}
    values = Measurement.objects.current().filter(**here).exclude(reason_code=Reason.WITHDRAWN)
    # Looked for at each place: of what merely exists PostgreSQL would read the values of all sites.
    return (
        IsNull(Subquery(values.values("pk")[:1]), False)
        | Exists(Headline.objects.standing().filter(**here))
        | Exists(IndicatorTie.objects.current().filter(**here))
    )


def up_to_date(sites: Iterable[Site]) -> dict[Any, UpToDate]:
    """For each site, in one query; a value is due thirty days after its period has ended.

    An absence that was said with its reason counts as done: it was not forgotten.
    """
    keys = [site.pk for site in sites]
    done, due = dict.fromkeys(keys, 0), dict.fromkeys(keys, 0)
    today = clock.today()
    for site, periodicity, reached in given_at(keys):
        due[site] += 1
        done[site] += reached is not None and reached >= last_due(periodicity, today)
    return {key: UpToDate(done[key], due[key]) for key in keys}


def given_at(keys: list[Any]) -> Iterator[tuple[Any, str, date | None]]:
    """Of each figure that one of these sites gives: the site, its rhythm, the end of its last value.

    The sites' own, and common ones at the sites that follow them. Each last value is found by its
    place: all values of a country are a quarter of a million.
    """
    for row in given_rows(sites=keys):
        if row.site:
            yield row.site, row.periodicity, row.last
        for one in row.followers or ():
            ends = date.fromisoformat(one["last"]) if one["last"] else None
            yield UUID(one["site"]), row.periodicity, ends


@compiled
def given_rows() -> Any:
    """The figures that people of some sites give, each with its last value, or that of each follower."""
    keys = Given("sites", UUIDField())
    here: Any = Site.objects.filter(pk__among=keys).filter(
        follows(OuterRef(OuterRef("pk")), OuterRef("pk"))
    )
    there = last_ends(OuterRef(OuterRef("pk")), OuterRef("pk"))
    followers = here.order_by("pk").values(each=JSONObject(site="pk", last=Subquery(there)))
    return (
        Indicator.objects.asked_of_people()
        .filter(Q(site=None) | Q(site__pk__among=keys))
        .order_by("pk")
        .values(
            "site",
            "periodicity",
            last=Subquery(last_ends(OuterRef("pk"), OuterRef("site"))),
            followers=Case(When(site=None, then=ArraySubquery(followers))),
        )
    )


def last_ends(indicator: Any, site: Any) -> Any:
    """The end of the last period of which a site has a value of an indicator."""
    rows = Measurement.objects.current().filter(
        indicator=indicator, site=site, ends_on__isnull=False
    )
    return rows.order_by("-ends_on").values("ends_on")[:1]


def last_due(periodicity: str, today: date) -> date:
    """The last day of the latest period whose value was due by today."""
    running = period_of(today - GRACE + timedelta(days=1), periodicity)
    return running.starts_on - timedelta(days=1)
