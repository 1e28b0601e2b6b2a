"""Rows written with a text that is composed once, and only run from then on.

Composing an INSERT or an UPDATE costs the ORM several times what running it costs PostgreSQL. What
people save again and again is therefore written with these, as `kit.reads` reads: the text is kept,
never the row, and PostgreSQL keeps its plan for the connection. They write plain values of one row.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from psycopg.sql import SQL, Composable, Identifier

from kit.models import Entity
from kit.reads import preparing_cursor

KEPT = 128


def insert(row: Entity) -> None:
    """Writes a new row, as `save(force_insert=True)` does."""
    values = [value(field, row, new=True) for field in fields_of(row)]
    run(inserting(type(row)), values)
    state = row._state  # noqa: SLF001 - Django documents it
    state.adding, state.db = False, DEFAULT_DB_ALIAS


def update(row: Entity, *names: str) -> None:
    """Writes these fields of a row that the caller holds, as `save(update_fields=names)` does."""
    values = [value(fields_of(row, name)[0], row, new=False) for name in names]
    if run(updating(type(row), names), [*values, row.pk]) != 1:
        raise type(row).NotUpdated("The row is not there any more.")


def delete(table: type[Entity], **which: Any) -> int:
    """Takes out the rows in which these columns have these values; how many."""
    empty = tuple(name for name, wanted in which.items() if wanted is None)
    values = [wanted for wanted in which.values() if wanted is not None]
    return run(deleting(table, tuple(which), empty), values)


def fields_of(table: Entity | type[Entity], *names: str) -> Sequence[Any]:
    """The fields of a table, or those with these names."""
    meta = table._meta  # noqa: SLF001 - Django documents it
    return [meta.get_field(name) for name in names] or meta.concrete_fields


def value(field: Any, row: Entity, *, new: bool) -> Any:
    """What a row says in a field, as the database takes it."""
    return field.get_db_prep_save(field.pre_save(row, new), connection)


def run(sql: str, values: Sequence[Any]) -> int:
    """Runs a text; on how many rows."""
    with preparing_cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@lru_cache(maxsize=KEPT)
def inserting(table: type[Entity]) -> str:
    columns = [Identifier(field.column) for field in fields_of(table)]
    places = [SQL("%s")] * len(columns)
    text = SQL("INSERT INTO {} ({}) VALUES ({})")
    return written(text, table, SQL(", ").join(columns), SQL(", ").join(places))


@lru_cache(maxsize=KEPT)
def updating(table: type[Entity], names: tuple[str, ...]) -> str:
    places = [place(field) for field in fields_of(table, *names)]
    text = SQL("UPDATE {} SET {} WHERE {}")
    return written(text, table, SQL(", ").join(places), place(*fields_of(table, "id")))


@lru_cache(maxsize=KEPT)
def deleting(table: type[Entity], names: tuple[str, ...], empty: tuple[str, ...]) -> str:
    wanted = [
        SQL("{} IS NULL").format(Identifier(field.column)) if name in empty else place(field)
        for name, field in zip(names, fields_of(table, *names), strict=True)
    ]
    return written(SQL("DELETE FROM {} WHERE {}"), table, SQL(" AND ").join(wanted))


def place(field: Any) -> Composable:
    """Where a value of a field goes."""
    return SQL("{} = %s").format(Identifier(field.column))


def written(text: SQL, table: type[Entity], *parts: Composable) -> str:
    """The text for a table."""
    name = table._meta.db_table  # noqa: SLF001 - Django documents it
    return text.format(Identifier(name), *parts).as_string()
