"""The board as a table for spreadsheets: numbers stay numbers, days are days."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kit.sheets import Table
from overview.figures.rows import BoardRow


def table(rows: Iterable[BoardRow]) -> Table:
    """All sites of a selection, a line each."""
    return Table(_("Sites"), head(), (line(row) for row in rows))


def head() -> list[str]:
    """The heads, in the order of the cells."""
    seats = (
        (_("Seat of the State"), _("Seat of the State, vacant since")),
        (_("Seat of the municipality"), _("Seat of the municipality, vacant since")),
        (
            _("Seat of the community organisation"),
            _("Seat of the community organisation, vacant since"),
        ),
    )
    return [
        _("Site"), _("Department"), _("Region"), _("Wave"), _("Stage"), _("In this stage since"),
        _("Days in the stage"), _("Expected days"), _("Time in the stage"), _("Look again on"),
        *(words for both in seats for words in both),
        _("Version of the common agenda"), _("State of the common agenda"), _("In this state since"),
        _("Figures up to date"), _("Figures due"), _("Comments answered"), _("Comments"),
        _("Last learning review"), _("Next learning review by"), _("Next report from"),
        _("Support asked"), _("Support asked since"), _("Support needed, reasons"),
        _("Days of co-training held"), _("Days of co-training promised"), _("Address"),
    ]  # fmt: skip


def line(row: BoardRow) -> list[Any]:
    """One site; an empty cell says that there is nothing."""
    watch, agenda, seats = row.watch, row.agenda, []
    for seat in row.seats:
        empty = _("vacant") if row.expects_seats else None
        seats += [seat.holder or empty, seat.vacant_since]
    return [
        row.name, row.department, row.region, row.wave, watch.stage_words, watch.since,
        watch.days, watch.expected or None, watch.pace_words, watch.look_again_on,
        *seats,
        agenda.number, agenda.state_label, agenda.since,
        row.figures.done, row.figures.due, row.voices.answered, row.voices.total,
        row.review.last, row.review.due, row.report_on,
        row.support.asked, row.support.since, len(row.helped_with),
        row.support.trained, row.promised, row.address,
    ]  # fmt: skip
