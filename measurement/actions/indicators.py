"""A site follows something of its own."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from measurement import events
from measurement.models import (
    Indicator,
)
from sites.models import Site

RESERVED = {"nouveau", "rattachements", "revues"}


@dataclass(frozen=True)
class NewIndicator:
    """What a site says of an indicator of its own."""

    name: str
    unit: str
    source: str
    value_type: str = Indicator.ValueType.COUNT
    direction: str = Indicator.Direction.HIGHER
    periodicity: str = Indicator.Periodicity.QUARTER
    question: str = ""
    definition: str = ""
    threshold: int = 0


@transaction.atomic
def choose_indicator(site: Site, new: NewIndicator, *, by: User | None) -> Indicator:
    """A site follows something of its own; two of its indicators never have the same name."""
    site = Site.objects.locked().get(pk=site.pk)
    code = slugify(new.name)[:76].strip("-") or "indicateur"
    if code in RESERVED or (len(code) == 6 and code[3:4] == "-" and code[4:].isdigit()):
        code = f"{code}-local"
    if site.indicators.filter(code=code).exists():
        raise Refusal(_("The site already has an indicator of this name."))
    if new.periodicity == Indicator.Periodicity.IRREGULAR:
        raise Refusal(_("Choose how often the figure is to be entered."))
    threshold = new.threshold if new.value_type == Indicator.ValueType.COUNT else 0
    indicator = Indicator.objects.create(
        site=site,
        code=code,
        position=site.indicators.count() + 1,
        **(vars(new) | {"threshold": threshold}),
    )
    record(events.IndicatorChosen(name=indicator.name), by=by, site=site, about=indicator)
    return indicator
