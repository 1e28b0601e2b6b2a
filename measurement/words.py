"""Values as people say them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _

from kit.templatetags.kit import number
from measurement.models import Indicator, Measurement, State

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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as it may be said in public: with its unit, below what is published, or absent."""

    value: Decimal | None = None
    unit: str = ""
    below: int = 0
    absent: str = ""

    @classmethod
    def of(cls, indicator: Indicator, row: Measurement) -> Self:
        """What may be said of a measurement; a count too small to publish stays here."""
        if row.value is None:
            return cls(absent=State(row.state).value)
        if indicator.hides(row.value):
            return cls(below=indicator.threshold)
        return cls(row.value, indicator.unit)

    def __str__(self) -> str:
        if self.absent:
            return str(State(self.absent).label)
        if self.below:
            return _("fewer than %(number)s") % {"number": number(self.below)}
        return quantity(self.value, self.unit)

    def stored(self) -> dict[str, Any]:
        """As the journal keeps it: only what is said."""
        if self.absent:
            return {"absent": self.absent}
        return (
            {"below": self.below} if self.below else {"value": str(self.value), "unit": self.unit}
        )

    @classmethod
    def worded(cls, stored: dict[str, Any]) -> str:
        """The words of a stored quantity."""
        facts = dict(stored)
        value = facts.pop("value", None)
        return str(cls(value=Decimal(value) if value is not None else None, **facts))


def told(indicator: Indicator, row: Measurement) -> str:
    """The value as it may be said in public; an absence in words."""
    return str(Quantity.of(indicator, row))


def typed(value: Decimal | None) -> str:
    """The value as somebody would type it, for a field: no grouping."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")
