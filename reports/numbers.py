"""Numbers, units and quarters as people write them, in the language in force."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kit.templatetags import kit
from overview.snapshot import Period

NOBREAK = "\N{NO-BREAK SPACE}"


def number(value: Decimal | float | None, decimals: int = -1) -> str:
    """12 430 or 47,4 in French, 12,430 or 47.4 in English; nothing for an absent value."""
    return "" if value is None else kit.number(Decimal(str(value)), decimals)


def with_unit(value: Decimal | float | None, unit: str, decimals: int = -1) -> str:
    """The number and its unit, held together."""
    text = number(value, decimals)
    if unit in kit.SIGNS and text:
        return kit.signed(text, unit)
    return f"{text}{NOBREAK}{unit}" if unit and text else text


def around(unit: str) -> tuple[str, str]:
    """What stands before a number and what after it: a sign on its side, a word after a space."""
    if unit in kit.SIGNS:
        before, after = kit.signed("0", unit).split("0")
        return before, after
    return "", f"{NOBREAK}{unit}" if unit else ""


def month(value: date | None) -> str:
    return date_format(value, "F Y") if value else ""


def quarter(period: Period) -> str:
    """In full, for the cover: 3e trimestre 2026, third quarter of 2026."""
    names = {
        1: _("first quarter of %(year)s"),
        2: _("second quarter of %(year)s"),
        3: _("third quarter of %(year)s"),
        4: _("fourth quarter of %(year)s"),
    }
    return names[period.quarter] % {"year": period.year}


def quarter_short(period: Period) -> str:
    """For running heads and narrow columns, without markup: T3 2026, Q3 2026."""
    return _("Q%(quarter)s %(year)s") % {"quarter": period.quarter, "year": period.year}
