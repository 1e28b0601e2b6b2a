"""Which number stands in a text, as French writes numbers: plain Python, shared by forms and files."""

import re
from dataclasses import dataclass
from decimal import Decimal

SPACES = re.compile(r"[ \t\u00a0\u2007\u2009\u202f\ufeff]+")
PLAIN = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ .][0-9]{3})+(?:,[0-9]+)?")
POINT = re.compile(r"-?[0-9]+\.[0-9]+")
TWOFOLD = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Twofold:
    """What can be two numbers: `1.234` is one thousand two hundred or one and a quarter."""

    thousands: Decimal
    decimal: Decimal


def tidied(text: str) -> str:
    """One plain space for all kinds of spaces, a plain minus; nothing around."""
    return SPACES.sub(" ", text).strip().replace("\N{MINUS SIGN}", "-")


def numeral(text: str) -> Decimal | Twofold | None:
    """The number in a tidied text without a unit; None where none can be read."""
    if TWOFOLD.fullmatch(text):
        return Twofold(Decimal(text.replace(".", "")), Decimal(text))
    if POINT.fullmatch(text):
        return Decimal(text)
    mixed = " " in text and "." in text
    if PLAIN.fullmatch(text) or (GROUPED.fullmatch(text) and not mixed):
        return Decimal(text.replace(" ", "").replace(".", "").replace(",", "."))
    return None
