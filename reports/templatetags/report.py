"""What only the paper's templates say: plain coordinates, why a value is absent."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit.typography import french
from measurement.clauses import band
from overview.snapshot import Headline, Point, SeatFigure
from reports import numbers
from reports.sheets import ABSENT

register = template.Library()

LINE, PAPER = (0x20, 0x23, 0x3A), (0xFF, 0xFF, 0xFF)
SOON = timedelta(days=183)


@register.filter
def plain(value: float) -> str:
    """A coordinate as SVG reads it, whatever the language in force."""
    return f"{value:g}"


@register.filter
def ink(strength: float, on_ink: Any) -> str:
    """A ring's colour: from the paper's to the line's; on the final cover the other way round."""
    ground, line = (LINE, PAPER) if on_ink else (PAPER, LINE)
    mixed = (round(g + (a - g) * strength) for g, a in zip(ground, line, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


@register.filter
def quoted(text: str) -> str:
    """Between the quotation marks of the language."""
    return _("“%(text)s”") % {"text": text}


@register.filter
def spaced_words(text: str) -> str:
    """French spaces for texts that go to the page margins through attributes."""
    return french(text)


@register.filter
def ends_soon(seat: SeatFigure, on: date) -> bool:
    """True when the mandate ends within six months of the data's day."""
    return seat.until is not None and seat.until <= on + SOON


@register.filter
def is_absent(state: str) -> bool:
    return state in ABSENT


@register.filter
def why_absent(point: Point | None) -> str:
    """The short sign that the note under the table spells out."""
    short = {
        "not_produced": _("n.p."), "not_sent": _("n.s."), "secret": _("s."), "withheld": _("w."),
    }  # fmt: skip
    return short.get(point.state if point else "", _("m."))


@register.filter
def sign_before(unit: str) -> str:
    """The sign that stands before a number in the language in force: that of euros in English."""
    return numbers.around(unit)[0]


@register.filter
def unit_after(unit: str) -> str:
    """What stands after the number: a word, or the sign where the language sets it there."""
    return numbers.around(unit)[1]


@register.filter
def euros(value: Decimal | None) -> str:
    """An amount, or the words that say there is none."""
    return numbers.with_unit(value, "€") if value is not None else _("no amount")


@register.filter
def full_value(figure: Headline) -> str:
    """The value with its unit, or out of its total: 47,4 %, 31 sur 42."""
    shown = numbers.with_unit(figure.value, figure.unit, figure.decimals)
    if figure.total is None:
        return shown
    total = numbers.number(figure.total, figure.decimals)
    return _("%(value)s out of %(total)s") % {"value": shown, "total": total}


@register.filter
def stay_words(figure: Headline) -> str:
    """« de 3 à 5 jours »: the range in which it should stay, where it has one and no target."""
    ends = {"low": figure.band_low, "high": figure.band_high}
    if figure.target or ends == {"low": None, "high": None}:
        return ""
    return capfirst(band(ends, figure.unit))


@register.filter
def in_unit(unit: str) -> str:
    return _("in %(unit)s") % {"unit": unit}


@register.filter
def sentences(text: str, count: int) -> str:
    """The first sentences of a reading: where little room is, the rest stands with the chart."""
    kept = text.split(". ")
    return text if len(kept) <= count else ". ".join(kept[:count]) + "."
