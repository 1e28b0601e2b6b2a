"""What of a family of figures is withheld, because a number of few people could be worked out with it.

A family is a whole and what are parts of it, which may have parts themselves. Whoever reads a whole
and some of its parts works out by subtraction how many are in none of these. So a number is shown
only where it leaves, with all that is shown already, nobody or enough people (docs/adr/0046).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

# Where there are more ways than this to add up what is shown, not all are tried: nothing more is shown.
MOST = 4096
# Two who are told to be few and are one each are told by their sum: in a family, two are few as well.
FEWEST = 3

type Number = Decimal | int
type Parts = Mapping[Any, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of one figure of a family, at one place and period, as it was written down.

    `below`: it counts people, but fewer than these, so that nobody outside the site may read it.
    `secret`: there is a value, which its source keeps back from everybody.
    """

    key: Any
    figure: Any
    value: Decimal | None = None
    below: int = 0
    secret: bool = False


def withheld(
    parts: Parts, cells: Iterable[Cell], *, least: int, inside: bool = False
) -> frozenset[Any]:
    """The keys of the numbers that are withheld, of cells in the order in which they were written down.

    What could be read first stays: each cell is shown unless it tells, with those before it,
    of fewer people than `least` or what a source keeps back. So nothing that is written later
    gives out a number of few people. To those inside a site these are numbers like others.
    """
    rows = list(cells)
    told = [cell for cell in rows if cell.value is not None]
    seen = Reader(
        parts,
        least=0 if inside or not least else max(least, FEWEST),
        secrets=frozenset(cell.figure for cell in rows if cell.secret),
        waiting=Counter(cell.figure for cell in told if inside or not cell.below),
    )
    return frozenset(
        cell.key for cell in told
        if not (seen.reads(cell) if inside or not cell.below else seen.misses(cell))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody has read of a family so far, and which of its figures have numbers that wait."""

    parts: Parts
    least: int
    secrets: Collection[Any]
    waiting: Counter[Any]
    shown: dict[Any, set[Number]] = field(default_factory=dict)
    kept: set[Any] = field(default_factory=set)
    few: dict[Any, int] = field(default_factory=dict)

    def misses(self, cell: Cell) -> bool:
        """Few people are kept from him, whatever else he reads.

        That they are few he knows where a greater number would have been shown in their place: not
        where a whole above is shown, nor where they are a whole of few people themselves.
        """
        in_doubt = self.has_whole_shown(cell.figure, (cell.figure,)) or any(
            most >= self.least for _sum, most in self.rests(cell.figure, (cell.figure,))
        )
        if not in_doubt:
            self.few[cell.figure] = max(self.few.get(cell.figure, 0), cell.below)
        return True

    def has_whole_shown(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True where something that it is part of is shown, and more than just enough people."""
        return any(
            any(value > self.least for value in self.shown.get(whole, ()))
            or self.has_whole_shown(whole, (*way, whole))
            for whole, parts in self.parts.items()
            if figure in parts and whole not in way
        )

    def reads(self, cell: Cell) -> bool:
        """True where the number may be shown to him too; he has read it then."""
        self.waiting[cell.figure] -= 1
        values = self.shown.setdefault(cell.figure, set())
        if cell.value is None or cell.value in values:
            return True
        # Whole numbers are added up much faster, and all of a country's sites are.
        whole = cell.value == cell.value.to_integral_value()
        values.add(int(cell.value) if whole else cell.value)
        if self.tells_of_few() or any(self.tells(secret) for secret in self.secrets):
            values.discard(cell.value)
            self.kept.add(cell.figure)
            return False
        return True

    def tells_of_few(self) -> bool:
        """True where a whole without some numbers below it leaves few people."""
        if not self.least:
            return False
        for whole in self.parts:
            values = self.shown.get(whole)
            if not values:
                continue
            below = self.sums_below(whole, max(values), (whole,))
            if below is None or any(
                0 < value - each < self.least for value in values for each in below if each
            ):
                return True
            rests = self.rests(whole, (whole,))
            if any(0 < value - each <= most for value in values for each, most in rests):
                return True
        return False

    def rests(self, whole: Any, way: tuple[Any, ...]) -> set[tuple[Number, int]]:
        """Where nothing but few people is unread below a whole: what is shown, how many these may be.

        A whole that leaves no more than these would be the sum of a few few people, and tell them.
        """
        rests: set[tuple[Number, int]] = {(0, 0)}
        for part in self.below(whole, way):
            deeper = self.rests(part, (*way, part))
            if values := self.shown.get(part):
                found = {(value, 0) for value in values}
            elif part in self.few:
                found = {(0, self.few[part] - 1)}
            elif self.is_kept_back(part) and deeper == {(0, 0)}:
                return set()
            else:
                found = deeper
            rests = {(one + other, most + more) for one, most in rests for other, more in found}
            if len(rests) > MOST:
                return set()
        return rests

    def sums_below(self, whole: Any, most: Number, way: tuple[Any, ...]) -> set[Number] | None:
        """All sums of shown numbers, none of which is inside another; None where they are too many.

        Of several numbers of one figure, which was corrected, each is tried.
        """
        sums: set[Number] = {0}
        for part in self.below(whole, way):
            deeper = self.sums_below(part, most, (*way, part))
            if deeper is None:
                return None
            choices = deeper | self.shown.get(part, set())
            sums = {one + other for one in sums for other in choices if one + other <= most}
            if len(sums) > MOST:
                return None
        return sums

    def below(self, whole: Any, way: tuple[Any, ...]) -> list[Any]:
        """The parts of a figure, but for those on the way to it."""
        return [part for part in self.parts.get(whole, ()) if part not in way]

    def tells(self, secret: Any) -> bool:
        """True where a number that its source keeps back is told: by its parts, or by what it is part of.

        The parts may be all there are; so one of them, or one beside it, has to stay unknown. Few
        people are not unknown enough.
        """
        parts = self.below(secret, (secret,))
        if any(self.has_numbers(part, (secret, part)) for part in parts) and not any(
            self.is_unknown(part, (secret, part)) for part in parts
        ):
            return True
        return self.is_told_from_above(secret, (secret,))

    def is_told_from_above(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True where a whole is shown, and nothing beside the way down to the figure is unknown."""
        for whole, parts in self.parts.items():
            if figure not in parts or whole in way:
                continue
            beside = [part for part in parts if part not in way]
            if any(self.is_unknown(part, (*way, part)) for part in beside):
                continue
            if self.shown.get(whole) or self.is_told_from_above(whole, (*way, whole)):
                return True
        return False

    def is_unknown(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True of a number that is there and kept back, unless its parts tell it."""
        if self.shown.get(figure):
            return False
        parts = self.below(figure, way)
        if any(self.has_numbers(part, (*way, part)) for part in parts):
            return any(self.is_unknown(part, (*way, part)) for part in parts)
        return self.is_kept_back(figure)

    def is_kept_back(self, figure: Any) -> bool:
        """True of a figure with a number that he has not read, be it because its turn has not come."""
        return figure in self.kept or figure in self.secrets or self.waiting[figure] > 0

    def has_numbers(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True where something of a figure or below it is shown or kept back; few people are not."""
        return (
            bool(self.shown.get(figure))
            or self.is_kept_back(figure)
            or any(self.has_numbers(part, (*way, part)) for part in self.below(figure, way))
        )
