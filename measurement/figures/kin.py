"""A count beside its family for one period: a part is never greater than its whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from measurement.engine.definitions import ValueType
from measurement.models import Indicator, Measurement
from measurement.periods import Period
from measurement.words import quantity
from sites.models import Site

# Of shares each part has its own denominator: their numbers are not set beside one another.
COUNTED = frozenset({ValueType.COUNT, ValueType.DISTINCT})


@dataclass(frozen=True, slots=True)
class Relative:
    """A figure of the same family with its value of the same period at the site, if there is one."""

    code: str
    name: str
    unit: str
    is_whole: bool
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Kin:
    """The wholes and the parts of some figures at a site, and the values that stand of them."""

    near: tuple[Indicator, ...]
    values: Mapping[tuple[Any, Period], Decimal]

    def of(self, found: Indicator, period: Period) -> tuple[Relative, ...]:
        """The whole and the parts of one of these figures, with their values of a period."""
        return tuple(
            Relative(
                one.code, one.name, one.unit, is_whole=one.code == found.part_of,
                value=self.values.get((one.pk, period)),
            )
            for one in self.near
            if one.code == found.part_of or one.part_of == found.code
        )  # fmt: skip


type Asked = tuple[Indicator, Period]


def has_kin(found: Indicator) -> bool:
    """True for a count that is, or was, a part or a whole."""
    return found.in_family and ValueType(found.value_type) in COUNTED


def kin_of(site: Site, figures: Iterable[Indicator]) -> Kin:
    """The families of figures that a site enters; two queries, or none."""
    counts = [found for found in figures if has_kin(found)]
    if not counts:
        return Kin((), {})
    wholes = {found.part_of for found in counts if found.part_of}
    codes = {found.code for found in counts}
    rows = Indicator.objects.at(site).filter(Q(code__in=wholes) | Q(part_of__in=codes))
    near = tuple(one.spoken() for one in rows)
    return Kin(near, values_of(site, near))


def relatives_of(site: Site, asked: Iterable[Asked]) -> dict[str, tuple[Relative, ...]]:
    """The wholes and the parts of figures that a site enters, by code; two queries, or none."""
    pairs = [(found, period) for found, period in asked if has_kin(found)]
    kin = kin_of(site, [found for found, _period in pairs])
    return {found.code: kin.of(found, period) for found, period in pairs}


def values_of(site: Site, near: Iterable[Indicator]) -> dict[tuple[Any, Period], Decimal]:
    """The values that stand at the site, by figure and period."""
    rows = Measurement.objects.current().filter(site=site, indicator__in=list(near))
    told = rows.order_by().values_list("indicator", "starts_on", "ends_on", "value")
    return {
        (key, Period(first, last)): value
        for key, first, last, value in told
        if first and last and value is not None
    }


def impossible(
    value: Decimal, kin: Iterable[Relative], typed: Mapping[str, Decimal]
) -> Iterator[str]:
    """Why a count cannot be beside its whole or its parts, in words.

    `typed` are the counts of the same sheet by code, which come before what stands. Where both are
    typed, the part alone is asked about.
    """
    for one in kin:
        other = typed.get(one.code, one.value)
        if other is None or (not one.is_whole and one.code in typed):
            continue
        facts = {"name": one.name, "value": quantity(other, one.unit)}
        if one.is_whole and value > other:
            yield _("This is more than “%(name)s” (%(value)s), of which it is a part.") % facts
        if not one.is_whole and other > value:
            yield _("This is less than “%(name)s” (%(value)s), which is a part of it.") % facts
