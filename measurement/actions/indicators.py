"""A site follows something of its own."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from measurement import events
from measurement.actions.catalogue import create
from measurement.actions.families import whole_of
from measurement.models import Indicator, told_per
from sites.models import Site

RESERVED = {
    "contestations", "imports", "nouveau", "planche", "rattachements", "reperes", "revues", "saisie",
}  # fmt: skip


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
    nature: str = Indicator.Nature.FLOW
    accumulation: str = Indicator.Accumulation.PER_PERIOD
    band_low: Decimal | None = None
    band_high: Decimal | None = None
    numerator_label: str = ""
    denominator_label: str = ""
    information_use: str = ""
    source_code: str = ""
    part_of: str = ""


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
    found = Indicator(site=site, code=code, position=site.indicators.count() + 1, **ruled(new))
    if whole := whole_of(found):
        # A part is as secret as its whole.
        found.threshold = max(found.threshold, whole.threshold)
    indicator = create(found, by=by)
    record(events.IndicatorChosen(name=indicator.name), by=by, site=site, about=indicator)
    return indicator


def ruled(new: NewIndicator) -> dict[str, Any]:
    """What was said, and what follows from it."""
    people = new.value_type in Indicator.OF_PEOPLE
    shares = new.value_type in Indicator.SHARES
    flows = new.nature == Indicator.Nature.FLOW
    return vars(new) | {
        "threshold": new.threshold if people else 0,
        **(told_per(new.unit) if shares else {}),
        "accumulation": new.accumulation if flows else "",
    }
