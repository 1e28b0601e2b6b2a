"""What can happen to the comparability of a common series."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from measurement.models import SeriesBreak


@event("measurement.break_recorded")
@dataclass(frozen=True)
class BreakRecorded(Event):
    """From a day on a common figure counts otherwise, at every site."""

    sentence = _("recorded a break in “{name}” from {on} on ({kind_of}): {words}")
    name: str
    kind_of: SeriesBreak.Kind
    on: date
    words: str


@event("measurement.break_taken_back")
@dataclass(frozen=True)
class BreakTakenBack(Event):
    """A break in a series was none."""

    sentence = _("took back the break in “{name}” from {on} on: {reason}")
    name: str
    on: date
    reason: str
