"""Files for spreadsheets: numbers stay numbers, words never become formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

# A cell that begins with one of these would be run by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> Any:
    """Words as words: an apostrophe in front of what a spreadsheet would calculate.

    A number with a fraction gets the comma that goes with semicolons between cells.
    """
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV: semicolons and a byte order mark, as French spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return "\ufeff" + out.getvalue()
