"""Periods of months, quarters, half-years and years: their days and their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import ClassVar, NamedTuple

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kit.templatetags.kit import day

ONE_DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from the first to the last, both included."""

    unstated: ClassVar = gettext_lazy("period not stated")

    starts_on: date
    ends_on: date

    @property
    def months(self) -> int:
        """How many calendar months it spans, 0 when it does not begin and end with a month."""
        whole = self.starts_on.day == 1 and (self.ends_on + timedelta(days=1)).day == 1
        after = self.ends_on + timedelta(days=1)
        span = (after.year - self.starts_on.year) * 12 + after.month - self.starts_on.month
        return span if whole else 0

    @property
    def at(self) -> float:
        """Its place on an axis of years: 2021.0 for that year, 2026.5 for a third quarter."""
        return self.starts_on.year + (self.starts_on.month - 1) / 12

    @property
    def label(self) -> str:
        """« 3e trimestre 2026 », « 2023 », « mars 2026 », or from which day to which."""
        return named_in(get_language(), self.starts_on, self.ends_on).label

    @property
    def bare(self) -> str:
        """Its name in a cell of a file, with the spaces that people type when they look for it."""
        return in_a_cell(self.label)

    @property
    def short(self) -> str:
        """As on the axis of a curve: « T3 2026 »."""
        return named_in(get_language(), self.starts_on, self.ends_on).short

    def named(self) -> str:
        """Its name in the language that is spoken; unbreakable, but between two days."""
        part, year = (self.starts_on.month - 1) // max(self.months, 1), self.starts_on.year
        regular = self.months and (self.starts_on.month - 1) % self.months == 0
        if regular and self.months == 12:
            return str(year)
        if regular and self.months == 6:
            halves = (_("first half of %(year)s"), _("second half of %(year)s"))
            return unbroken(halves[part] % {"year": year})
        if regular and self.months == 3:
            quarters = (_("1st quarter %(year)s"), _("2nd quarter %(year)s"),
                        _("3rd quarter %(year)s"), _("4th quarter %(year)s"))  # fmt: skip
            return unbroken(quarters[part] % {"year": year})
        if self.starts_on == self.ends_on:
            return day(self.starts_on)
        if self.months == 1:
            return unbroken(formats.date_format(self.starts_on, "F Y"))
        return _("from %(first)s to %(last)s") % {
            "first": day(self.starts_on),
            "last": day(self.ends_on),
        }

    def abridged(self) -> str:
        """Its short name in the language that is spoken."""
        month, year = self.starts_on.month, self.starts_on.year
        if self.months == 3 and month % 3 == 1:
            return unbroken(
                _("Q%(quarter)s %(year)s") % {"quarter": (month + 2) // 3, "year": year}
            )
        if self.months == 6 and month in {1, 7}:
            return unbroken(
                _("H%(half)s %(year)s") % {"half": 1 if month == 1 else 2, "year": year}
            )
        return self.named()

    def stored(self) -> str:
        """As the journal keeps it: an interval of ISO 8601."""
        return f"{self.starts_on}/{self.ends_on}"

    @classmethod
    def worded(cls, stored: str) -> str:
        """The name of a stored period."""
        first, last = stored.split("/")
        return cls(date.fromisoformat(first), date.fromisoformat(last)).label

    def leads_to(self, other: "Period") -> bool:
        """True where the other begins on the day after it, so that nothing lies between them."""
        return other.starts_on - self.ends_on == ONE_DAY

    def next(self) -> "Period":
        """The period of the same length that follows."""
        return of_length(self.ends_on + timedelta(days=1), self.months)


def unbroken(words: str) -> str:
    """Words of which none is left alone on a line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def in_a_cell(words: str) -> str:
    """The same words with the spaces of a keyboard, as a file holds them."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


class Named(NamedTuple):
    """A period with all that a point of a curve says of it."""

    period: Period
    label: str
    short: str
    at: float


@lru_cache(maxsize=1000)
def named_in(language: str | None, first: date, last: date) -> Named:
    """The period of these days with its names in a language.

    Sixty curves of ten years have the same forty periods: each is named once.
    """
    period = Period(first, last)
    return Named(period, period.named(), period.abridged(), period.at)


def of_length(first: date, months: int) -> Period:
    """The months that begin on a first day of a month."""
    count = first.year * 12 + first.month - 1 + months
    return Period(first, date(count // 12, count % 12 + 1, 1) - timedelta(days=1))


def period_of(day: date, periodicity: str) -> Period:
    """The month, quarter, half-year or year in which a day lies."""
    months = MONTHS[periodicity]
    return of_length(date(day.year, (day.month - 1) // months * months + 1, 1), months)


def latest(periodicity: str, *, before: date, count: int) -> list[Period]:
    """The last periods that have begun by a day, newest first."""
    found = [period_of(before, periodicity)]
    while len(found) < count:
        found.append(period_of(found[-1].starts_on - timedelta(days=1), periodicity))
    return found


def between(first: Period, last: Period) -> Iterator[Period]:
    """The periods after the first and before the last, where both have the same length."""
    if not first.months or first.months != last.months:
        return
    step = first.next()
    while step < last:
        yield step
        step = step.next()
