"""Instants that settle: what was written by one of them is never found later."""

import time
from datetime import datetime
from typing import Any

from django.db import connection

from kit import clock

# The key of a lock in PostgreSQL that every write of values shares until it is committed.
WRITING = 5_320_001
# The transactions that share it at this moment, in this database.
WRITES = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'advisory' AND (classid, objid, objsubid) = (0, %s, 1) AND mode = 'ShareLock'
  AND granted AND pid <> pg_backend_pid()
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
LOOK_EVERY = 0.05
# By this setting of its transaction the database knows that the portal's clock was set by hand.
SET_CLOCK = "set_config('qic.clock', 'set', true)"


def writing() -> datetime:
    """The instant of a write of values; until it commits, no instant after it is settled.

    It is asked for before any row is locked, so that writes and what waits for them (`settled`,
    `no_writing`) never wait for each other. The lock is held before the instant is told.
    """
    return held("pg_advisory_xact_lock_shared")


def settled() -> datetime:
    """This instant, once all values written before it can be read.

    A report that reads “as of” this instant is read the same ever after: writes that are on
    their way are waited for, those that begin later bear a later instant. Nothing is locked: while
    a report waits for a long file, people go on entering values.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
        on_their_way = writes(cursor)
        while on_their_way:
            time.sleep(LOOK_EVERY)
            on_their_way &= writes(cursor)
    return clock.now() if clock.is_set() else instant


def writes(cursor: Any) -> set[str]:
    """The writes of values that are not committed yet, by the name of their transaction."""
    cursor.execute(WRITES, [WRITING])
    return {name for (name,) in cursor.fetchall()}


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
