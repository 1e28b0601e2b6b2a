"""Numbers as people in France type them, read right or not at all."""

from decimal import Decimal

from django.utils.translation import gettext as _

from kit.numerals import Twofold, numeral, tidied

LONGEST, MOST_DIGITS, MOST_DECIMALS = 40, 14, 4


class NumberUnclear(ValueError):  # noqa: N818 - it is a sentence for the person
    """What was typed is no number, or could be two; carries the sentence that says so."""


def parse_number(text: str, *, unit: str = "") -> Decimal:
    """The number that was typed: `1 234,56`, with any kind of space, `45 %` where the unit is %.

    `1.234` is refused: it may be one thousand two hundred or one and a quarter.
    """
    typed = tidied(text)
    bare = without_sign(typed, unit)
    found = numeral(bare) if len(typed) <= LONGEST else None
    if isinstance(found, Twofold):
        left, right = bare.split(".")
        raise NumberUnclear(
            _("“%(typed)s” can be read in two ways: write %(thousands)s or %(decimal)s.")
            % {
                "typed": typed,
                "thousands": f"{left}\N{NARROW NO-BREAK SPACE}{right}",
                "decimal": f"{left},{right}",
            }
        )
    if found is None:
        raise NumberUnclear(no_number(typed))
    return within_limits(found)


def without_sign(typed: str, unit: str) -> str:
    """The number alone; a sign of another unit than the indicator's is refused."""
    for sign in ("%", "€"):
        if typed.endswith(sign):
            if unit != sign:
                raise NumberUnclear(
                    _("This figure is counted in “%(unit)s”, not in %(sign)s.")
                    % {"unit": unit, "sign": sign}
                )
            return typed.removesuffix(sign).strip()
    return typed


def no_number(typed: str) -> str:
    return _("“%(typed)s” is not a number that can be read. Write for example 1234.56.") % {
        "typed": typed[:LONGEST]
    }


def within_limits(number: Decimal) -> Decimal:
    """At most fourteen digits, four of them after the comma."""
    _sign, digits, exponent = number.as_tuple()
    if -int(exponent) > MOST_DECIMALS:
        raise NumberUnclear(_("At most four figures after the comma are kept."))
    if len(digits) + int(exponent) > MOST_DIGITS - MOST_DECIMALS:
        raise NumberUnclear(_("This number is too large to be kept."))
    return number
