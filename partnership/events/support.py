"""What can happen to support days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from partnership.models import SupportDay


@event("partnership.support_asked")
@dataclass(frozen=True)
class SupportAsked(Event):
    """A site asks for support."""

    sentence = _("asked for support: “{title}”")
    title: str
    support_kind: SupportDay.Kind


@event("partnership.support_planned")
@dataclass(frozen=True)
class SupportPlanned(Event):
    """A support day has a date."""

    sentence = _("planned the support day “{title}” on {on}")
    title: str
    support_kind: SupportDay.Kind
    on: date


@event("partnership.support_held")
@dataclass(frozen=True)
class SupportHeld(Event):
    """A support day took place."""

    sentence = _("noted the support day “{title}” of {on} ({days} d)")
    title: str
    support_kind: SupportDay.Kind
    on: date
    days: Decimal
    people: int


@event("partnership.support_corrected")
@dataclass(frozen=True)
class SupportCorrected(Event):
    """What was recorded of a held day was wrong: its day, length and people until then, and why."""

    sentence = _("corrected what was recorded of the support day “{title}”")
    title: str
    before_on: date
    before_days: Decimal
    before_people: int
    reason: str


@event("partnership.support_cancelled")
@dataclass(frozen=True)
class SupportCancelled(Event):
    """A support day does not take place."""

    sentence = _("cancelled the support day “{title}”")
    title: str
    reason: str


@event("partnership.handout_left")
@dataclass(frozen=True)
class HandoutLeft(Event):
    """A support day leaves something behind."""

    sentence = _("left “{title}” after the support day “{support}”")
    title: str
    support: str
