"""The only place that reads the clock, so that tests can set the day."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return timezone.now()  # noqa: TID251 - the one place that may


def today() -> date:
    """The current day in the portal's time zone (Paris)."""
    return timezone.localdate(now())
