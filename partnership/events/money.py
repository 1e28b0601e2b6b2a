"""What can happen to money; told only inside the site."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from partnership.models import GrantAmount


@dataclass(frozen=True)
class MoneyEvent(Event):
    """Something about money: not for everybody."""

    public = False


@event("partnership.grant_asked")
@dataclass(frozen=True)
class GrantAsked(MoneyEvent):
    """A funder is asked for money."""

    sentence = _("asked {funder} for €{amount} for “{purpose}”")
    funder: str
    purpose: str
    amount: Decimal


@event("partnership.grant_decided")
@dataclass(frozen=True)
class GrantDecided(MoneyEvent):
    """A funder grants money."""

    sentence = _("noted that {funder} grants €{amount} for “{purpose}”")
    funder: str
    purpose: str
    amount: Decimal
    on: date


@event("partnership.grant_refused")
@dataclass(frozen=True)
class GrantRefused(MoneyEvent):
    """A funder says no."""

    sentence = _("noted that {funder} refuses the money for “{purpose}”")
    funder: str
    purpose: str
    reason: str


@event("partnership.grant_paid")
@dataclass(frozen=True)
class GrantPaid(MoneyEvent):
    """A funder has paid so much in all."""

    sentence = _("noted that {funder} has paid €{amount} in all for “{purpose}”")
    funder: str
    purpose: str
    amount: Decimal
    on: date


@event("partnership.grant_shared")
@dataclass(frozen=True)
class GrantShared(MoneyEvent):
    """A part of a grant is another site's."""

    sentence = _("gave {share_of} a part of the money for “{purpose}”")
    purpose: str
    share_of: str
    asked: Decimal
    granted: Decimal
    paid: Decimal


@event("partnership.grant_withdrawn")
@dataclass(frozen=True)
class GrantWithdrawn(MoneyEvent):
    """The money is not wanted any more."""

    sentence = _("withdrew the request for “{purpose}”")
    purpose: str
    reason: str


@event("partnership.grant_corrected")
@dataclass(frozen=True)
class GrantCorrected(MoneyEvent):
    """An amount was wrong; the wrong one stays readable."""

    sentence = _("corrected the amount {which} of {funder}: €{amount} instead of €{before}")
    funder: str
    purpose: str
    which: GrantAmount.Kind
    before: Decimal
    amount: Decimal
    reason: str
