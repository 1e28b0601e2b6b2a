"""The only place that reads the clock, so that tests can set the day."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

source: Callable[[], datetime] = timezone.now  # noqa: TID251 - the one place that may


def now() -> datetime:
    """This instant, aware, in UTC."""
    return source()


def is_set() -> bool:
    """True while somebody has set the clock by hand: a test, a demonstration."""
    return source is not timezone.now  # noqa: TID251 - compared, not read


def today() -> date:
    """The current day in the portal's time zone (Paris)."""
    return timezone.localdate(now())


def begins(day: date) -> datetime:
    """The first instant of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))
