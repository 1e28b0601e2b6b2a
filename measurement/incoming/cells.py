"""What the cells of a row say: a number, an absence with its state, or why neither can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kit.states import Refusal
from kit.templatetags.kit import SIGNS, signed
from measurement.engine.numbers import (
    PERCENT,
    Absent,
    Asked,
    Doubt,
    Expected,
    Read,
    fitting,
    read_number,
)
from measurement.incoming.faults import twofold, unread
from measurement.models import State
from measurement.words import NO_BREAK, typed
from sites.spelling import plain

LANGUAGES = ("fr", "en")
ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is to be read where it can be read in two ways, and what holds for all of it.

    Each doubt that is not decided here refuses the rows in which it arises.
    """

    period: str = ""
    provenance: str = ""
    points: str = ""
    shares: str = ""
    dashes: str = ""
    hidden: str = ""

    @classmethod
    def of(cls, choices: Mapping[str, Any]) -> "Manner":
        """As it was kept."""
        return cls(
            **{name: str(choices.get(name, "")) for name in cls.__slots__ if name in choices}
        )

    def choices(self) -> dict[str, str]:
        """As it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}


# Which of the two readings each decision means.
DECIDED: Mapping[Doubt, tuple[str, Mapping[str, int]]] = {
    Doubt.THOUSANDS_OR_DECIMALS: ("points", {"thousands": 0, "decimals": 1}),
    Doubt.SHARE_OR_PERCENT: ("shares", {"percent": 0, "shares": 1}),
    Doubt.NOUGHT_OR_NOTHING: ("dashes", {"nought": 0, "nothing": 1}),
}


@dataclass(frozen=True, slots=True)
class Number:
    """What one cell says: a value or the state of its absence, and what is remarkable about it."""

    value: Decimal | None = None
    state: State | None = None
    remark: str = ""


def number_in(text: str, expected: Expected, manner: Manner) -> Number:
    """The number or absence in a cell; refused where it is neither, or two things at once."""
    if manner.shares == "shares" and expected.unit == PERCENT and PERCENT not in text:
        return share_in(text, expected, manner)
    found = read_number(text, expected)
    if isinstance(found, Read):
        return Number(found.value)
    if isinstance(found, Asked):
        return decided(text, found, expected, manner)
    if isinstance(found, Absent):
        return Number(state=State(found.state.value))
    raise Refusal(unread(text, found, expected))


def share_in(text: str, expected: Expected, manner: Manner) -> Number:
    """A percentage that the file writes as a share: 0,45 for 45 %."""
    share = Expected(upper=ONE)
    found = number_in(text, share, manner)
    if found.value is None:
        return found
    value = found.value * HUNDRED
    if not isinstance(kept := fitting(value, expected), Read):
        raise Refusal(unread(text, kept, expected))
    return Number(value, remark=read_as(text, value, PERCENT))


def decided(text: str, found: Asked, expected: Expected, manner: Manner) -> Number:
    """What can be read in two ways, as its sender decided for the whole file; refused without that."""
    name, which = DECIDED[found.doubt]
    chosen = getattr(manner, name)
    if chosen not in which:
        raise Refusal(twofold(text, found))
    one = found.readings[which[chosen]]
    if isinstance(one, Absent):
        return Number(state=State(one.state.value), remark=_("“%(typed)s” read as no measure") % {"typed": text})  # fmt: skip
    if not isinstance(kept := fitting(one.value, expected), Read):
        raise Refusal(unread(text, kept, expected))
    return Number(one.value, remark=read_as(text, one.value, expected.unit))


def read_as(text: str, value: Decimal, unit: str) -> str:
    """« 0,45 » lu comme 45 %."""
    if unit in SIGNS:
        told = signed(typed(value), unit)
    else:
        told = f"{typed(value)}{NO_BREAK}{unit}" if unit else typed(value)
    return _("“%(typed)s” read as %(value)s") % {"typed": text, "value": told}


def state_words() -> dict[str, State]:
    """The states by their key and by their words in each language."""
    found = {plain(state.value): state for state in State}
    for language in LANGUAGES:
        with override(language):
            found |= {plain(str(state.label)): state for state in State}
    return found


def state_in(text: str, words: Mapping[str, State]) -> State | None:
    """The state that a cell names; None for an empty cell."""
    if not text.strip():
        return None
    found = words.get(plain(text))
    if found is None:
        raise Refusal(_("“%(typed)s” is no state of a value.") % {"typed": text[:40]})
    return found
