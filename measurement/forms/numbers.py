"""A figure as people type it: read right, or asked about; never silently misread."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kit.forms import CleanCharField
from kit.templatetags.kit import number, signed
from measurement.engine.numbers import (
    MOST_DECIMALS,
    Absent,
    Asked,
    Doubt,
    Expected,
    Fault,
    Read,
    Unread,
    read_number,
)
from measurement.words import typed as as_typed

LONGEST = 60
ANY_NUMBER = Expected()


class FigureField(CleanCharField):
    """A number for one indicator: `1 234,5`, `45 %` where the unit is a percentage.

    What can be two numbers (`1.234`, `0,45` where a percentage is meant, a dash) is asked about
    with both of them; an abbreviation for an absence (`nd`) leads to the choice that says it.
    """

    def __init__(self, *, expected: Expected = ANY_NUMBER, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.expected = expected
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        """The number; None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = read_number(text, self.expected)
        if isinstance(found, Read):
            return found.value
        raise forms.ValidationError(why(text, found, self.expected))


def why(text: str, found: Absent | Asked | Unread, expected: Expected) -> str:
    """Why what was typed is not taken as it is, and what to type instead."""
    if isinstance(found, Absent):
        return _("“%(typed)s” says that there is no measure: choose it below, and say why.") % {
            "typed": text
        }
    if isinstance(found, Unread):
        return fault(text, found, expected)
    if found.doubt is Doubt.NOUGHT_OR_NOTHING:
        return _("A dash can mean zero or no measure: type 0, or choose “no measure” below.")
    values = [one.value for one in found.readings if isinstance(one, Read)]
    if found.doubt is Doubt.SHARE_OR_PERCENT:
        return _("“%(typed)s” can be read in two ways: type %(first)s or %(second)s.") % {
            "typed": text,
            "first": signed(as_typed(values[0]), "%"),
            "second": as_typed(values[1]),
        }
    possible = [value for value in values if within(value, expected)]
    if len(possible) == 1:
        return _(
            "“%(typed)s” can be read in two ways, of which only one is possible here: type %(only)s."
        ) % {"typed": text, "only": as_typed(possible[0])}
    return _("“%(typed)s” can be read in two ways: type %(first)s or %(second)s.") % {
        "typed": text,
        "first": as_typed(values[0]),
        "second": as_typed(values[1]),
    }


def within(value: Decimal, expected: Expected) -> bool:
    """True of a number between the bounds: a percentage of 1234 is none."""
    low, high = expected.lower, expected.upper
    return (low is None or value >= low) and (high is None or value <= high)


def fault(text: str, found: Unread, expected: Expected) -> str:
    """Why nothing can be read, or why what is read cannot be."""
    words = {
        Fault.NO_NUMBER: _(
            "“%(typed)s” is not a number that can be read. Type for example 1234.5."
        ),
        Fault.FORMULA: _("“%(typed)s” is a formula: type the number that comes out."),
        Fault.OTHER_UNIT: _("This figure is counted in “%(unit)s”: “%(typed)s” is something else."),
        Fault.NOT_WHOLE: _("This is counted in whole numbers: “%(typed)s” has decimals."),
        Fault.TOO_PRECISE: _("At most %(most)s figures after the comma are kept."),
        Fault.TOO_LARGE: _("This number is too large to be kept."),
        Fault.OUT_OF_BOUNDS: _(
            "“%(typed)s” cannot be: the number lies between %(low)s and %(high)s."
        ),
    }
    no_end = expected.upper is None
    if found.fault is Fault.OTHER_UNIT and not expected.unit:
        return _("A number without a unit is counted here: “%(typed)s” is something else.") % {
            "typed": text
        }
    if found.fault is Fault.OUT_OF_BOUNDS and no_end:
        return _("“%(typed)s” cannot be: the number is not below %(low)s.") % {
            "typed": text,
            "low": number(expected.lower),
        }
    return words[found.fault] % {
        "typed": text,
        "unit": expected.unit,
        "most": MOST_DECIMALS,
        "low": number(expected.lower),
        "high": number(expected.upper),
    }
