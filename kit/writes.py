"""Rows written with a text that is composed once, and only run from then on.

Composing an INSERT or an UPDATE costs the ORM several times what running it costs PostgreSQL. What
people save again and again is therefore written with these, as `kit.reads` reads: the text is kept,
never the row, and PostgreSQL keeps its plan for the connection. They write plain values of one row.

Within `together` they are sent as one statement: each way to the database and back costs as much as
most of these writes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from psycopg.sql import SQL, Composable, Identifier

from kit.models import Entity
from kit.reads import preparing_cursor

KEPT = 128


@dataclass(slots=True)
class Bundle:
    """Writes that wait to be sent as one statement, with what each must find to be right."""

    texts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    rows: list[Entity | None] = field(default_factory=list)


WAITING: ContextVar[Bundle | None] = ContextVar("WAITING", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Sends the writes of its block as one statement at its end; nothing is sent when it fails.

    They see the tables as they were before, not each other: no row is written twice in it, and
    what is read in the block does not know them yet. An update whose row is gone refuses the whole.
    """
    bundle = Bundle()
    token = WAITING.set(bundle)
    try:
        yield
    finally:
        WAITING.reset(token)
    if bundle.texts:
        send(bundle)


def send(bundle: Bundle) -> None:
    """Runs what waited and holds what each write found against what it had to find."""
    with preparing_cursor() as cursor:
        cursor.execute(joined(tuple(bundle.texts)), bundle.values)
        found = cursor.fetchone()
    for row, number in zip(bundle.rows, found, strict=True):
        if row is not None and number != 1:
            raise type(row).NotUpdated("The row is not there any more.")


def insert(row: Entity, *, next_of: tuple[str, str] | None = None) -> None:
    """Writes a new row, as `save(force_insert=True)` does.

    `next_of` ("number", "version"): the database counts that field on from the highest there is
    among the rows with the same value of the other; the caller holds what they belong to.
    """
    values = [value(field, row, new=True) for field in fields_of(row)]
    if next_of is not None:
        counted, among = (fields_of(row, name)[0] for name in next_of)
        values[fields_of(row).index(counted)] = value(among, row, new=True)
    run(inserting(type(row), next_of), values, None)
    state = row._state  # noqa: SLF001 - Django documents it
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    if next_of is not None:
        vars(row).pop(counted.attname)  # read again by whoever asks for it


def update(row: Entity, *names: str) -> None:
    """Writes these fields of a row that the caller holds, as `save(update_fields=names)` does."""
    values = [value(fields_of(row, name)[0], row, new=False) for name in names]
    run(updating(type(row), names), [*values, row.pk], row)


def delete(table: type[Entity], **which: Any) -> None:
    """Takes out the rows in which these columns have these values; there may be none."""
    empty = tuple(name for name, wanted in which.items() if wanted is None)
    values = [wanted for wanted in which.values() if wanted is not None]
    run(deleting(table, tuple(which), empty), values, None)


def fields_of(table: Entity | type[Entity], *names: str) -> Sequence[Any]:
    """The fields of a table, or those with these names."""
    meta = meta_of(table)
    return [meta.get_field(name) for name in names] or list(meta.concrete_fields)


def meta_of(table: Entity | type[Entity]) -> Any:
    return table._meta  # noqa: SLF001 - Django documents it


def value(field: Any, row: Entity, *, new: bool) -> Any:
    """What a row says in a field, as the database takes it."""
    return field.get_db_prep_save(field.pre_save(row, new), connection)


def run(text: str, values: Sequence[Any], row: Entity | None) -> None:
    """Sends one write, or lets it wait for the others; the row, where it must be there."""
    bundle = WAITING.get()
    alone = bundle is None
    bundle = bundle or Bundle()
    if row is not None and any(row is other for other in bundle.rows):
        raise ValueError("A row is written once in a statement.")
    bundle.texts.append(text)
    bundle.values.extend(values)
    bundle.rows.append(row)
    if alone:
        send(bundle)


@lru_cache(maxsize=KEPT)
def joined(texts: tuple[str, ...]) -> str:
    """The text that runs all these writes and answers on how many rows each one did."""
    names = [f"w{place}" for place in range(len(texts))]
    each = [f"{name} AS ({text} RETURNING 1)" for name, text in zip(names, texts, strict=True)]
    count = SQL("(SELECT count(*) FROM {})")
    counts = [count.format(Identifier(name)).as_string() for name in names]
    return " ".join(("WITH", ", ".join(each), "SELECT", ", ".join(counts)))


@lru_cache(maxsize=KEPT)
def inserting(table: type[Entity], next_of: tuple[str, str] | None) -> str:
    columns = [Identifier(field.column) for field in fields_of(table)]
    places: list[Composable] = [SQL("%s")] * len(columns)
    if next_of is not None:
        counted, among = fields_of(table, *next_of)
        count = SQL("(SELECT coalesce(max({}), 0) + 1 FROM {} WHERE {})")
        name = Identifier(meta_of(table).db_table)
        places[fields_of(table).index(counted)] = count.format(
            Identifier(counted.column), name, place(among)
        )
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
    return text.format(Identifier(meta_of(table).db_table), *parts).as_string()
