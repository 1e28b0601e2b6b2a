"""What can happen to figures. A count too small to publish is not told here either."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from measurement.catalogue.former import Former
from measurement.models import Adaptation, ReturnToResidents
from measurement.periods import Period
from measurement.words import Before, Quantity


@event("measurement.indicator_chosen")
@dataclass(frozen=True)
class IndicatorChosen(Event):
    """A site decides to follow something of its own."""

    sentence = _("chose the indicator “{name}”")
    name: str


@event("measurement.indicator_defined")
@dataclass(frozen=True)
class IndicatorDefined(Event):
    """All sites have one indicator more."""

    sentence = _("added the common indicator “{name}” ({code}) to the catalogue")
    code: str
    name: str


@event("measurement.indicator_put_in_use")
@dataclass(frozen=True)
class IndicatorPutInUse(Event):
    """What was to be developed is ready."""

    sentence = _("put the indicator “{name}” ({code}) into use")
    code: str
    name: str


@event("measurement.indicator_redefined")
@dataclass(frozen=True)
class IndicatorRedefined(Event):
    """What is counted changes: values before and after it are not compared."""

    sentence = _(
        "wrote version {number} of the definition of “{name}”, from {valid_from} on, because: {reason}"
    )
    name: str
    number: int
    valid_from: date
    reason: str


@event("measurement.indicator_reworded")
@dataclass(frozen=True)
class IndicatorReworded(Event):
    """The words are better, what is counted is the same."""

    sentence = _("reworded the indicator “{name}”. Before: {before}")
    name: str
    before: Former


@event("measurement.indicator_retired")
@dataclass(frozen=True)
class IndicatorRetired(Event):
    """No more values; those that are there stay."""

    sentence = _("retired the indicator “{name}”, because: {reason}")
    name: str
    reason: str


@event("measurement.indicator_promoted")
@dataclass(frozen=True)
class IndicatorPromoted(Event):
    """What one site followed is offered to all."""

    sentence = _("made “{name}” of {site_name} the common indicator “{common}” ({code})")
    name: str
    site_name: str
    code: str
    common: str


@event("measurement.headline_chosen")
@dataclass(frozen=True)
class HeadlineChosen(Event):
    """A site puts a figure among its first five."""

    sentence = _("chose “{name}” as a headline figure, because: {why}")
    name: str
    why: str


@event("measurement.headline_ended")
@dataclass(frozen=True)
class HeadlineEnded(Event):
    """Another one takes its place, or none."""

    sentence = _("took “{name}” off the headline figures, because: {reason}")
    name: str
    reason: str


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


@event("measurement.cycle_planned")
@dataclass(frozen=True)
class CyclePlanned(Event):
    """The next look back has its day."""

    sentence = _("planned a learning review for {planned_on}, facilitated by {facilitator}")
    planned_on: date
    facilitator: str


@event("measurement.cycle_plan_changed")
@dataclass(frozen=True)
class CyclePlanChanged(Event):
    """Another day, place or facilitator."""

    sentence = _("changed the plan of the learning review of {before}: now {planned_on}")
    before: date
    planned_on: date


@event("measurement.cycle_called_off")
@dataclass(frozen=True)
class CycleCalledOff(Event):
    """A planned review does not take place."""

    sentence = _("called off the learning review of {planned_on}, because: {reason}")
    planned_on: date
    reason: str


@event("measurement.attendance_counted")
@dataclass(frozen=True)
class AttendanceCounted(Event):
    """Who came is counted again."""

    sentence = _(
        "counted again who came to the learning review of {held_on}, people there: {people}"
    )
    public = False
    held_on: date
    people: int


@event("measurement.curve_read")
@dataclass(frozen=True)
class CurveRead(Event):
    """What a review says of a figure; it is public once the review is closed."""

    sentence = _("wrote what the learning review of {held_on} says of “{name}”")
    public = False
    name: str
    held_on: date


@event("measurement.curve_passed_over")
@dataclass(frozen=True)
class CurvePassedOver(Event):
    """A review did not speak of a figure, and said why; it is public once the review is closed."""

    sentence = _("wrote why the learning review of {held_on} did not speak of “{name}”: {reason}")
    public = False
    name: str
    held_on: date
    reason: str


@event("measurement.adaptation_decided")
@dataclass(frozen=True)
class AdaptationDecided(Event):
    """A review decided something; it is public once the review is closed."""

    sentence = _("wrote a decision of the learning review ({kind_of}): {text}")
    public = False
    kind_of: Adaptation.Kind
    text: str


@event("measurement.adaptation_withdrawn")
@dataclass(frozen=True)
class AdaptationWithdrawn(Event):
    """A decision was taken back before the review was closed; all that it said is kept here."""

    sentence = _("took back a decision of the learning review ({kind_of}): {text}, because: {why}")
    public = False
    kind_of: Adaptation.Kind
    text: str
    reason: str
    owner: Adaptation.Owner | None
    due_on: date | None
    expected: str
    why: str


@event("measurement.adaptation_answered")
@dataclass(frozen=True)
class AdaptationAnswered(Event):
    """A later review says what became of a decision."""

    sentence = _("said what became of “{text}” ({state}): {outcome}")
    text: str
    state: Adaptation.State
    outcome: str


@event("measurement.plan_changed_by_review")
@dataclass(frozen=True)
class PlanChangedByReview(Event):
    """A decision of a review reached the plan."""

    sentence = _(
        "changed “{title}” in the action plan by a decision of the learning review: {text}"
    )
    title: str
    text: str


@event("measurement.cycle_closed")
@dataclass(frozen=True)
class CycleClosed(Event):
    """A review is over; what it says stays."""

    sentence = _("closed the learning review of {held_on}, decisions: {decisions}")
    held_on: date
    decisions: int


@event("measurement.residents_told")
@dataclass(frozen=True)
class ResidentsTold(Event):
    """Residents were told what a review saw and decided."""

    sentence = _("told residents of the learning review of {held_on} on {on} ({channel})")
    held_on: date
    on: date
    channel: ReturnToResidents.Channel


@event("measurement.lesson_kept")
@dataclass(frozen=True)
class LessonKept(Event):
    """What the site learnt; it stays inside until it is shared."""

    sentence = _("wrote down a lesson: {text}")
    public = False
    text: str


@event("measurement.lesson_shared")
@dataclass(frozen=True)
class LessonShared(Event):
    """The site shared a lesson with the network."""

    sentence = _("shared a lesson with the network: {text}")
    text: str
