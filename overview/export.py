"""The board as a file for spreadsheets: numbers stay numbers, words never become formulas."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kit.sheets import sheet
from overview.figures.board import BoardRow


def board_csv(rows: Iterable[BoardRow]) -> str:
    """All sites of a selection, a line each."""
    return sheet(head(), (line(row) for row in rows))


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
        _("Seat of the community organisation"),
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
        *(holder or _("vacant") for holder in row.holders),
        " ".join(need.fact for need in row.needs),
    ]
