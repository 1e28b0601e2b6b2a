"""Which period a cell names: « 2026 », « T3 2026 », « 3e trimestre 2026 », « 2026-07 », two days."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement.models import Indicator
from measurement.periods import Period, of_length
from measurement.rhythm import example
from sites.spelling import plain

YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
QUARTER = re.compile(rf"(?:[tq] ?(?P<a>[1-4])|(?P<b>[1-4]) ?(?:er|e|eme|st|nd|rd|th)? (?:trimestre|quarter)) ?{YEAR}")  # fmt: skip
YEAR_QUARTER = re.compile(rf"{YEAR} ?[tq] ?(?P<a>[1-4])")
HALF = re.compile(rf"(?:[sh] ?(?P<a>[12])|(?P<b>[12]) ?(?:er|e|eme|st|nd)? (?:semestre|half year|half)) ?{YEAR}")  # fmt: skip
YEAR_HALF = re.compile(rf"{YEAR} ?[sh] ?(?P<a>[12])")
BARE_YEAR = re.compile(YEAR)
MONTH_YEAR = re.compile(rf"(?P<a>0?[1-9]|1[0-2]) {YEAR}")
YEAR_MONTH = re.compile(rf"{YEAR} (?P<a>0?[1-9]|1[0-2])")
NAMED = re.compile(rf"(?P<name>[a-z]{{3,9}}) {YEAR}")
ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[ T]00:00(?::00)?)?")
FRENCH = re.compile(r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})")
NAMES = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip


def month(found: re.Match[str]) -> Period:
    return months(found, int(found["a"]), 1)


def named_month(found: re.Match[str]) -> Period | None:
    number = NAMES.get(found["name"])
    return months(found, number, 1) if number else None


def quarter(found: re.Match[str]) -> Period:
    return months(found, int(number_in(found)) * 3 - 2, 3)


def half(found: re.Match[str]) -> Period:
    return months(found, int(number_in(found)) * 6 - 5, 6)


def year(found: re.Match[str]) -> Period:
    return months(found, 1, 12)


def months(found: re.Match[str], first: int, length: int) -> Period:
    return of_length(date(int(found["year"]), first, 1), length)


def number_in(found: re.Match[str]) -> str:
    """The number of a quarter or half-year, before or after its letter."""
    said = found.groupdict()
    return said["a"] or said["b"] or ""


# A month before a year that is followed by one: « 2026 07 » is no « 20 2607 ».
READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (BARE_YEAR, year),
    (QUARTER, quarter),
    (YEAR_QUARTER, quarter),
    (HALF, half),
    (YEAR_HALF, half),
    (YEAR_MONTH, month),
    (MONTH_YEAR, month),
    (NAMED, named_month),
)


def read_day(text: str) -> date | None:
    """A day as ISO or French writes it; None where there is none."""
    found = ISO.fullmatch(text.strip()) or FRENCH.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def read_span(text: str) -> Period | date | None:
    """The period, or the one day, that a cell names; None where it names neither."""
    first, bar, last = text.strip().partition("/")
    if bar and (one := read_day(first)) and (two := read_day(last)):
        return Period(one, two) if one <= two else None
    if day := read_day(text):
        return day
    said = plain(text)
    for pattern, read in READERS:
        if found := pattern.fullmatch(said):
            return read(found)
    return None


def span_in(text: str, found: Indicator) -> Period | date:
    """The period, or the one day, that a cell names of an indicator; refused, with what would do, where it names neither."""
    span = read_span(text)
    if span is None:
        raise Refusal(
            _("“%(typed)s” is no period: write for example %(example)s.")
            % {"typed": text[:40], "example": example(found)}
        )
    return span
