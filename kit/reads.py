"""Queries written with the ORM, compiled once for their arguments, and then only run.

Composing and compiling a query costs more than running it: about a millisecond each, at every
request; for PostgreSQL, so does planning it. What a busy page reads is therefore compiled at its
first use and kept as SQL, never its rows; asked again, PostgreSQL keeps its plan for the connection.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Expression, QuerySet
from psycopg import Cursor
from psycopg.sql import Literal

# A day's queries of a busy process fit; those of yesterday make room.
KEPT = 128


class Given(Expression):
    """A value that each run of a compiled query supplies: `filter(site=Given("site", …))`."""

    def __init__(self, name: str, field: Any) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


type Compose = Callable[..., QuerySet[Any, Any]]


class PreparingCursor(Cursor[Any]):
    """Lets PostgreSQL parse and plan a text once a connection, where the settings allow it."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **options | {"prepare": True})


def preparing_cursor() -> CursorWrapper:
    """Django's cursor, counted and logged as any other, around one that prepares."""
    connection.ensure_connection()
    cursor: Any = PreparingCursor(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(cursor)


@dataclass(slots=True)
class Statement:
    """A compiled query: its text with the places of its values, and how a row is made."""

    sql: str
    values: tuple[Any, ...]
    make: Callable[[Any], Any]
    # The text in which only what a run gives has a place, once it is asked for again.
    settled: str = ""
    asked: bool = False

    def rows(self, given: dict[str, Any]) -> list[Any]:
        """What it finds now. What was asked once may never be again, so that it is not prepared."""
        again, self.asked = self.asked, True
        with preparing_cursor() if again else connection.cursor() as cursor:
            if again:
                self.settled = self.settled or self.settle()
                named = [value.name for value in self.values if isinstance(value, Given)]
                cursor.execute(self.settled, [given[name] for name in named])
            else:
                values = [given[v.name] if isinstance(v, Given) else v for v in self.values]
                cursor.execute(self.sql, values)
            return [self.make(row) for row in cursor.fetchall()]

    def settle(self) -> str:
        """The text with its fixed values written in it: PostgreSQL plans for these very values."""
        written = tuple("%s" if isinstance(v, Given) else literal(v) for v in self.values)
        return self.sql.replace("%%", "%%%%") % written


def literal(value: Any) -> str:
    """A value as it is written in a text whose own values are still to come."""
    return Literal(value).as_string(connection.connection).replace("%", "%%")


def compiled(compose: Compose) -> Callable[..., list[Any]]:
    """Turns a function that composes a query into one that runs it and returns its rows.

    The query says its columns with `values`, and these name the fields of the rows. Positional
    arguments shape the query and must be hashable; keywords are the values of its `Given`.
    """

    @lru_cache(maxsize=KEPT)
    def statement(*shape: Hashable) -> Statement | None:
        query: Any = compose(*shape).query
        columns = query.selected or query.combined_queries[0].selected
        row = namedtuple(compose.__name__, tuple(columns))  # type: ignore[misc]  # noqa: PYI024
        try:
            sql, params = query.sql_with_params()
        except EmptyResultSet:
            return None
        return Statement(sql, params, row._make)

    @wraps(compose)
    def run(*shape: Hashable, **given: Any) -> list[Any]:
        found = statement(*shape)
        return found.rows(given) if found else []

    return run
