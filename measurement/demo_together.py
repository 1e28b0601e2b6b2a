"""What the nine pilot sites gave of a few common figures, for the demonstration: invented."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from measurement import actions
from measurement.models import Indicator, Measurement, State
from measurement.periods import Period, of_length
from sites.models import Site

type AsOf = Callable[[date], AbstractContextManager[None]]
type Told = int | tuple[int, int] | str | None

HALVES = (of_length(date(2025, 7, 1), 6), of_length(date(2026, 1, 1), 6))
INVENTED = "Registre du site (valeurs inventées pour la démonstration)"
CODES = ("col-01", "col-03", "par-01", "gov-02")
LATE = "le registre n’a pas été tenu ce semestre"
# By site, the two half-years of each figure: a count, a part of a whole, or why there is none.
# A None is nothing given: the site could have.
GIVEN: dict[str, dict[str, tuple[Told, Told]]] = {
    "hazebrouck": {"col-01": (9, 12), "col-03": (4, 6), "par-01": (2, 3), "gov-02": ((3, 7), (5, 8))},
    "le-teil": {"col-01": (7, 8), "col-03": (2, 3), "par-01": (3, 3), "gov-02": ((2, 5), (4, 6))},
    "montelimar": {"col-01": (11, 11), "col-03": (3, None), "par-01": (2, 2), "gov-02": ((4, 9), None)},
    "pont-de-claix": {"col-01": (6, 8), "col-03": (1, 4), "par-01": (3, 4), "gov-02": ((3, 4), (4, 5))},
    "saint-etienne": {"col-01": (18, 21), "col-03": (7, 5), "par-01": (2, 2), "gov-02": ((5, 12), (6, 11))},
    "chateau-thierry": {"col-01": (8, 9), "col-03": (2, 2), "par-01": (1, 2), "gov-02": (LATE, (2, 6))},
    "conde-sur-l-escaut": {"col-01": (10, None), "col-03": (5, LATE), "par-01": (3, 3), "gov-02": ((3, 8), (3, 7))},
    "lievin": {"col-01": (12, 14), "col-03": (4, 4), "par-01": (2, 3), "gov-02": ((4, 10), (6, 9))},
    "koungou": {"col-01": (5, None), "col-03": (None, None), "par-01": (None, None), "gov-02": (None, None)},
}  # fmt: skip


@dataclass(frozen=True)
class Giver:
    """Who gives the values of a site."""

    site: Site
    person: User | None

    def give(self, found: Indicator, period: Period, told: Told) -> None:
        """One value, or why there is none."""
        actions.enter_value(
            found, period, reading(told), site=self.site, by=self.person,
            role="community" if self.person else "",
        )  # fmt: skip


def reading(told: Told) -> actions.Reading:
    """What was read off: a count, a part of a whole, or an absence with its reason."""
    if isinstance(told, str):
        return actions.Reading(None, INVENTED, State.MISSING, told)
    if isinstance(told, tuple):
        part, whole = (Decimal(number) for number in told)
        return actions.Reading(None, INVENTED, numerator=part, denominator=whole)
    return actions.Reading(None if told is None else Decimal(told), INVENTED)


def fill(site: Site, author: User | None, as_of: AsOf, until: date = date.max) -> None:
    """The common figures of a pilot site, each on the day on which it would have been given; once."""
    known = {one.code: one for one in Indicator.objects.filter(site=None, code__in=CODES)}
    there = set(
        Measurement.objects.filter(site=site, indicator__in=known.values())
        .order_by()
        .values_list("indicator__code", "starts_on")
    )
    giver = Giver(site, author)
    for place, period in enumerate(HALVES):
        given_on = period.ends_on + timedelta(days=12)
        if given_on > until:
            return
        with as_of(given_on):
            for code, told in GIVEN.get(site.slug, {}).items():
                value = told[place]
                if value is not None and code in known and (code, period.starts_on) not in there:
                    giver.give(known[code], period, value)
