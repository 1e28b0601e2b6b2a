"""Instants that settle: what was written by one of them is never found later."""

from datetime import datetime

from django.db import connection

from kit import clock

# The key of a lock in PostgreSQL that every write of values shares until it is committed.
WRITING = 5_320_001


def writing() -> datetime:
    """The instant of a write of values; until it commits, no instant after it is settled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITING])
    return clock.now()


def settled() -> datetime:
    """This instant, once all values written before it can be read.

    A report that reads “as of” this instant is read the same ever after: writes that are on
    their way are waited for, those that begin later bear a later instant.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [WRITING])
        try:
            return clock.now()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [WRITING])
