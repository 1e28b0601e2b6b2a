"""What of a family of figures is withheld, because a number of few people could be worked out with it.

A family is a whole and what are parts of it, which may have parts themselves. Whoever reads a whole
and some of its parts works out by subtraction how many are in none of these. So a number is shown
only where it leaves, with all that is shown already, nobody or enough people (docs/adr/0046).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from measurement.engine.kept_back import beside_secrets

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
    `least`: how many were enough people by then, for the strictest figure of the family.
    `secret`: there is a value, which its source keeps back from everybody.
    """

    key: Any
    figure: Any
    value: Decimal | None = None
    below: int = 0
    least: int = 0
    secret: bool = False


def withheld(parts: Parts, cells: Iterable[Cell], *, inside: bool = False) -> frozenset[Any]:
    """The keys of the numbers that are withheld, of cells in the order in which they were written down.

    What could be read first stays: each cell is shown unless it tells, with those before it, of
    few people. So nothing that is written later gives out a number of few people. To
    those inside a site these are numbers like others. Nobody, in a part, looks like few people,
    unless what is shown leaves nobody: else whoever is hidden would be known to be somebody.

    A secret of a source takes away more of what is left. It may come later: this is looked at last.
    """
    rows = [cell for cell in cells if cell.value is not None or cell.secret]
    told = [cell for cell in rows if cell.value is not None]
    seen = Reader(parts, inside=inside)
    kept = {cell.key for cell in told if not seen.reads(cell)}
    few = {cell.key for cell in told if cell.below and not inside}
    secrets = frozenset(cell.figure for cell in rows if cell.secret)
    if secrets:
        # What a source keeps back now is not told by what stood there before.
        kept |= {cell.key for cell in told if cell.figure in secrets}
        read = [cell for cell in told if cell.key not in kept]
        more = beside_secrets(parts, [(c.key, c.figure) for c in read], secrets, seen.kept)
        kept |= more
        seen = Reader(parts, shown=shown_of(c for c in read if c.key not in more))
    return frozenset(
        cell.key for cell in told
        if cell.key in kept - few and (cell.value or not seen.knows_of_nobody(cell.figure))
    )  # fmt: skip


def shown_of(cells: Iterable[Cell]) -> dict[Any, set[Number]]:
    """The numbers of some cells, by figure."""
    shown: dict[Any, set[Number]] = {}
    for cell in cells:
        shown.setdefault(cell.figure, set()).add(number_of(cell))
    return shown


def number_of(cell: Cell) -> Number:
    """Whole numbers are added up much faster, and all of a country's sites are."""
    value = cell.value or Decimal(0)
    return int(value) if value == value.to_integral_value() else value


