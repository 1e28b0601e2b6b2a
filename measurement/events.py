"""What can happen to figures. A count too small to publish is not told here either."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from measurement.periods import Period
from measurement.words import Before, Quantity


@event("measurement.indicator_chosen")
@dataclass(frozen=True)
class IndicatorChosen(Event):
    """A site decides to follow something of its own."""

    sentence = _("chose the indicator “{name}”")
    name: str


@event("measurement.value_entered")
@dataclass(frozen=True)
class ValueEntered(Event):
    """A period has its value, or the reason why it has none."""

    sentence = _("entered {quantity} for “{name}”, {period}")
    name: str
    period: Period
    quantity: Quantity


@event("measurement.value_corrected")
@dataclass(frozen=True)
class ValueCorrected(Event):
    """The earlier value stays readable beside the new one."""

    sentence = _("corrected “{name}”, {period}: {quantity} instead of {before}, because: {reason}")
    name: str
    period: Period | None
    before: Quantity
    quantity: Quantity
    reason: str


@event("measurement.target_set")
@dataclass(frozen=True)
class TargetSet(Event):
    """What the site aims at from now on."""

    sentence = _("set the target of “{name}”: {quantity} by {due_on}")
    name: str
    quantity: Quantity
    due_on: date


@event("measurement.review_held")
@dataclass(frozen=True)
class ReviewHeld(Event):
    """The collective looked back at its figures together."""

    sentence = _(
        "recorded the learning review of {held_on}, facilitated by {facilitator}, people there: {people}"
    )
    held_on: date
    facilitator: str
    people: int


@event("measurement.review_corrected")
@dataclass(frozen=True)
class ReviewCorrected(Event):
    """What was written of a review was wrong; the words before stand here."""

    sentence = _("corrected the learning review of {held_on}, because: {reason}. Before: {before}")
    held_on: date
    reason: str
    before: Before


@event("measurement.national_figures_made")
@dataclass(frozen=True)
class NationalFiguresMade(Event):
    """Invented values for load and benchmarks."""

    sentence = _("made {values} invented values at {sites} sites for load tests")
    public = False
    sites: int
    values: int


@event("measurement.indicator_tied")
@dataclass(frozen=True)
class IndicatorTied(Event):
    """An indicator shows from now on what an activity or a strategy changes."""

    sentence = _("tied the indicator “{name}” to “{to}”")
    name: str
    to: str
    number: int | None


@event("measurement.indicator_untied")
@dataclass(frozen=True)
class IndicatorUntied(Event):
    """It shows that no longer; both days stay readable."""

    sentence = _("took the indicator “{name}” off “{to}”, because: {reason}")
    name: str
    to: str
    reason: str
