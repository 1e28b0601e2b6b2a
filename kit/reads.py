"""Queries written with the ORM, compiled once for their arguments, and then only run.

Composing and compiling a query costs more than running it: about a millisecond each, at every
request. What a busy page reads is therefore compiled at its first use and kept as SQL, never its rows.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, Lookup, QuerySet

# A day's queries of a busy process fit; those of yesterday make room.
KEPT = 128


class Given(Expression):
    """A value that each run of a compiled query supplies: `filter(site=Given("site", …))`."""

    def __init__(self, name: str, field: Any) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@Field.register_lookup
class Among(Lookup):
    """`site__among=Given("sites", …)`: one of the values of a list, however long it is."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        values, after = self.process_rhs(compiler, connection)
        return f"{column} = ANY({values})", (*before, *after)


type Compose = Callable[..., QuerySet[Any, Any]]


def compiled(compose: Compose) -> Callable[..., list[Any]]:
    """Turns a function that composes a query into one that runs it and returns its rows.

    The query says its columns with `values`, and these name the fields of the rows. Positional
    arguments shape the query and must be hashable; keywords are the values of its `Given`.
    """

    @lru_cache(maxsize=KEPT)
    def prepared(*shape: Hashable) -> tuple[str, tuple[Any, ...], Any] | None:
        query: Any = compose(*shape).query
        columns = query.selected or query.combined_queries[0].selected
        row = namedtuple(compose.__name__, tuple(columns))  # type: ignore[misc]  # noqa: PYI024
        try:
            sql, params = query.sql_with_params()
        except EmptyResultSet:
            return None
        return sql, params, row._make

    @wraps(compose)
    def run(*shape: Hashable, **given: Any) -> list[Any]:
        found = prepared(*shape)
        if found is None:
            return []
        sql, params, make = found
        values = [given[value.name] if isinstance(value, Given) else value for value in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [make(row) for row in cursor.fetchall()]

    return run
