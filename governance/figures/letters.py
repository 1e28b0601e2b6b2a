"""The letter to whoever follows in a seat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from governance.models import HandoverLetter, Seat
from sites.models import Site

KEPT = 2


@dataclass(frozen=True, slots=True)
class LetterFigure:
    """The last letter under one mandate: who wrote it, when, and what it says."""

    mandate_id: Any
    by: str
    at: datetime
    text: str


def handover_letters(site: Site, seat: str) -> tuple[LetterFigure, ...]:
    """What the last two holders who wrote have told who follows, the latest first; one query.

    Of each the last letter: who comes reads the one of who leaves, and may begin the next.
    """
    later = HandoverLetter.objects.filter(
        mandate=OuterRef("mandate"), number__gt=OuterRef("number")
    )
    found = (
        HandoverLetter.objects.filter(~Exists(later), mandate__site=site, mandate__seat=seat)
        .select_related("by")
        .order_by("-mandate__starts_on")
    )
    return tuple(
        LetterFigure(row.mandate_id, str(row.by), row.at, row.text) for row in found[:KEPT]
    )


def handover_address(site: Site, seat: str) -> str:
    """Where a seat's handover file is read."""
    place = {"site": site.slug, "seat": Seat(seat).word}
    return reverse("overview:handover-page", kwargs=place)
