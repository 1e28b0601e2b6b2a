"""Figures that the portal works out itself are written as values like any other, and corrected like any other."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.readings import Reading, fitting
from measurement.actions.values import (
    at_the_place_of,
    correcting_the_same,
    keep,
    row_of,
    says_the_same,
)
from measurement.computing import WAYS
from measurement.instants import writing
from measurement.measured import measured
from measurement.models import Indicator, Measurement, Reason, State
from measurement.periods import Period, latest
from measurement.windows import shut
from measurement.words import Quantity
from sites.models import Site

# So many periods back a figure is worked out again: what is recorded late is in it.
AGAIN = 4

log = logging.getLogger(__name__)


def compute_figures(today: date | None = None) -> int:
    """Works out the figures that the portal knows itself, for each site at work; how many were written.

    What has not changed writes nothing, and a locked period stays as it is. A figure whose definition
    cannot hold what is worked out is left; the others are not.
    """
    today, written = today or clock.today(), 0
    sites = {site.pk: site for site in Site.objects.filter(state__in=Site.AT_WORK).order_by("pk")}
    known = Indicator.objects.in_use().filter(site=None, code__in=WAYS).order_by("code")
    for found in known:
        for period in periods_of(found, today) if found.is_computed else ():
            try:
                written += compute(found, period, sites)
            except Refusal as refusal:
                log.warning("%s, %s: %s", found.code, period.label, refusal)
    return written


def compute(found: Indicator, period: Period, sites: Mapping[Any, Site]) -> int:
    """One figure of one period at all sites; how many values were written.

    Where one stands of which the records say nothing any more, that is written too.
    """
    days = period if found.periodicity != Indicator.Periodicity.IRREGULAR else None
    said, there = WAYS[found.code](sites.values(), period), standing(found, sites, days)
    rules = measured(there.values(), [found])
    today = found.under(found.version_for(days.starts_on if days else None))
    written = 0
    for key in [*said, *(key for key in there if key not in said)]:
        before = there.get(key)
        then = rules.under(before, found) if before else today
        reading = fitting(then, said[key] if key in said else nothing_left(then))
        if before is None or not says_the_same(before, reading):
            written += write_computed(then, sites[key], days, reading)
    return written


def standing(found: Indicator, sites: Iterable[Any], days: Period | None) -> dict[Any, Measurement]:
    """What stands already of a figure for these days, by site."""
    first, last = (days.starts_on, days.ends_on) if days else (None, None)
    rows = Measurement.objects.current().filter(
        indicator=found, site__pk__among=list(sites), starts_on=first, ends_on=last
    )
    return {row.site_id: row for row in rows.order_by("pk")}


def nothing_left(found: Indicator) -> Reading:
    """What is said of a figure whose records were withdrawn or put right until nothing was left."""
    note = _("The records of the portal say nothing of it for this period any more.")
    return Reading(None, found.source, State.NOT_APPLICABLE, note)


def periods_of(found: Indicator, today: date) -> list[Period]:
    """The last periods that have ended; of what has no rhythm, today stands for all time."""
    if found.periodicity == Indicator.Periodicity.IRREGULAR:
        return [Period(today, today)]
    known = latest(found.periodicity, before=today, count=AGAIN + 1)
    return [period for period in known if period.ends_on < today][:AGAIN]


@transaction.atomic
def write_computed(found: Indicator, site: Site, period: Period | None, reading: Reading) -> bool:
    """One figure that the portal worked out: a first value, a correction, or nothing new."""
    if period and shut(site, found.periodicity, period):
        return False
    row = row_of(found, reading, by=None, role="", at=writing())
    row.site = site
    if period:
        row.starts_on, row.ends_on = period.starts_on, period.ends_on
    before = at_the_place_of(row)
    if before:
        return correct_computed(found, before, row)
    if keep(row, at_the_place_of):
        return False
    quantity = Quantity.recorded(found, row)
    days = period or Period(clock.today(), clock.today())
    record(events.ValueEntered(found.name, days, quantity), by=None, site=site, about=row)
    return True


def correct_computed(found: Indicator, before: Measurement, row: Measurement) -> bool:
    """What was recorded late makes another figure, which takes the place of the first."""
    # Whoever contests it meanwhile waits, and is told of the correction.
    before = Measurement.objects.locked().get(pk=before.pk)
    if says_the_same(before, row):
        return False
    row.replaces, row.reason_code = before, Reason.LATE_DATA
    row.reason = _("worked out again: something was recorded later")
    if keep(row, correcting_the_same):
        return False
    event = events.ValueCorrected(
        name=found.name, period=before.period, before=Quantity.recorded(found, before),
        quantity=Quantity.recorded(found, row), reason=row.reason,
    )  # fmt: skip
    record(event, by=None, site=row.site or "", about=row)
    return True
