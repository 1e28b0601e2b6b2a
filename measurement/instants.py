"""Instants that settle: what was written by one of them is never found later."""

from datetime import datetime

from django.db import connection, transaction

from kit import clock

# The key of a lock in PostgreSQL that every write of values shares until it is committed.
WRITING = 5_320_001
# By this setting of its transaction the database knows that the portal's clock was set by hand.
SET_CLOCK = "set_config('qic.clock', 'set', true)"


def writing() -> datetime:
    """The instant of a write of values; until it commits, no instant after it is settled.

    It is asked for before any row is locked, so that writes and what waits for them (`settled`,
    `no_writing`) never wait for each other.
    """
    return held("pg_advisory_xact_lock_shared")


def settled() -> datetime:
    """This instant, once all values written before it can be read.

    A report that reads “as of” this instant is read the same ever after: writes that are on
    their way are waited for, those that begin later bear a later instant. Nothing stays locked.
    """
    with transaction.atomic():
        instant = held("pg_advisory_xact_lock")
        transaction.set_rollback(True)
    return instant


def no_writing() -> None:
    """Values that are on their way are waited for; later ones wait until this transaction ends."""
    held("pg_advisory_xact_lock")


def held(lock: str) -> datetime:
    """The instant at which the lock is held.

    The database tells it, so that all machines share one clock; where the clock of the portal was
    set by hand (a demonstration, a test), it is that one.
    """
    told = SET_CLOCK if clock.is_set() else "clock_timestamp()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s), {told}", [WRITING])
        instant: datetime = cursor.fetchone()[1]
    return clock.now() if clock.is_set() else instant


def back_dating() -> None:
    """Until this transaction ends, values may bear an earlier instant: a set that is made up does."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SET_CLOCK}")
