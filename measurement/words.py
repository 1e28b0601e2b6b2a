"""Values as people say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _

from drawing.chart import with_sign
from kit.templatetags.kit import SIGNS, day, in_french, number, rounded
from measurement.engine.small import is_few
from measurement.models import Indicator, LearningCycle, Measurement, State

NO_BREAK = "\N{NO-BREAK SPACE}"
# Levels are numbered, not counted: « niveau 2 ».
SCALES = {"niveau", "level"}
ALWAYS_S = {"cours", "fois", "mois", "repas", "avis", "pays", "bus", "accès", "adultes-relais"}


def as_said(value: Decimal, unit: str) -> Decimal:
    """A value with the decimals that are said of it: a share has one at most, half to the even one.

    Other values are said as they were measured, those that come of a division with one decimal.
    Files keep all that was measured.
    """
    found: Decimal = rounded(value, unit)
    return found


def quantity(value: Decimal | None, unit: str) -> str:
    """« 64 enfants », « 45 % », « 7 164 € », « 750,50 € », « niveau 2 »; in English 45% and €7,164."""
    if value is None:
        return number(None)
    return f"{plain(value, unit)}{NO_BREAK}{counted(unit, value)}".rstrip(NO_BREAK)


def plain(value: Decimal | None, unit: str) -> str:
    """The value with what cannot be taken from it: its sign, or the word of its scale before it."""
    if value is not None and unit in SCALES:
        return f"{unit}{NO_BREAK}{number(as_said(value, unit))}"
    return with_sign(value, unit)


def counted(unit: str, value: Decimal | None) -> str:
    """The unit that stands after the value: a word that agrees with it, nothing for signs and scales."""
    return "" if unit in SIGNS or unit in SCALES else agreed(unit, value)


def agreed(unit: str, value: Decimal | None) -> str:
    """The unit as French agrees it: « 0 poste », « 1,4 jeune pour 1 aîné », « 2 postes ».

    In English one alone is singular.
    """
    first, space, rest = unit.partition(" ")
    several = value is None or (abs(value) >= 2 if in_french() else abs(value) != 1)
    plural = several or first in ALWAYS_S or not first.endswith("s")
    return unit if plural else f"{first[:-1]}{space}{rest}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as it may be said in public: with its unit, below what is published, or absent.

    A share is kept back for fewer people than `below` in one of its parts, or for fewer `answers`. Of
    a family of figures few people and what is `withheld` beside them are told in the same words:
    who knew which is which could work out the one by the other.
    """

    value: Decimal | None = None
    unit: str = ""
    below: int = 0
    share: bool = False
    answers: int = 0
    absent: str = ""
    withheld: bool = False
    in_family: bool = False

    @classmethod
    def of(cls, indicator: Indicator, row: Measurement) -> Self:
        """What may be said of a measurement, by the definition under which it was measured.

        What tells of too few people to publish stays here.
        """
        then = indicator.under(row.version)
        if then.hides(row):
            if is_few(row.denominator, then.least_base):
                return cls(answers=then.least_base)
            if then.in_family:
                return cls(withheld=True)
            return cls(below=then.few, share=row.numerator is not None)
        if row.value is None:
            return cls(absent=State(row.state).value)
        return cls(row.value, then.unit)

    @classmethod
    def recorded(
        cls, indicator: Indicator, row: Measurement, after: Measurement | None = None
    ) -> Self:
        """What the journal says of a measurement: no number of a family, whose others may come later.

        Nor one in whose place statistical secrecy stands from now on: `after` is what replaces it.
        """
        secret = after is not None and after.state == State.SUPPRESSED
        if (indicator.in_family or secret) and row.value is not None:
            return cls(in_family=True)
        return cls.of(indicator, row)

    @property
    def is_kept_back(self) -> bool:
        """True for what nobody outside the site may read."""
        return bool(self.below or self.answers or self.withheld)

    def __str__(self) -> str:
        if self.absent:
            return str(State(self.absent).label)
        if self.in_family:
            return _("a value (its page says how much of it may be read)")
        return self.why_kept_back() if self.is_kept_back else quantity(self.value, self.unit)

    def why_kept_back(self) -> str:
        """Why nobody outside the site may read it."""
        if self.withheld:
            return _("withheld: with it, a number of few people could be worked out")
        if self.answers:
            facts = {"number": number(self.answers)}
            return _("no percentage out of fewer than %(number)s answers") % facts
        facts = {"number": number(self.below)}
        if self.share:
            return _("share of too few people: fewer than %(number)s") % facts
        return _("fewer than %(number)s") % facts

    def stored(self) -> dict[str, Any]:
        """As the journal keeps it: only what is said."""
        if self.absent:
            return {"absent": self.absent}
        if self.withheld or self.in_family:
            return {"withheld": True} if self.withheld else {"in_family": True}
        if self.answers:
            return {"answers": self.answers}
        if self.below:
            return {"below": self.below} | ({"share": True} if self.share else {})
        return {"value": str(self.value), "unit": self.unit}

    @classmethod
    def worded(cls, stored: dict[str, Any]) -> str:
        """The words of a stored quantity."""
        facts = dict(stored)
        value = facts.pop("value", None)
        return str(cls(value=Decimal(value) if value is not None else None, **facts))


def told(indicator: Indicator, row: Measurement) -> str:
    """The value as it may be said in public; an absence in words."""
    return str(Quantity.of(indicator.spoken(), row))


def typed(value: Decimal | None) -> str:
    """The value as somebody would type it, for a field: no grouping."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in some fields of a learning review before it was corrected."""

    values: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, review: LearningCycle, names: Iterable[str]) -> Self:
        """Those fields as they stand now."""
        return cls(tuple((name, getattr(review, name)) for name in names))

    def stored(self) -> dict[str, Any]:
        """By the field's name; a day as text."""
        return {
            n: value.isoformat() if isinstance(value, date) else value for n, value in self.values
        }

    @classmethod
    def worded(cls, stored: dict[str, Any]) -> str:
        """« qui a animé : Rose Lemaire, prochaine revue le : — »."""
        return ", ".join(
            f"{label_of(name)}{NO_BREAK}: {shown(name, value)}" for name, value in stored.items()
        )


def label_of(name: str) -> str:
    """A field's own words."""
    field: Any = LearningCycle._meta.get_field(name)  # noqa: SLF001 - the field's own words
    return str(field.verbose_name)


def shown(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if not value:
        return "\N{EM DASH}"
    return day(date.fromisoformat(value)) if name.endswith("_on") else str(value)
