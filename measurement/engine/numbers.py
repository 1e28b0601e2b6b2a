"""What was typed or stands in a file: a number, the reason of an absence, a question, or nothing readable.

Nothing is ever guessed: what can be read in two ways comes back as both.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from kit.numerals import Twofold, numeral, tidied
from measurement.engine.definitions import Definition
from measurement.engine.observations import State

LONGEST, MOST_DIGITS, MOST_DECIMALS = 40, 14, 4
PERCENT, EURO = "%", "€"
# As producers of statistics write them, without points and in small letters.
CODES = {
    "": State.MISSING,
    "nd": State.MISSING,
    "na": State.MISSING,
    # Not significant: a result that its producer does not tell.
    "ns": State.MISSING,
    "…": State.MISSING,
    "...": State.MISSING,
    "s": State.SUPPRESSED,
    "c": State.SUPPRESSED,
    "np": State.NOT_PRODUCED,
    "so": State.NOT_APPLICABLE,
    "n/a": State.NOT_APPLICABLE,
    "///": State.NOT_APPLICABLE,
}
DASHES = {"-", "\N{EN DASH}", "\N{EM DASH}"}
FORMULA = ("=", "+", "@")


class Doubt(StrEnum):
    """Why a text can be read in two ways."""

    THOUSANDS_OR_DECIMALS = "thousands_or_decimals"
    SHARE_OR_PERCENT = "share_or_percent"
    NOUGHT_OR_NOTHING = "nought_or_nothing"


class Fault(StrEnum):
    """Why nothing can be read, or why what is read cannot be."""

    NO_NUMBER = "no_number"
    FORMULA = "formula"
    OTHER_UNIT = "other_unit"
    NOT_WHOLE = "not_whole"
    TOO_PRECISE = "too_precise"
    TOO_LARGE = "too_large"
    OUT_OF_BOUNDS = "out_of_bounds"
    BELOW_NOUGHT = "below_nought"
    ABOVE_DENOMINATOR = "above_denominator"


@dataclass(frozen=True, slots=True)
class Read:
    """A number that can be meant in one way only."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Absent:
    """That there is no number, and what stands behind that."""

    state: State


@dataclass(frozen=True, slots=True)
class Asked:
    """What it may be: the person says which."""

    doubt: Doubt
    readings: tuple[Read | Absent, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why it is refused, with the facts of its sentence."""

    fault: Fault
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a field or column holds: its unit, whether whole numbers only, and between which bounds."""

    unit: str = ""
    whole: bool = False
    lower: Decimal | None = Decimal(0)
    upper: Decimal | None = None


def read_number(text: str, expected: Expected) -> Read | Absent | Asked | Unread:
    """The number as French writes it: `1 234,56` with any space, `45 %` where the unit is %.

    `1.234` is asked about, and `1,234` where only whole numbers can be; so is a percentage below
    one without its sign, which may be a share; so is a dash, which is nought for some producers and
    nothing for others.
    """
    typed = tidied(text)
    if typed in DASHES:
        return Asked(Doubt.NOUGHT_OR_NOTHING, (Read(Decimal(0)), Absent(State.MISSING)))
    if state := absence(typed):
        return Absent(state)
    bare, sign = apart(typed)
    found = numeral(bare) if len(typed) <= LONGEST else None
    if sign and sign != expected.unit:
        return Unread(Fault.OTHER_UNIT, {"sign": sign, "unit": expected.unit})
    if found is None:
        fault = Fault.FORMULA if typed.startswith(FORMULA) else Fault.NO_NUMBER
        return Unread(fault, {"typed": typed[:LONGEST]})
    if isinstance(found, Twofold):
        both = (Read(found.thousands), Read(found.decimal))
        return Asked(Doubt.THOUSANDS_OR_DECIMALS, both)
    return understood(found, bare, sign, expected)


def absence(typed: str) -> State | None:
    """The state that a producer's code says: `s`, `n.d.`, nothing at all."""
    code = typed.casefold()
    if code in CODES:
        return CODES[code]
    return CODES.get(code.replace(".", "").replace(" ", "") or "?")


def apart(typed: str) -> tuple[str, str]:
    """The number and the sign after it, if there is one."""
    for sign in (PERCENT, EURO):
        if typed.endswith(sign):
            return typed.removesuffix(sign).strip(), sign
    return typed, ""


def understood(number: Decimal, bare: str, sign: str, expected: Expected) -> Read | Asked | Unread:
    """The one number that was read, if it can be what is expected."""
    if expected.whole and len(bare.partition(",")[2]) == 3:
        thousands = Read(Decimal(bare.replace(",", "").replace(" ", "")))
        return Asked(Doubt.THOUSANDS_OR_DECIMALS, (thousands, Read(number)))
    if expected.unit == PERCENT and not sign and 0 < abs(number) < 1:
        return Asked(Doubt.SHARE_OR_PERCENT, (Read(number), Read(number * 100)))
    return fitting(number, expected)


def fitting(number: Decimal, expected: Expected) -> Read | Unread:
    """The number, or why it cannot be: decimals of a count, more digits than are kept, bounds."""
    _sign, digits, exponent = number.as_tuple()
    below = expected.lower is not None and number < expected.lower
    above = expected.upper is not None and number > expected.upper
    if expected.whole and number != number.to_integral_value():
        return Unread(Fault.NOT_WHOLE, {"value": number})
    if -int(exponent) > MOST_DECIMALS:
        return Unread(Fault.TOO_PRECISE, {"most": MOST_DECIMALS})
    if len(digits) + int(exponent) > MOST_DIGITS - MOST_DECIMALS:
        return Unread(Fault.TOO_LARGE, {"most": MOST_DIGITS - MOST_DECIMALS})
    if below or above:
        facts = {"value": number, "lower": expected.lower, "upper": expected.upper}
        return Unread(Fault.OUT_OF_BOUNDS, facts)
    return Read(number)


def read_ratio(
    numerator: Decimal, denominator: Decimal, definition: Definition
) -> Fraction | Absent | Unread:
    """The exact ratio in the definition's unit. Over nought it does not apply: that is not 0 %.

    Where a part is counted of a whole (the definition has a ceiling), more than the whole is refused.
    """
    if numerator < 0 or denominator < 0:
        return Unread(Fault.BELOW_NOUGHT, {"numerator": numerator, "denominator": denominator})
    part_of_whole = definition.ceiling is not None
    most = denominator * (definition.ceiling or 0) / definition.multiplier
    if part_of_whole and numerator > most:
        return Unread(Fault.ABOVE_DENOMINATOR, {"numerator": numerator, "denominator": denominator})
    if denominator == 0:
        return Absent(State.NOT_APPLICABLE)
    return Fraction(numerator) / Fraction(denominator) * definition.multiplier