@dataclass(slots=True)
class Reader:
    """What somebody has read of a family so far, and what he knows of what was kept from him.

    `few`: figures that he knows to be fewer people than so many. `bounds`: numbers that he knows to
    be no greater. `hidden`: all figures of which some number is hidden.
    """

    parts: Parts
    inside: bool = False
    least: int = 0
    shown: dict[Any, set[Number]] = field(default_factory=dict)
    kept: set[Any] = field(default_factory=set)
    few: dict[Any, int] = field(default_factory=dict)
    bounds: dict[Any, Number] = field(default_factory=dict)
    hidden: set[Any] = field(default_factory=set)

    def reads(self, cell: Cell) -> bool:
        """True where the number is shown to him; to those inside few people are numbers like others."""
        if not self.inside:
            self.least = max(self.least, cell.least and max(cell.least, FEWEST))
            nobody = not cell.value and any(cell.figure in of for of in self.parts.values())
            if most := cell.below or (self.least if nobody else 0):
                self.misses(cell.figure, most)
                return False
        values = self.shown.setdefault(cell.figure, set())
        number = number_of(cell)
        if number in values:
            return True
        before = self.sums_of_bounded()
        # A correction beside somebody who is hidden could tell by how much he was corrected.
        late = bool(self.hidden and (values or cell.figure in self.hidden))
        values.add(number)
        if not self.least or not (
            late or self.tells_of_few() or self.fills(before) or self.tells_by_difference()
        ):
            return True
        values.discard(number)
        self.bounds[cell.figure] = self.bound(cell.figure)
        self.kept.add(cell.figure)
        self.hidden.add(cell.figure)
        return False

    def tells_by_difference(self) -> bool:
        """True where two numbers of a whole, one of which was corrected, differ by nearly all of a part."""
        return any(
            0 < value + (one - other) < self.least
            for whole in self.parts
            for one in self.shown.get(whole, ())
            for other in self.shown.get(whole, ())
            if one != other
            for part in self.all_below(whole, (whole,))
            for value in self.shown.get(part, ())
        )

    def all_below(self, whole: Any, way: tuple[Any, ...]) -> set[Any]:
        """The parts of a figure, and theirs."""
        parts = self.below(whole, way)
        return {*parts}.union(*(self.all_below(part, (*way, part)) for part in parts))

    def sums_of_bounded(self) -> dict[Any, set[Number]]:
        """What is shown below the numbers that are withheld and known not to be greater than so many."""
        return {whole: self.sums_below(whole, None, (whole,)) or set() for whole in self.bounds}

    def fills(self, before: Mapping[Any, set[Number]]) -> bool:
        """True where a whole that is withheld, with what is newly shown below it, leaves few people at most."""
        return any(
            0 <= self.bounds[whole] - each < self.least
            for whole, sums in self.sums_of_bounded().items()
            for each in sums - before[whole]
        )

    def bound(self, figure: Any) -> Number:
        """The greatest number that would have been withheld in its place: he knows that it is no greater."""
        sums = self.sums_below(figure, None, (figure,)) or {0}
        few = {each + most for each, most in self.rests(figure, (figure,))}
        return max({max(sums) + self.least - 1} | few | {self.bounds.get(figure, 0)})

    def misses(self, figure: Any, below: int) -> None:
        """Few people, or nobody, are kept from him.

        That they are few he knows where a greater number would have been shown in their place: not
        where a whole above is shown, nor where they are a whole of few people themselves, nor where
        any correction would have been hidden.
        """
        in_doubt = (
            (self.hidden and self.shown.get(figure))
            or self.has_whole_shown(figure, (figure,))
            or any(most >= self.least for _sum, most in self.rests(figure, (figure,)))
        )
        if not in_doubt:
            self.few[figure] = max(self.few.get(figure, 0), below)
        self.hidden.add(figure)

    def has_whole_shown(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True where something that it is part of is shown, and more than just enough people."""
        return any(
            any(value > self.least for value in self.shown.get(whole, ()))
            or self.has_whole_shown(whole, (*way, whole))
            for whole, parts in self.parts.items()
            if figure in parts and whole not in way
        )

    def tells_of_few(self) -> bool:
        """True where a whole without some numbers below it leaves few people."""
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
            found = {(value, 0) for value in self.shown.get(part, ())}
            if part in self.few:
                found.add((0, self.few[part] - 1))
            if not found and part in self.kept and deeper == {(0, 0)}:
                return set()
            found = found or deeper
            rests = {(one + other, most + more) for one, most in rests for other, more in found}
            if len(rests) > MOST:
                return set()
        return rests

    def sums_below(
        self, whole: Any, most: Number | None, way: tuple[Any, ...]
    ) -> set[Number] | None:
        """All sums of shown numbers, none of which is inside another; None where they are too many.

        Of several numbers of one figure, which was corrected, each is tried.
        """
        sums: set[Number] = {0}
        for part in self.below(whole, way):
            deeper = self.sums_below(part, most, (*way, part))
            if deeper is None:
                return None
            choices = deeper | self.shown.get(part, set())
            added = {one + other for one in sums for other in choices}
            sums = added if most is None else {one for one in added if one <= most}
            if len(sums) > MOST:
                return None
        return sums

    def below(self, whole: Any, way: tuple[Any, ...]) -> list[Any]:
        """The parts of a figure, but for those on the way to it."""
        return [part for part in self.parts.get(whole, ()) if part not in way]

    def knows_of_nobody(self, figure: Any) -> bool:
        """True where what is shown beside a figure is all of something that it is part of."""
        return self.is_left_nothing(figure, {0}, (figure,))

    def is_left_nothing(self, figure: Any, beside: set[Number], way: tuple[Any, ...]) -> bool:
        """True where a whole above is as much as some numbers shown beside the way down to it."""
        for whole, parts in self.parts.items():
            if figure not in parts or whole in way:
                continue
            below = self.sums_below(whole, None, (*way, whole))
            if below is None or len(below) * len(beside) > MOST:
                continue
            sums = {one + other for one in beside for other in below}
            if (self.shown.get(whole, set()) & sums) - {0}:
                return True
            if self.is_left_nothing(whole, sums, (*way, whole)):
                return True
        return False
