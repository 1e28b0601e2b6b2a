"""Files for spreadsheets: numbers stay numbers, days are days, words never become formulas."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.functional import Promise

from kit import ods

# A cell that begins with one of these would be run by a spreadsheet that reads text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# What XML cannot hold and no reader shows.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What a cell of a workbook may hold.
LONGEST = 32_767
LINE_ENDS = re.compile(r"\r\n?")
SHORT_DAY = 14


@dataclass(frozen=True, slots=True)
class Table:
    """What a spreadsheet shows: its name, its heads, and rows of words, numbers, days and nothing.

    `at` is the instant of what it says, where that is known: the same rows of the same instant
    are the same bytes, whenever the file is made.
    """

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    at: datetime | None = None


def plain(value: Any) -> str | int | float | Decimal | date | None:
    """A value as a cell can hold it: words without unseen signs, an empty cell for no words."""
    if value is None or value == "":
        return None
    # Nearly all cells: words that are all to be seen, and whole numbers.
    if type(value) is int or (type(value) is str and value.isprintable()):
        return value
    if isinstance(value, str | Promise):
        return UNSEEN.sub("", LINE_ENDS.sub("\n", str(value)))
    if isinstance(value, bool | datetime) or not isinstance(value, int | float | Decimal | date):
        raise TypeError(f"A cell holds words, a number or a day, not {value!r}.")
    return value


def escapes(words: str) -> bool:
    """True for words that get an apostrophe in front: those a spreadsheet would run, or that have one."""
    return words.lstrip("'").startswith(FORMULA)


def cell(value: Any) -> Any:
    """A cell of a text file: an apostrophe in front of words that a spreadsheet would calculate.

    A number with a fraction gets the comma that goes with semicolons between cells.
    """
    value = plain(value)
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    if isinstance(value, str) and escapes(value):
        return f"'{value}"
    return value


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV: semicolons and a byte order mark, as French spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell(value) for value in head])
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return "\ufeff" + out.getvalue()


def csv_file(table: Table) -> bytes:
    """A table as a text file."""
    return sheet(table.head, table.rows).encode()


def instant(table: Table) -> datetime:
    """The instant that a workbook bears: that of what it says, never that at which it is made."""
    return table.at.astimezone(UTC) if table.at else ods.TIMELESS


def ods_file(table: Table) -> bytes:
    """A table as an OpenDocument spreadsheet."""
    rows = ([plain(value) for value in row] for row in table.rows)
    head = [str(plain(word) or "") for word in table.head]
    return ods.document(table.name, head, rows, at=instant(table))


def xlsx_file(table: Table) -> bytes:
    """A table as a workbook: every word is written as a word, whatever it begins with."""
    out = io.BytesIO()
    # One row at a time is kept: twice as fast as holding them all.
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties({"created": instant(table)})
    page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", table.name)[:31])
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": SHORT_DAY})
    page.freeze_panes(1, 1)
    for column, words in enumerate(table.head):
        page.set_column(column, column, ods.width(words))
        page.write_string(0, column, str(plain(words) or ""), bold)
    for number, row in enumerate(table.rows, start=1):
        for column, found in enumerate(row):
            value = plain(found)
            if isinstance(value, str):
                page.write_string(number, column, value[:LONGEST])
            elif isinstance(value, date):
                page.write_datetime(number, column, value, day)
            elif value is not None:
                page.write_number(number, column, value)
    book.close()
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", ods_file),
    "csv": ("text/csv; charset=utf-8", csv_file),
}


def download(kind: str, filename: str, table: Table) -> HttpResponse:
    """A table as a file to keep: `xlsx`, `ods` or `csv`; the file's name without its ending."""
    content_type, write = FILES[kind]
    answer = HttpResponse(write(table), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{filename}.{kind}"'
    return answer
