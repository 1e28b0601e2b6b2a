"""The account of a file: what becomes of every row, what is said of single ones, what would be written."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import Any, Self

from measurement.actions.readings import Reading
from measurement.actions.values import says_the_same
from measurement.models import Indicator
from measurement.periods import Period


class Verdict(StrEnum):
    """What becomes of a row; each row has exactly one."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPPRESSED = "suppressed"
    DUPLICATE = "duplicate"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"


class Kind(StrEnum):
    """What is said of a row."""

    REFUSED = "refused"
    WARNING = "warning"
    CORRECTION = "correction"
    DUPLICATE = "duplicate"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is said of a row of the file: of which line and column, in words.

    A refused row comes with its cells, so that it can be put right and sent again.
    """

    line: int
    kind: Kind
    column: str
    words: str
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Cell:
    """A value that a row says: of which indicator (as defined for its period), where, for when."""

    column: str
    indicator: Indicator
    site_id: Any
    neighbourhood: str | None
    contract: str | None
    period: Period | None
    reading: Reading
    # Why nothing may be written there today; what stands there already may be said all the same.
    barred: str = ""

    @property
    def key(self) -> Any:
        """What can stand once: indicator, place and period."""
        first, last = (self.period.starts_on, self.period.ends_on) if self.period else (None, None)
        where = (self.site_id, self.neighbourhood, self.contract)
        return self.indicator.pk, *where, first, last

    def says(self, other: "Cell") -> bool:
        """True when two rows say the same of the same."""
        return self.reading is other.reading or says_the_same(self.reading, other.reading)


@dataclass(slots=True)
class Write:
    """A value that goes in: the first one, or in the place of another.

    `replaces` is the row that it follows; it corrects nothing where that one was taken back.
    """

    cell: Cell
    replaces: Any = None
    corrects: bool = False


@dataclass(slots=True)
class Account:
    """What becomes of all rows of a file. `outcome` tells one account from another."""

    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    told: list[Told] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    outcome: str = ""

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return sum(self.counts.values())

    @property
    def corrections(self) -> int:
        """How many values would take the place of others."""
        return sum(one.corrects for one in self.writes)


def packed(told: Iterable[Told]) -> bytes:
    """What is said of single rows, as it is kept."""
    rows = [[t.line, t.kind.value, t.column, t.words, list(t.cells)] for t in told]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())


def unpacked(kept: bytes | memoryview) -> tuple[Told, ...]:
    """The same again."""
    if not kept:
        return ()
    rows: Sequence[Any] = json.loads(zlib.decompress(bytes(kept)))
    return tuple(Told(line, Kind(kind), col, words, tuple(c)) for line, kind, col, words, c in rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read: its heads, and how its rows are read once more."""

    heads: tuple[str, ...]
    rows: Iterable[Any]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> Self:
        """The first row in sight that says something has the heads; hidden ones above it are rows."""
        found = iter(rows)
        above: list[Any] = []
        for row in found:
            if not row.hidden:
                return cls(row.cells, chain(above, found))
            above.append(row)
        return cls(above[0].cells if above else (), iter(above[1:]))
