"""A seat's handover file on paper: asked for by a person, made by a worker."""

from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from governance.models import Seat
from journal.actions import record
from kit import clock
from kit.hints import hint
from overview.figures import handover_file
from overview.handover import HandoverFile
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import make, put_away, still_mine, sweep_of, take, try_later
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
    if not new:
        paper = HandoverPaper.objects.locked().get(pk=paper.pk)
        if not paper.is_given_up:
            return paper
        paper.move_to(HandoverPaper.State.DUE, due_at=clock.now(), tries=0)
    record(events.HandoverPaperAsked(seat=seat), by=by, site=site, about=paper)
    hint(HINT, paper.pk)
    return paper


def build_handover_paper(paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it."""
    paper = take(HandoverPaper, paper_id)
    return paper is not None and make(paper, draw=pages_of, keep=keep, fail=put_off)


def pages_of(paper: HandoverPaper) -> str:
    """What the paper says, from its stored figures alone."""
    file: HandoverFile = from_json(HandoverFile, paper.figures)
    return handover_markup(file, digest=paper.figures_digest, language=paper.language)


@transaction.atomic
def keep(paper: HandoverPaper, pdf: bytes) -> bool:
    """The portal keeps the file and makes the paper ready, unless another worker took over."""
    found = still_mine(paper)
    if found is None:
        return False
    put_away(found, pdf)
    fact = events.HandoverPaperMade(seat=Seat(found.seat), sha256=found.sha256)
    record(fact, by=None, site=paper.site, about=found)
    return True


def put_off(paper: HandoverPaper, reason: str) -> None:
    """Tries again later; after the last try the people who read the file see that it was given up."""
    try_later(paper, reason, given_up)


def given_up(paper: HandoverPaper, reason: str) -> events.HandoverPaperGivenUp:
    return events.HandoverPaperGivenUp(seat=Seat(paper.seat), reason=reason)


def sweep_handovers() -> int:
    """Makes the papers that are due and whose hint was lost; how many came out."""
    return sweep_of(HandoverPaper, build_handover_paper)
