"""The board as a file for spreadsheets: numbers stay numbers, words never become formulas."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from overview.figures.board import BoardRow

# A cell that begins with one of these would be run by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> Any:
    """Words as words: an apostrophe in front of what a spreadsheet would calculate."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def board_csv(rows: Iterable[BoardRow]) -> str:
    """Semicolons and a byte order mark, as French spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head())
    for row in rows:
        writer.writerow([cell(value) for value in line(row)])
    return "\ufeff" + out.getvalue()


def head() -> list[str]:
    return [
        _("Site"),
        _("Department"),
        _("Region"),
        _("Wave"),
        _("Stage"),
        _("Days in the stage"),
        _("Expected days"),
        _("Seat of the State"),
        _("Seat of the municipality"),
        _("Seat of the association"),
        _("Reasons"),
    ]


def line(row: BoardRow) -> list[Any]:
    """One site; an empty cell says that there is nothing."""
    return [
        row.name,
        row.department,
        row.region,
        row.wave,
        row.stage_words,
        row.days,
        row.expected or "",
        *(seat.words if seat.state != "vacant" else _("vacant") for seat in row.seats),
        " ".join(need.fact for need in row.needs),
    ]
