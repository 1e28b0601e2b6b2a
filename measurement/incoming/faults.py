"""Why what stands in a cell is not taken as it is, in words for who sent the file."""

from typing import Any

from django.utils.translation import gettext as _

from kit.templatetags.kit import number, signed
from measurement.engine.numbers import (
    MOST_DECIMALS,
    Asked,
    Doubt,
    Expected,
    Fault,
    Read,
    Unread,
)
from measurement.words import typed

LONGEST_QUOTE = 40


def unread(text: str, found: Unread, expected: Expected) -> str:
    """Why nothing can be read, or why what is read cannot be."""
    facts: dict[str, Any] = {
        "typed": text[:LONGEST_QUOTE],
        "unit": expected.unit,
        "most": MOST_DECIMALS,
        "low": number(expected.lower),
        "high": number(expected.upper),
    }
    if found.fault is Fault.OTHER_UNIT and not expected.unit:
        return _("A number without a unit is counted here: “%(typed)s” is something else.") % facts
    if found.fault is Fault.OUT_OF_BOUNDS and expected.upper is None:
        return _("“%(typed)s” cannot be: the number is not below %(low)s.") % facts
    words = {
        Fault.NO_NUMBER: _("“%(typed)s” is not a number that can be read."),
        Fault.FORMULA: _("“%(typed)s” is a formula without its result: save the numbers."),
        Fault.OTHER_UNIT: _("This figure is counted in “%(unit)s”: “%(typed)s” is something else."),
        Fault.NOT_WHOLE: _("This is counted in whole numbers: “%(typed)s” has decimals."),
        Fault.TOO_PRECISE: _("At most %(most)s figures after the comma are kept."),
        Fault.TOO_LARGE: _("This number is too large to be kept."),
        Fault.OUT_OF_BOUNDS: _("“%(typed)s” cannot be: the number lies between %(low)s and %(high)s."),
    }  # fmt: skip
    return words[found.fault] % facts


def twofold(text: str, found: Asked) -> str:
    """Both readings of what can be read in two ways, and where its sender decides for the file."""
    if found.doubt is Doubt.NOUGHT_OR_NOTHING:
        return _("A dash can mean zero or no measure: say which for the whole file.")
    first, second = (typed(one.value) for one in found.readings if isinstance(one, Read))
    facts = {"typed": text[:LONGEST_QUOTE], "first": first, "second": second}
    if found.doubt is Doubt.SHARE_OR_PERCENT:
        facts |= {"first": signed(first, "%"), "second": signed(second, "%")}
        return (
            _(
                "“%(typed)s” can be %(first)s or %(second)s: say for the whole file how percentages are written."
            )
            % facts
        )
    return (
        _(
            "“%(typed)s” can be %(first)s or %(second)s: say for the whole file what a point or comma "
            "before three figures means."
        )
        % facts
    )
