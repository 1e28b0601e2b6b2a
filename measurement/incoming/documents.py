"""The portal's own JSON file of values, read as the rows of a table."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kit.forms import clean_text
from kit.states import Refusal
from kit.tables import Row
from kit.workbooks import is_workbook

VALUES = "values"
# One half of a sign that is written as two: no text, and nothing that could be kept.
HALF = re.compile(r"[\ud800-\udfff]")


def is_document(content: bytes) -> bool:
    """True for a JSON object; no table of a spreadsheet begins with its brace."""
    return content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def is_text(content: bytes) -> bool:
    """True for a table in which signs separate the cells, so that one sign too many moves the others."""
    return not is_workbook(content) and not is_document(content)


def values_in(content: bytes) -> list[dict[str, Any]]:
    """The values of the file, each by the heads of its columns; a Refusal says why there are none."""
    try:
        rows = json.loads(content.decode("utf-8-sig"), parse_float=str)[VALUES]
        cells = [cell for row in rows for cell in row.values()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise foreign() from fault
    if not all(isinstance(cell, str | int | None) for cell in cells):
        raise foreign()
    found: list[dict[str, Any]] = rows
    if any(HALF.search(str(words)) for row in found for pair in row.items() for words in pair):
        raise foreign()
    return found


def foreign() -> Refusal:
    """Why another JSON file is not read."""
    return Refusal(_("This JSON file holds no values of this portal."))


def each_value(content: bytes) -> Iterator[Row]:
    """The heads, then a row a value, as a table of the same values has them.

    A value may say more than the first one does: each name that one of them has is a head.
    """
    rows = values_in(content)
    heads = tuple(dict.fromkeys(head for row in rows for head in row))
    yield Row(1, tuple(map(clean_text, heads)))
    for number, row in enumerate(rows, 2):
        yield Row(number, tuple(words(row.get(head)) for head in heads))


def words(cell: str | int | None) -> str:
    """A cell as a table says it; nothing is an empty cell."""
    return "" if cell is None else clean_text(str(cell))
