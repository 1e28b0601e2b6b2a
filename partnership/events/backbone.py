"""What can happen to the backbone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from partnership.models import BackboneFunction


@event("partnership.function_entrusted")
@dataclass(frozen=True)
class FunctionEntrusted(Event):
    """An organisation holds a function from a day on."""

    sentence = _("entrusted the function “{function}” to {organisation} from {starts_on}")
    function: BackboneFunction
    organisation: str
    starts_on: date
    fte: Decimal
    funded_until: date | None


@event("partnership.holder_corrected")
@dataclass(frozen=True)
class HolderCorrected(Event):
    """What was recorded of a holder was wrong; `before` is what it said."""

    sentence = _("corrected who holds the function “{function}”: {organisation}")
    function: BackboneFunction
    organisation: str
    before: str
    starts_on: date
    fte: Decimal
    funded_until: date | None


@event("partnership.function_ended")
@dataclass(frozen=True)
class FunctionEnded(Event):
    """This organisation does not hold the function after that day."""

    sentence = _("noted that {organisation} gives up the function “{function}” on {on}")
    function: BackboneFunction
    organisation: str
    on: date
    reason: str
