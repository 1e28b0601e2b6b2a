"""What a file notes beside values that stand already: it changes none of them, and that is said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from measurement.incoming import columns as roles
from measurement.incoming.account import Cell, Kind, Told
from measurement.incoming.columns import Layout
from measurement.incoming.judging import Judged
from measurement.incoming.known import CHUNK, Standing
from measurement.models import Measurement

# The columns of a file that say something beside its values, by the field in which it is kept.
BESIDE = {"note": roles.NOTE, "provenance": roles.PROVENANCE}


def not_taken(
    rows: Sequence[Judged], standing: Mapping[Any, Standing], layout: Layout
) -> Iterator[Told]:
    """Of each value that is unchanged, the note or the provenance of its row where it is another one."""
    asked = {name: layout.at[role] for name, role in BESIDE.items() if role in layout.at}
    if not asked:
        return
    same = [
        (row, cell, standing[cell.key].pk)
        for row in rows
        if not row.faults and not row.left_out
        for cell in row.cells
        if cell.key in standing and standing[cell.key].says(cell.reading)
    ]
    kept = told_beside(pk for _row, _cell, pk in same)
    for row, cell, pk in same:
        for name, place in asked.items():
            typed = getattr(cell.reading, name).strip()
            if place < len(row.raw) and row.raw[place] and typed != kept[pk][name]:
                yield said(row, cell, typed)


def told_beside(keys: Iterable[Any]) -> dict[Any, dict[str, str]]:
    """What stands beside these values."""
    found: dict[Any, dict[str, str]] = {}
    for some in batched(keys, CHUNK, strict=False):
        for row in (
            Measurement.objects.filter(pk__among=list(some)).values("pk", *BESIDE).order_by()
        ):
            found[row["pk"]] = row
    return found


def said(row: Judged, cell: Cell, typed: str) -> Told:
    """That the words of a row are not taken, and where they can be written."""
    words = _(
        "The value is the one that stands there, so “%(words)s” is not taken. To write it beside "
        "the value, correct that on the page of the figure."
    )
    return Told(row.line, Kind.WARNING, cell.column, words % {"words": typed})
