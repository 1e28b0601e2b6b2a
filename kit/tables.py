"""A table as people send it: a workbook (XLSX, ODS), or text as spreadsheets save or copy it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.forms import clean_text
from kit.packages import Unreadable, refuse_foreign
from kit.sheets import escapes, sheet
from kit.shown import MOST_ROWS, Sight
from kit.workbooks import is_workbook, rows_of_workbook
from kit.workbooks import sight_of as look_at

ACCEPTED = ".xlsx,.ods,.csv"
# How many rows a sentence names.
MOST_TOLD = 5
WHY_NOT = {
    "pdf": gettext_lazy("This is a PDF file. Send the spreadsheet from which it was made."),
    "old_or_locked": gettext_lazy(
        "This file is protected by a password or was made by an old spreadsheet (.xls). "
        "Save it as XLSX or ODS without a password and send it again."
    ),
    "locked": gettext_lazy("This file is protected by a password. Save it without one."),
    "too_long": gettext_lazy("This sheet is far longer than a plan or a list of figures."),
    "bomb": gettext_lazy("This file unfolds to far more than a table needs: it was not read."),
    "unsafe": gettext_lazy("This file holds instructions that a table does not need: it was not read."),
    "broken": gettext_lazy("This file is damaged: a spreadsheet may be able to open and save it anew."),
}  # fmt: skip
OTHER = gettext_lazy("This is no table: send an XLSX, ODS or CSV file.")


class TableUnreadableError(ValueError):
    """Why a text is no table; the sentence is for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its number as a spreadsheet shows it, its cells, and whether it is out of sight there."""

    number: int
    cells: tuple[str, ...]
    hidden: bool = False


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with it, else as Windows saves it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_table(content: bytes) -> list[Row]:
    """The rows of a file of any of the kinds that spreadsheets save; TableUnreadableError says why not.

    Nobody means what a filter left out of sight without seeing it: hidden rows are refused.
    """
    rows = list(each_row(content))
    if unseen := [row.number for row in rows if row.hidden]:
        told = ", ".join(map(str, unseen[:MOST_TOLD])) + ("…" if unseen[MOST_TOLD:] else "")
        raise TableUnreadableError(
            ngettext(
                "A row is hidden in the workbook (%(rows)s), by a filter perhaps. Show it or delete it, and send the file again.",
                "Rows are hidden in the workbook (%(rows)s), by a filter perhaps. Show them or delete them, and send the file again.",
                len(unseen),
            )
            % {"rows": told}
        )
    return rows


def each_row(content: bytes, *, formulas: bool = False, most: int = MOST_ROWS) -> Iterator[Row]:
    """The same rows, one after the other, of a workbook at most so many.

    With `formulas`, one that has no result comes as `=…`.
    """
    try:
        if is_workbook(content):
            rows = rows_of_workbook(content, formulas=formulas, most=most)
            yield from (Row(*row) for row in rows)
            return
        refuse_foreign(content)
    except Unreadable as reason:
        raise TableUnreadableError(str(WHY_NOT.get(reason.code, OTHER))) from reason
    yield from each_row_of(decoded(content).replace("\x00", ""))


def sight_of(content: bytes) -> Sight | None:
    """What a workbook shows and what it keeps out of sight; of another file nothing is hidden."""
    if not is_workbook(content):
        return None
    try:
        return look_at(content)
    except Unreadable as reason:
        raise TableUnreadableError(str(WHY_NOT.get(reason.code, OTHER))) from reason


def as_text(rows: list[Row]) -> str:
    """Rows as a text from which `rows_of` reads the same rows again, with the same numbers."""
    lines: list[tuple[str, ...]] = []
    for row in rows:
        lines += [()] * (row.number - len(lines) - 1)
        lines.append(row.cells)
    return "sep=;\n" + sheet(lines[0], lines[1:]).lstrip("\ufeff") if lines else ""


def rows_of(text: str) -> list[Row]:
    """The rows of a text that are not empty; the first holds the heads."""
    return list(each_row_of(text))


def each_row_of(text: str) -> Iterator[Row]:
    """The same rows, one after the other."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _end, rest = text.partition("\n")
    if first.startswith("sep=") and len(first) == len("sep=;"):
        delimiter, text = first[-1], rest
    else:
        delimiter = max(";\t,", key=first.count)
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            row = Row(number, tuple(cell(value) for value in cells))
            if any(row.cells):
                yield row
    except csv.Error as fault:
        raise TableUnreadableError(
            _("Row %(row)s cannot be read: a quotation mark is not closed.") % {"row": number + 1}
        ) from fault


def cell(value: str) -> str:
    """The words of a cell, without the apostrophe that kept a spreadsheet from calculating them."""
    words = clean_text(value)
    return words[1:] if words.startswith("'") and escapes(words[1:]) else words
