"""When a site last held a learning review, and by which day the next one is expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Q

from measurement.models import LearningCycle
from sites.models import Site, StageChange

# A site looks back at its figures once a year at least; a month before, the day is to be chosen.
YEAR = timedelta(days=365)
NOTICE = timedelta(days=30)
REVIEWING = (Site.State.ACTIVE, Site.State.AUTONOMOUS)


@dataclass(frozen=True, slots=True)
class ReviewWatch:
    """When a site last held a learning review, and by when the next is to be held (None: not expected).

    `planned`: its day stands in the site's plan of reviews.
    """

    last: date | None
    due: date | None
    planned: bool = False

    def is_late(self, today: date) -> bool:
        """True once the day has come and nothing was recorded."""
        return self.due is not None and self.due <= today

    def is_near(self, today: date) -> bool:
        """True when the day is to be chosen: a month before, and after."""
        return self.due is not None and self.due <= today + NOTICE


def watch(
    stage: str,
    last: date | None,
    chosen: date | None,
    active_since: date | None,
    *,
    planned: bool = False,
) -> ReviewWatch:
    """The next review is due on the day that was chosen, a year after the last one at the latest;

    the first one a year after the site became active. Only a site that is active holds reviews.
    """
    since = last or active_since
    if stage not in REVIEWING or since is None:
        return ReviewWatch(last, None)
    return ReviewWatch(last, min(chosen or date.max, since + YEAR), planned)


def review_watch(sites: Iterable[Site]) -> dict[Any, ReviewWatch]:
    """The watch of each site by its id, in two queries whatever their number."""
    rows = {site.pk: site for site in sites}
    held: dict[Any, LearningCycle] = {}
    planned: dict[Any, date | None] = {}
    cycles = LearningCycle.objects.filter(site__in=rows).exclude(state="called_off")
    for review in cycles.order_by(F("held_on").asc(nulls_last=True)):
        if review.held_on is None:
            planned[review.site_id] = review.planned_on
        else:
            held[review.site_id] = review
    began = dict(
        StageChange.objects.filter(Q(after=Site.State.ACTIVE), site__in=rows)
        .order_by()
        .values_list("site")
        .annotate(on=Max("on"))
    )
    found = {}
    for key, site in rows.items():
        last, since = held.get(key), began.get(key, site.stage_since)
        chosen = planned.get(key) or (last.next_on if last else None)
        held_on, is_planned = last.held_on if last else None, key in planned
        found[key] = watch(site.state, held_on, chosen, since, planned=is_planned)
    return found
