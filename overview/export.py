"""The board as a table for spreadsheets: numbers stay numbers, days are days."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.utils.translation import gettext as _

from kit.sheets import Table
from overview.addresses import at_site
from overview.figures.rows import BoardRow
from sites.figures import PACE_WORDS
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Words:
    """What many lines say alike, worded once."""

    vacant: str
    programmes: dict[str, str]
    stages: dict[str, str]
    paces: dict[str, str]
    address: tuple[str, str]

    @classmethod
    def now(cls) -> Self:
        """In the reader's language."""
        start, end = at_site("overview:site-page", SLUG).split(SLUG)
        return cls(
            vacant=_("vacant"),
            programmes={kind: str(kind.label) for kind in Site.Programme},
            stages={stage: str(stage.label) for stage in Site.State},
            paces={pace: str(words) for pace, words in PACE_WORDS.items()},
            address=(f"{settings.BASE_URL}{start}", end),
        )


SLUG = "slug"


def table(rows: Sequence[BoardRow]) -> Table:
    """All sites of a selection, a line each."""
    words = Words.now()
    return Table(_("Sites"), head(), (line(row, words) for row in rows))


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
        _("Site"), _("Department"), _("Region"), _("Wave"), _("Programme"), _("Stage"), _("In this stage since"),
        _("Days in the stage"), _("Expected days"), _("Time in the stage"), _("Look again on"),
        *(words for both in seats for words in both),
        _("Version of the common agenda"), _("State of the common agenda"), _("In this state since"),
        _("Figures up to date"), _("Figures due"), _("Comments answered"), _("Comments"),
        _("Last learning review"), _("Next learning review by"), _("Next report from"),
        _("Support asked"), _("Support asked since"), _("Support needed, reasons"),
        _("Days of co-training held"), _("Days of co-training promised"), _("Address"),
    ]  # fmt: skip


def line(row: BoardRow, words: Words) -> list[Any]:
    """One site; an empty cell says that there is nothing."""
    watch, agenda, seats = row.watch, row.agenda, []
    empty = words.vacant if row.expects_seats else None
    for seat in row.seats:
        seats += [seat.holder or empty, seat.vacant_since]
    return [
        row.name, row.department, row.region, row.wave, words.programmes[row.programme], words.stages[watch.stage], watch.since,
        watch.days, watch.expected or None, words.paces[watch.pace], watch.look_again_on,
        *seats,
        agenda.number, agenda.state_label, agenda.since,
        row.figures.done, row.figures.due, row.voices.answered, row.voices.total,
        row.review.last, row.review.due, row.report_on,
        row.support.asked, row.support.since, len(row.helped_with),
        row.support.trained, row.promised, row.slug.join(words.address),
    ]  # fmt: skip
