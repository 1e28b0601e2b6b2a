"""Thousands of rows into a table at once: COPY beside it, then one INSERT … ON CONFLICT.

Ten times faster than statements with a parameter for every cell.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import sql

from sites.imports.report import Progress

STEP = 2000


def copy_over(
    model: Any, rows: Sequence[Any], *, key: str, update: Sequence[str], progress: Progress
) -> None:
    """Inserts unsaved objects; those whose key is there already get the `update` columns."""
    meta = model._meta  # noqa: SLF001 - Django documents it
    fields = [field for field in meta.local_concrete_fields if not field.generated]
    names = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    table = sql.Identifier(meta.db_table)
    assign = sql.SQL(", ").join(
        sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(meta.get_field(name).column))
        for name in update
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0")
            .format(names, table)
        )  # fmt: skip
        with cursor.copy(sql.SQL("COPY incoming ({}) FROM STDIN").format(names)) as copy:
            for done, row in enumerate(rows):
                if done % STEP == 0:
                    progress(done, len(rows))
                copy.write_row([prepared(field, row) for field in fields])
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM incoming ON CONFLICT ({}) DO UPDATE SET {}")
            .format(table, names, names, sql.Identifier(meta.get_field(key).column), assign)
        )  # fmt: skip
        cursor.execute("DROP TABLE incoming")
    learn_sizes(model)
    progress(len(rows), len(rows))


def learn_sizes(model: Any) -> None:
    """Tells the planner how many rows there are now.

    It would count on the few of before, and a join over what was just copied took minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table))  # noqa: SLF001
        )


def prepared(field: Any, row: Any) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
