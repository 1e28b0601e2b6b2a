"""What a figure is and how it may be read: the rules that travel with its definition."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from measurement.engine.small import is_few, is_share_of_few


class ValueType(StrEnum):
    """What the number is; it decides what may be computed from several of them."""

    COUNT = "count"
    DISTINCT = "distinct"
    AMOUNT = "amount"
    RATIO = "ratio"
    RATE = "rate"
    QUANTILE = "quantile"
    ORDINAL = "ordinal"
    STATUS = "status"
    GAP = "gap"


class Direction(StrEnum):
    """Where a better situation lies; a context figure is never judged."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    CONTEXT = "context"


class Nature(StrEnum):
    """What a value says of time: a day's state, what happened in a span, or several years together."""

    STOCK = "stock"
    FLOW = "flow"
    ROLLING = "rolling"


class Accumulation(StrEnum):
    """Whether each period of a flow begins at nought again."""

    PER_PERIOD = "per_period"
    RUNNING_TOTAL = "running_total"


class Level(StrEnum):
    """What one value is about."""

    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True, slots=True)
class Band:
    """A range in which a figure should stay, both ends included; an open end is None."""

    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a band has at least one end")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("a band begins below its end")


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of an indicator's definition, with all that changes what may be computed.

    `noise` is the smallest change that means something, in the figure's own unit: points where
    the unit is a percentage, persons where persons are counted. `vintage_gap` is how many years
    lie at least between two vintages that may be compared. `multiplier` is 100 for a percentage;
    `ceiling` is the bound that no ratio may pass, in the figure's unit. A count of persons
    between one and `min_cell` is kept secret, and so is a share of so few. Out of less than
    `least_base` answers no share is told.
    """

    code: str
    value_type: ValueType
    unit: str = ""
    direction: Direction = Direction.HIGHER
    version: int = 1
    nature: Nature = Nature.STOCK
    accumulation: Accumulation = Accumulation.PER_PERIOD
    level: Level = Level.NEIGHBOURHOOD
    band: Band | None = None
    noise: Decimal = Decimal(0)
    vintage_gap: int = 1
    multiplier: int = 1
    ceiling: Decimal | None = None
    min_cell: int = 0
    least_base: int = 0

    def __post_init__(self) -> None:
        if self.noise < 0 or self.vintage_gap < 0 or self.min_cell < 0 or self.least_base < 0:
            raise ValueError("noise, vintage gap and smallest counts are not below nought")
        if self.multiplier not in {1, 100, 1000}:
            raise ValueError("a ratio is told as such, in hundredths or in thousandths")

    def hides(
        self, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
    ) -> bool:
        """True for a count so small that it could point at somebody, or a share of so few."""
        if numerator is None:
            counted = self.value_type in {ValueType.COUNT, ValueType.DISTINCT}
            return counted and is_few(value, self.min_cell)
        short = is_few(denominator, self.least_base)
        return short or is_share_of_few(numerator, denominator, self.min_cell)
