"""A table of text as spreadsheets save or copy it, read cell by cell: any mark, any delimiter, formulas undone."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kit.forms import clean_text
from kit.sheets import FORMULA


class TableUnreadableError(ValueError):
    """Why a text is no table; the sentence is for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: the line of the file on which it ends, and its cells."""

    line: int
    cells: tuple[str, ...]


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with it, else as Windows saves it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def rows_of(text: str) -> list[Row]:
    """The rows that are not empty; the first holds the heads."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _end, rest = text.partition("\n")
    if first.startswith("sep=") and len(first) == len("sep=;"):
        delimiter, text, skipped = first[-1], rest, 1
    else:
        delimiter, skipped = max(";\t,", key=first.count), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = []
    try:
        for cells in reader:
            row = Row(reader.line_num + skipped, tuple(cell(value) for value in cells))
            if any(row.cells):
                found.append(row)
    except csv.Error as fault:
        raise TableUnreadableError(
            _("Line %(line)s cannot be read: a quotation mark is not closed.")
            % {"line": reader.line_num + skipped}
        ) from fault
    return found


def cell(value: str) -> str:
    """The words of a cell, without the apostrophe that kept a spreadsheet from calculating them."""
    words = clean_text(value)
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULA) else words
