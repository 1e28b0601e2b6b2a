"""Figures that the portal works out itself are written as values like any other, and corrected like any other."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from journal.actions import record
from kit import clock
from measurement import events
from measurement.actions.readings import Reading, fitting
from measurement.actions.values import (
    READ_OFF,
    at_the_place_of,
    correcting_the_same,
    keep,
    row_of,
)
from measurement.computing import WAYS
from measurement.instants import writing
from measurement.models import Indicator, Measurement, Reason
from measurement.periods import Period, latest
from measurement.windows import shut
from measurement.words import Quantity
from sites.models import Site

# So many periods back a figure is worked out again: what is recorded late is in it.
AGAIN = 4


def compute_figures(today: date | None = None) -> int:
    """Works out the figures that the portal knows itself, for each site at work; how many were written.

    What has not changed writes nothing, and a locked period stays as it is.
    """
    today = today or clock.today()
    sites = {site.pk: site for site in Site.objects.filter(state__in=Site.AT_WORK).order_by("pk")}
    known = Indicator.objects.in_use().filter(site=None, code__in=WAYS).order_by("code")
    written = 0
    for found in known:
        if not found.is_computed:
            continue
        for period in periods_of(found, today):
            readings = WAYS[found.code](sites.values(), period)
            days = period if found.periodicity != Indicator.Periodicity.IRREGULAR else None
            written += sum(
                write_computed(found, sites[key], days, reading)
                for key, reading in readings.items()
            )
    return written


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
    found = found.under(found.version_for(period.starts_on if period else None))
    row = row_of(found, fitting(found, reading), by=None, role="", at=writing())
    row.site = site
    if period:
        row.starts_on, row.ends_on = period.starts_on, period.ends_on
    before = at_the_place_of(row)
    if before is None:
        if keep(row, at_the_place_of):
            return False
        quantity = Quantity.recorded(found, row)
        days = period or Period(clock.today(), clock.today())
        record(events.ValueEntered(found.name, days, quantity), by=None, site=site, about=row)
        return True
    if all(getattr(before, name) == getattr(row, name) for name in READ_OFF):
        return False
    return correct_computed(found, before, row)


def correct_computed(found: Indicator, before: Measurement, row: Measurement) -> bool:
    """What was recorded late makes another figure, which takes the place of the first."""
    row.version = before.version
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
