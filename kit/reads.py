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
from weakref import ref

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Expression, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.fetch_modes import FETCH_ONE, FetchMode
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError
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


type Make = Callable[[Any], Any]
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
    """A compiled query: its text with the places of its values, and how each run makes its rows."""

    sql: str
    values: tuple[Any, ...]
    maker: Callable[[], Make]
    locks: bool = False
    # The text in which only what a run gives has a place, once it is asked for again.
    settled: str = ""
    asked: bool = False

    def rows(self, given: dict[str, Any]) -> list[Any]:
        """What it finds now. What was asked once may never be again, so that it is not prepared.

        Nor is what is logged: a log that says the values can be carried out again.
        """
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("Rows are held in a transaction only.")
        again, self.asked = self.asked and not connection.queries_logged, True
        with preparing_cursor() if again else connection.cursor() as cursor:
            if again:
                self.settled = self.settled or self.settle()
                named = [value.name for value in self.values if isinstance(value, Given)]
                cursor.execute(self.settled, [given[name] for name in named])
            else:
                values = [given[v.name] if isinstance(v, Given) else v for v in self.values]
                cursor.execute(self.sql, values)
            return list(map(self.maker(), cursor.fetchall()))

    def settle(self) -> str:
        """The text with its fixed values written in it: PostgreSQL plans for these very values."""
        written = tuple("%s" if isinstance(v, Given) else literal(v) for v in self.values)
        return self.sql.replace("%%", "%%%%") % written


def literal(value: Any) -> str:
    """A value as it is written in a text whose own values are still to come."""
    return Literal(value).as_string(connection.connection).replace("%", "%%")


def columns_of(query: Any) -> tuple[str, ...]:
    """The columns that a query says with `values`, or the first of those that it unites."""
    return tuple(query.selected or ()) or next(map(columns_of, query.combined_queries), ())


def named(name: str, columns: tuple[str, ...], compiler: Any) -> Callable[[], Make]:
    """Makes a row a tuple whose fields have the names of the columns."""
    row: Any = namedtuple(name, columns)  # type: ignore[misc]  # noqa: PYI024
    converted = converting(compiler)
    if converted is None:
        return lambda: row._make
    return lambda: lambda found: row._make(converted(found))


def converting(compiler: Any) -> Callable[[Any], Any] | None:
    """What makes of a row as PostgreSQL sends it one with the fields' own values; none where that is the same."""
    found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    converters = [(place, each, column) for place, (each, column) in found.items()]
    if not converters:
        return None

    def convert(row: Any) -> Any:
        values = list(row)
        for place, each, column in converters:
            for one in each:
                values[place] = one(values[place], column, connection)
        return values

    return convert


def instances_of(compiler: Any, fetching: FetchMode) -> Callable[[], Make]:
    """Makes a row the instance that the ORM would make of it, with what `annotate` adds to it.

    Those of one run are peers: what one of them lacks is loaded for all of them at once.
    """
    kind, select = compiler.klass_info, compiler.select
    own = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1)
    names = [column.target.attname for column, _sql, _alias in select[own]]
    instance = found_as(kind["model"], names, fetching)
    converted, added = converting(compiler), tuple(compiler.annotation_col_map.items())

    def maker() -> Make:
        related = get_related_populators(kind, select, DEFAULT_DB_ALIAS, fetching)
        peers: list[Any] = []

        def make(row: Any) -> Any:
            if converted:
                row = converted(row)
            found = instance(row[own])
            if fetching.track_peers:
                peers.append(ref(found))
                vars(found)["_state"].peers = peers
            for each in related:
                each.populate(row, found)
            for name, place in added:
                setattr(found, name, row[place])
            return found

        return make

    return maker


class FoundState(ModelState):
    """The state of an instance that was found: with no relation read, there is none to let go."""

    def __del__(self) -> None:
        if "fields_cache" in vars(self):
            self.fields_cache.clear()


def found_as(model: Any, names: list[str], fetching: FetchMode) -> Callable[[Any], Any]:
    """Makes of the columns of a row what the model's `from_db` makes, in a fifth of the time.

    That sets field by field, so that what was known before is forgotten; of a new instance nothing
    is. A model that makes its instances in a way of its own keeps to it.
    """
    above = model.__mro__[: model.__mro__.index(Model)]
    if any({"from_db", "__init__"} & vars(each).keys() for each in above):
        return lambda row: model.from_db(DEFAULT_DB_ALIAS, names, row, fetch_mode=fetching)

    def found(row: Any) -> Any:
        made, state = model.__new__(model), FoundState()
        state.db, state.adding, state.fetch_mode = DEFAULT_DB_ALIAS, False, fetching
        vars(made).update(zip(names, row, strict=True), _state=state)
        return made

    return found


def compiled(compose: Compose) -> Callable[..., list[Any]]:
    """Turns a function that composes a query into one that runs it and returns its rows.

    The columns that it says with `values` name the fields of the rows; a query without them finds
    instances, with what `select_related` brings. Positional arguments shape the query and must be
    hashable; keywords are the values of its `Given`.
    """

    @lru_cache(maxsize=KEPT)
    def statement(*shape: Hashable) -> Statement | None:
        rows: Any = compose(*shape)
        query = rows.query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        columns = columns_of(query)
        maker = (
            named(compose.__name__, columns, compiler)
            if columns
            else instances_of(compiler, getattr(rows, "fetching", FETCH_ONE))
        )
        return Statement(sql, params, maker, locks=query.select_for_update)

    @wraps(compose)
    def run(*shape: Hashable, **given: Any) -> list[Any]:
        found = statement(*shape)
        return found.rows(given) if found else []

    return run
