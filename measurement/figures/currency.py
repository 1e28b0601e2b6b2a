"""Which sites have their figures up to date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from kit import clock
from measurement.models import Indicator, Measurement
from measurement.periods import period_of
from sites.models import Site

GRACE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Of the indicators that a site enters itself, how many have the value that was due."""

    done: int
    due: int


def up_to_date(sites: Iterable[Site]) -> dict[Any, UpToDate]:
    """For each site, in one query; a value is due thirty days after its period has ended.

    An absence that was said with its reason counts as done: it was not forgotten.
    """
    keys = [site.pk for site in sites]
    # The last value of each, found by its place: all values of a country are a quarter of a million.
    current = Measurement.objects.current().filter(
        indicator=OuterRef("pk"), site=OuterRef("site"), ends_on__isnull=False
    )
    own = (
        Indicator.objects.in_use()
        .filter(site__pk__among=keys, level=Indicator.Level.SITE)
        .order_by("pk")
        .annotate(last=Subquery(current.order_by("-ends_on").values("ends_on")[:1]))
        .values_list("pk", "site", "periodicity", "last")
    )
    done, due = dict.fromkeys(keys, 0), dict.fromkeys(keys, 0)
    today = clock.today()
    for _pk, site, periodicity, reached in own:
        due[site] += 1
        done[site] += reached is not None and reached >= last_due(periodicity, today)
    return {key: UpToDate(done[key], due[key]) for key in keys}


def last_due(periodicity: str, today: date) -> date:
    """The last day of the latest period whose value was due by today."""
    running = period_of(today - GRACE + timedelta(days=1), periodicity)
    return running.starts_on - timedelta(days=1)
