"""What waits at a site for a word of somebody: disputes, values sent back, reviews held and not closed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kit import clock
from measurement.models import Dispute, LearningCycle, Measurement, Validation
from sites.models import Site


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A figure that somebody contests and nobody has answered."""

    id: Any
    code: str
    name: str
    voice: str
    voice_words: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnedValue:
    """A value that another seat sent back with a word, and that nobody has corrected since."""

    measurement_id: Any
    code: str
    name: str
    period: str
    words: str
    seat: str
    entered_name: str
    entered_by: Any
    entered_leg: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A learning review that took place and whose decisions are not closed."""

    id: Any
    held_on: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """All of it, what has waited longest first."""

    disputes: tuple[OpenDispute, ...]
    returned: tuple[ReturnedValue, ...]
    reviews: tuple[HeldReview, ...]


def waiting_of(site: Site) -> Waiting:
    """What waits at a site, in three queries whatever there is."""
    return Waiting(open_disputes(site), returned_values(site), held_reviews(site))


def open_disputes(site: Site) -> tuple[OpenDispute, ...]:
    rows = (
        site.disputes.unanswered().select_related("indicator").order_by("raised_at", "created_at")
    )
    return tuple(
        OpenDispute(
            row.pk, row.indicator.code, row.indicator.name, row.voice,
            str(Dispute.Voice(row.voice).label), row.raised_at,
        )
        for row in rows
    )  # fmt: skip


def returned_values(site: Site) -> tuple[ReturnedValue, ...]:
    """Those of which the last word of another seat is that they go back."""
    later = Validation.objects.filter(measurement=OuterRef("measurement"), at__gt=OuterRef("at"))
    newer = Measurement.objects.filter(replaces=OuterRef("measurement"))
    rows = Validation.objects.filter(
        ~Exists(later), ~Exists(newer), measurement__site=site, kind=Validation.Kind.RETURNED
    )
    found = []
    for row in rows.select_related("measurement__indicator").order_by("at", "id"):
        value = row.measurement
        period = value.period.label if value.period else value.indicator.vintage
        found.append(
            ReturnedValue(
                value.pk, value.indicator.code, value.indicator.name,
                period or _("period not stated"), row.words, row.seat, value.entered_name,
                value.entered_by_id, value.entered_leg, row.at,
            )
        )  # fmt: skip
    return tuple(found)


def held_reviews(site: Site) -> tuple[HeldReview, ...]:
    """Those on whose day the collective met, and that are still open."""
    rows = LearningCycle.objects.filter(
        site=site, state=LearningCycle.State.HELD, in_words=False, held_on__lt=clock.today()
    )
    return tuple(HeldReview(row.pk, row.day) for row in rows.order_by("held_on", "id"))
