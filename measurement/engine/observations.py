"""What was observed: a value or the reason for its absence, for a place and a span of days."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from measurement.engine.definitions import Definition, ValueType


class State(StrEnum):
    """What stands behind a value or its absence. Zero is a value."""

    OBSERVED = "observed"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    MISSING = "missing"
    SUPPRESSED = "suppressed"
    NOT_PRODUCED = "not_produced"
    NOT_APPLICABLE = "not_applicable"


WITH_VALUE = frozenset({State.OBSERVED, State.PROVISIONAL, State.ESTIMATED})


class Protection(StrEnum):
    """How the producer keeps persons from being recognised."""

    NONE = "none"
    SUPPRESSION = "suppression"
    PERTURBATION = "perturbation"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Whole days from the first to the last, both included; a single day for a state."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span ends after it begins")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def meets(self, other: "Span") -> bool:
        """True when both have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Release:
    """One publication of a source. `noise` is how far its protection may move a count.

    `vintage` is the year that it speaks of, `generation` the edition of the neighbourhoods (2015
    or 2024) for which it was computed, None where it is not about neighbourhoods.
    """

    source: str
    vintage: int | None = None
    generation: int | None = None
    protection: Protection = Protection.NONE
    noise: Decimal = Decimal(0)
    produced: bool = True


LOCAL = Release("local")


@dataclass(frozen=True, slots=True)
class Item:
    """Something counted once wherever it is named: an organisation, a grant with its amount."""

    key: str
    amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Observation:
    """One value, or why there is none.

    A ratio has its two components and no value of its own; a published rate has a value and no
    components. `denominator_release` is told where the denominator comes from elsewhere.
    `precision` is the step in which the source prints (1 for whole points). `items` are what a
    distinct count counted or the grants behind an amount; `status` is an amount's (asked, granted,
    paid) or the word of a status. `partial` marks an aggregate that covers too little for a trend.
    """

    place: str
    span: Span
    value: Decimal | None = None
    state: State = State.OBSERVED
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    release: Release = LOCAL
    denominator_release: Release | None = None
    version: int = 1
    precision: Decimal = Decimal(0)
    items: tuple[Item, ...] | None = None
    status: str = ""
    partial: bool = False

    def __post_init__(self) -> None:
        told = self.value is not None or self.numerator is not None or self.denominator is not None
        if told and self.state not in WITH_VALUE:
            raise ValueError("a value and the absence of a value cannot both be true")
        if (self.numerator is None) != (self.denominator is None):
            raise ValueError("a ratio has both of its components")
        if self.value is not None and self.numerator is not None:
            raise ValueError("the value of a ratio is derived, never typed")
        if self.state in WITH_VALUE and not (told or self.status or self.items is not None):
            raise ValueError("an observed value is told")

    @property
    def is_told(self) -> bool:
        """True where there is a value: zero is one, a ratio over nought is none."""
        return self.state in WITH_VALUE and self.denominator != 0

    @property
    def standing(self) -> State:
        """The state as it counts: a ratio over nought does not apply."""
        return State.NOT_APPLICABLE if self.denominator == 0 else self.state

    def kept_back(self) -> "Observation":
        """The same without its numbers, as somebody reads it who may not know them."""
        return replace(
            self, value=None, numerator=None, denominator=None, items=None, state=State.SUPPRESSED
        )

    def tells(self, definition: Definition) -> bool:
        """True where there is a value of what the definition counts."""
        if not self.is_told:
            return False
        if definition.value_type == ValueType.RATIO:
            return self.numerator is not None and self.denominator is not None
        if definition.value_type == ValueType.DISTINCT and self.items is not None:
            return True
        return self.value is not None

    def figure(self, definition: Definition) -> Fraction | None:
        """The exact value in the definition's unit, None where there is none."""
        if not self.is_told:
            return None
        if definition.value_type == ValueType.RATIO:
            if self.numerator is None or self.denominator is None:
                return None
            ratio = Fraction(self.numerator) / Fraction(self.denominator)
            return ratio * definition.multiplier
        if definition.value_type == ValueType.DISTINCT and self.items is not None:
            return Fraction(len({item.key for item in self.items}))
        return None if self.value is None else Fraction(self.value)
