"""Instants that settle: what was written by one of them is never found later."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from kit import clock
from kit.states import Refusal

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
# How long values that are on their way are waited for: others who enter values wait as long.
PATIENCE = "3s"
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


class BusyError(Refusal):
    """Somebody else is at it at this moment."""


@contextmanager
def waiting_at_most(patience: str, words: str) -> Iterator[Any]:
    """Locks are waited for this long and no longer: then `words` say that it is for later."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
            yield cursor
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    except OperationalError as fault:
        if not isinstance(fault.__cause__, LockNotAvailable):
            raise
        raise BusyError(words) from fault


def no_writing() -> None:
    """Values that are on their way are waited for; later ones wait until this transaction ends.

    Of a long file that goes in nobody waits for the end: it is refused for now.
    """
    words = _("A file of values goes in at this moment: try again in a minute. Nothing was changed.")  # fmt: skip
    with waiting_at_most(PATIENCE, words):
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
