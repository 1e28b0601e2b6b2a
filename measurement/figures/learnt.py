"""What the reviews of a site brought within some days, as papers tell it."""

from dataclasses import dataclass
from datetime import date

from measurement.models import CurveReview, LearningCycle
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Learnt:
    """In plain words what was learnt; by the name of each figure what speaks against its reading."""

    learned: tuple[str, ...]
    contrary: tuple[tuple[str, str], ...]


def learnt_within(site: Site, first: date, last: date) -> Learnt:
    """Of the reviews that were held within these days and are closed, the earliest first."""
    held = LearningCycle.objects.filter(
        site=site, state=LearningCycle.State.CLOSED, held_on__range=(first, last)
    ).order_by("held_on", "pk")
    curves = (
        CurveReview.objects.filter(cycle__in=held)
        .exclude(contrary="")
        .order_by("cycle__held_on", "-headline", "indicator__position", "indicator__code")
    )
    learned = held.exclude(learned="").values_list("learned", flat=True)
    return Learnt(tuple(learned), tuple(curves.values_list("indicator__name", "contrary")))
