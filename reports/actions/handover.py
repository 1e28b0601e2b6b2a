"""A seat's handover file on paper: asked for by a person, made by a worker."""

from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from governance.models import Seat
from journal.actions import record
from kit.hints import hint
from overview.figures import handover_file
from overview.handover import HandoverFile
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import Kind, begun_anew, build, sweep_of
from reports.models import HandoverPaper
from reports.passing import handover_markup
from sites.models import Site

HINT = "reports.build_handover_paper"


@transaction.atomic
def ask_handover_paper(site: Site, seat: Seat, *, by: User, language: str) -> HandoverPaper:
    """The seat's file, as it is at this moment, will be set on paper.

    Asked again while nothing has changed, it is the same paper: a double click makes one. A
    paper that was given up is begun anew.
    """
    with translation.override(language):
        taken = to_json(handover_file(site, seat, outlines=True))
    paper, new = HandoverPaper.objects.get_or_create(
        site=site,
        seat=seat.value,
        language=language,
        figures_digest=digest(taken),
        defaults={"figures": taken, "asked_by": by},
    )
    if not new and not begun_anew(paper):
        return paper
    record(events.HandoverPaperAsked(seat=seat), by=by, site=site, about=paper)
    hint(HINT, paper.pk)
    return paper


def pages_of(paper: HandoverPaper) -> str:
    """What the paper says, from its stored figures alone."""
    file: HandoverFile = from_json(HandoverFile, paper.figures)
    return handover_markup(file, digest=paper.figures_digest, language=paper.language)


KIND = Kind(
    HandoverPaper,
    draw=pages_of,
    made=lambda paper: events.HandoverPaperMade(Seat(paper.seat), paper.sha256),
    given_up=lambda paper, reason: events.HandoverPaperGivenUp(Seat(paper.seat), reason),
)


def build_handover_paper(paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it."""
    return build(KIND, paper_id)


def sweep_handovers() -> int:
    """Makes the papers that are due and whose hint was lost; how many came out."""
    return sweep_of(KIND)
