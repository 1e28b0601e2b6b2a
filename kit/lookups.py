"""Comparisons that Django lacks; the app registers them, so that every program knows them."""

from typing import Any

from django.db.models import Lookup

from kit.reads import Given


class Among(Lookup):
    """`site__among=keys`: one of the values of a list, which is sent as one, however long it is.

    Where each run gives its own list, PostgreSQL is not to look into it: it would find its own plan
    for these values cheaper than the one that it keeps, and plan at each run for longer than it reads.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        values, after = self.process_rhs(compiler, connection)
        if isinstance(self.rhs, Given):
            values = f"(SELECT {values})::{self.kind(connection)}[]"
        return f"{column} = ANY({values})", (*before, *after)

    def kind(self, connection: Any) -> str:
        """The column's type, of any length: a value that is too long is none of them."""
        return str(self.lhs.output_field.db_type(connection)).partition("(")[0]
