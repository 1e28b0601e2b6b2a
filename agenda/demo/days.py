"""The days of a story, and who held a seat on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from accounts.models import User
from agenda.demo.story import Day
from kit import clock
from sites.models import Site


def on(day: Day) -> date:
    """The date, or so many days from today."""
    return day if isinstance(day, date) else clock.today() + timedelta(days=day)


@contextmanager
def as_of(day: date, hour: int = 9) -> Iterator[None]:
    """Meanwhile it is that day: history is written when it happened."""
    before = clock.source
    clock.source = lambda: datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    try:
        yield
    finally:
        clock.source = before


def holder(site: Site, seat: str = "") -> User:
    """Who holds the seat on the day of the clock; without a seat whoever leads the work then."""
    mandates = site.mandates.filter(deputy=False).select_related("person").order_by("-starts_on")
    there = [m for m in mandates if m.holds_on(clock.today())] or list(mandates)
    order = (seat,) if seat else ("community", "municipality", "state")
    return next(m.person for name in order for m in there if m.seat == name)
