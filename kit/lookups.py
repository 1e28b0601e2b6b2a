"""Comparisons that Django lacks; the app registers them, so that every program knows them."""

from typing import Any

from django.db.models import Lookup


class Among(Lookup):
    """`site__among=keys`: one of the values of a list, which is sent as one, however long it is."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        values, after = self.process_rhs(compiler, connection)
        return f"{column} = ANY({values})", (*before, *after)
