"""What can happen to partners."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from partnership.models import Sector


@event("partnership.partner_added")
@dataclass(frozen=True)
class PartnerAdded(Event):
    """An organisation works at the site from a day on."""

    sentence = _("added the partner {name} ({sector}), there since {joined_on}")
    name: str
    sector: Sector
    joined_on: date


@event("partnership.partner_changed")
@dataclass(frozen=True)
class PartnerChanged(Event):
    """What is known of a partner was corrected; `before` is its name until then."""

    sentence = _("corrected what is known of the partner {name}")
    name: str
    before: str
    sector: Sector
    joined_on: date


@event("partnership.partner_left")
@dataclass(frozen=True)
class PartnerLeft(Event):
    """A partner leaves; it stays in the site's history."""

    sentence = _("noted that the partner {name} leaves on {on}")
    name: str
    on: date
    reason: str


@event("partnership.partners_pasted")
@dataclass(frozen=True)
class PartnersPasted(Event):
    """A list was pasted, looked through line by line, and confirmed."""

    sentence = _("added {added} partners from a list and completed {merged}")
    added: int
    merged: int
    names: str
