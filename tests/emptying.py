"""The tests' database after a test that needed several connections.

Django truncates each of its hundred tables and writes content types and permissions anew: more than
a second. Few of them have rows.
"""

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase

# What the migrations made, and no test writes.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def empty(case: TransactionTestCase) -> None:
    """Deletes all rows there are; no trigger asks whether they may go, nor in which order."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(map(has_rows, tables())))
        found = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in found:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


@cache
def tables() -> tuple[str, ...]:
    """The names of the tables that tests write to."""
    return tuple(sorted(set(connection.introspection.table_names()) - KEPT))


def has_rows(name: str) -> str:
    """A question whose answer is the table's name, or nothing."""
    return f"SELECT '{name}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(name)})"


def start_over(name: str) -> None:
    """Another portal within a test: a table and what names its rows, whose guard steps aside for once."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL qic.emptied = 'allowed'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {connection.ops.quote_name(name)} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET LOCAL qic.emptied = ''")
