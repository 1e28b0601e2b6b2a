"""What others say of a value: it stands, it is contested, it is answered; and locks of periods."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from agenda.models import Ground
from journal.events import Event, event
from measurement.models import Dispute, Indicator, Withholding
from measurement.periods import Period
from measurement.words import Quantity


@event("measurement.value_validated")
@dataclass(frozen=True)
class ValueValidated(Event):
    """Another seat than the one that entered a value says that it stands."""

    sentence = _("validated “{name}”, {period}: {quantity}")
    name: str
    period: Period | None
    quantity: Quantity


@event("measurement.value_returned")
@dataclass(frozen=True)
class ValueReturned(Event):
    """Another seat sends a value back, with a word."""

    sentence = _("sent back “{name}”, {period}: {quantity}. {words}")
    name: str
    period: Period | None
    quantity: Quantity
    words: str


@event("measurement.value_disputed")
@dataclass(frozen=True)
class ValueDisputed(Event):
    """Somebody contests a value; it prints beside the figure until after it is answered."""

    sentence = _("contested “{name}”, {period} ({voice})")
    unnamed = True
    name: str
    period: Period | None
    voice: Dispute.Voice


@event("measurement.dispute_answered")
@dataclass(frozen=True)
class DisputeAnswered(Event):
    """A seat answers who contests a value."""

    sentence = _("answered who contested “{name}”, {period}: {outcome}. {answer}")
    name: str
    period: Period | None
    outcome: Dispute.Outcome
    answer: str


@event("measurement.dispute_address_left")
@dataclass(frozen=True)
class DisputeAddressLeft(Event):
    """Who contested a value says afterwards where the answer may go; the address is not told."""

    sentence = _("left an address for the answer to who contests “{name}”, {period}")
    public = False
    unnamed = True
    name: str
    period: Period | None


@event("measurement.dispute_words_hidden")
@dataclass(frozen=True)
class DisputeWordsHidden(Event):
    """What a resident wrote is not shown, on a ground; the dispute stays and waits for its answer."""

    sentence = _("hid the words of who contests “{name}”, {period} ({ground})")
    name: str
    period: Period | None
    ground: Ground


@event("measurement.dispute_words_shown")
@dataclass(frozen=True)
class DisputeWordsShown(Event):
    """They were hidden by mistake."""

    sentence = _("showed again the words of who contests “{name}”, {period}")
    name: str
    period: Period | None


@event("measurement.dispute_appealed")
@dataclass(frozen=True)
class DisputeAppealed(Event):
    """The author of hidden words asks another person to decide."""

    sentence = _("took down an appeal: the words of who contests “{name}”, {period}, are hidden")
    public = False
    name: str
    period: Period | None


@event("measurement.dispute_appeal_decided")
@dataclass(frozen=True)
class DisputeAppealDecided(Event):
    """Another person than who hid the words decided whether they are shown again."""

    sentence = _("decided on the appeal of who contests “{name}”, {period}: {outcome}")
    name: str
    period: Period | None
    outcome: Withholding.Kind


@event("measurement.window_set")
@dataclass(frozen=True)
class WindowSet(Event):
    """For all sites: when values of a period are given, and from when they are not."""

    sentence = _("set {period} ({rhythm}): from {opens_on}, due {due_on}, locked {locks_on}. {why}")
    public = False
    rhythm: Indicator.Periodicity
    period: Period
    opens_on: date
    due_on: date
    locks_on: date | None
    why: str


@event("measurement.lock_opened")
@dataclass(frozen=True)
class LockOpened(Event):
    """A locked period is open for one site, until a day."""

    sentence = _("opened the locked period {period} for the site until {until}: {reason}")
    period: Period
    until: date
    reason: str
