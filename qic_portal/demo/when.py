"""History is written on the day when it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from kit import clock


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """Meanwhile it is ten o'clock of that day."""
    before = clock.source
    clock.source = lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    try:
        yield
    finally:
        clock.source = before
