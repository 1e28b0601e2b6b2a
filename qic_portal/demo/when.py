"""History is written on the day when it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from kit import clock

# A date, or so many days from the day on which the demonstration is put in place.
type Day = date | int


def on(day: Day) -> date:
    """The date that a story means."""
    return day if isinstance(day, date) else clock.today() + timedelta(days=day)


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """Meanwhile it is ten o'clock of that day."""
    before = clock.source
    clock.source = lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    try:
        yield
    finally:
        clock.source = before
