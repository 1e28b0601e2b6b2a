"""Values as people say them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from kit.templatetags.kit import number
from measurement.models import Indicator, Measurement

NO_BREAK = "\N{NO-BREAK SPACE}"
SIGNS = {"%", "€"}
ALWAYS_S = {"cours", "fois", "mois", "repas", "avis", "pays", "bus", "accès", "adultes-relais"}


def quantity(value: Decimal | None, unit: str) -> str:
    """« 64 enfants », « 45 % », « 7 164 € »."""
    return f"{number(value)}{NO_BREAK}{agreed(unit, value)}" if value is not None else number(None)


def agreed(unit: str, value: Decimal | None) -> str:
    """The unit as French agrees it: « 1 poste », « 1,4 jeune pour 1 aîné », « 2 postes »."""
    first, space, rest = unit.partition(" ")
    plural = value is None or abs(value) >= 2 or first in ALWAYS_S or not first.endswith("s")
    return unit if plural else f"{first[:-1]}{space}{rest}"


def told(indicator: Indicator, row: Measurement) -> str:
    """The value as it may be said in public; an absence in words."""
    if row.value is None:
        return row.get_state_display()
    if indicator.hides(row.value):
        return _("fewer than %(number)s") % {"number": number(indicator.threshold)}
    return quantity(row.value, indicator.unit)


def typed(value: Decimal | None) -> str:
    """The value as somebody would type it, for a field: no grouping."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")
