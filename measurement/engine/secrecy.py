"""Which numbers of tables with sums are kept, so that nobody can work out what is hidden.

Small counts are hidden first; then as many others, or totals, as it takes that no hidden number can
be found within a fifth, by a stranger or by any of the sites with its own numbers in hand. The
limits of this are written in docs/adr/0030.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from measurement.engine.bounds import Unknown, connected, is_free
from measurement.engine.viewers import NEAR, Viewer

# Of how many of the smallest contributors pairs are tried.
PAIRED = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table: whose it is, whether it is secret in itself, whether it is out already.

    `sites` know it in any case. A secret count lies between one and `most`, which everybody knows.
    """

    amount: Fraction
    sites: frozenset[str] = frozenset()
    secret: bool = False
    most: Fraction | None = None
    published: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """That a number of the tables is the sum of others of them."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is published together or was before: numbers by key, and the sums between them."""

    cells: Mapping[str, Cell]
    sums: tuple[Sum, ...]

    def __post_init__(self) -> None:
        for each in self.sums:
            if self.cells[each.total].amount != sum(self.cells[p].amount for p in each.parts):
                raise ValueError(f"{each.total} is not the sum of its parts")

    @property
    def totals(self) -> frozenset[str]:
        """The keys that are sums of others."""
        return frozenset(each.total for each in self.sums)

    @property
    def sites(self) -> frozenset[str]:
        """All sites that have a number in them."""
        return frozenset[str]().union(*(cell.sites for cell in self.cells.values()))


@dataclass(frozen=True, slots=True)
class Protection:
    """Which keys are hidden, all told alike, so that nobody sees which are secret in themselves.

    `exposed` are numbers that earlier publications tell already: nothing hides them any more, and
    somebody has to know.
    """

    hidden: frozenset[str]
    exposed: frozenset[str] = frozenset()

    def shown_to(self, tables: Tables, viewer: Viewer) -> frozenset[str]:
        """What somebody reads: all that is not hidden, and what is his own."""
        own = {
            key for key, cell in tables.cells.items()
            if cell.sites and all(viewer.knows(site) for site in cell.sites)
        }  # fmt: skip
        return frozenset(tables.cells) - self.hidden | frozenset(own)


@dataclass(frozen=True, slots=True)
class Leak:
    """That a reader finds a hidden number within a fifth: None is a stranger."""

    key: str
    reader: str | None


def protect(tables: Tables) -> Protection:
    """Hides what is secret and what would tell it; then shows again whatever is not needed for that."""
    watch = Watch(tables)
    secret = {key for key, cell in tables.cells.items() if cell.secret}
    hidden = {key for key in secret if not tables.cells[key].published}
    exposed = secret - hidden
    while leak := next(watch.leaks(hidden, but=exposed), None):
        more = remedy(watch, hidden, exposed, leak)
        hidden |= more
        if not more:
            exposed.add(leak.key)
    for key in sorted(hidden - secret, key=lambda k: (-tables.cells[k].amount, k)):
        if next(watch.leaks(hidden - {key}, but=exposed), None) is None:
            hidden.remove(key)
    return Protection(frozenset(hidden), frozenset(exposed & secret))


def remedy(watch: "Watch", hidden: set[str], exposed: set[str], leak: Leak) -> set[str]:
    """What else to hide against a leak: the smallest numbers that stop it and do not leak themselves.

    One contributor, two of them (a site that knows its own counts for one), a total: the first that
    is enough. Else the smallest that hangs together with the leak; nothing when all of those are
    out already. A nought tells of nobody and stays.
    """
    tables = watch.tables
    together, _used = connected(watch.rows, leak.key)
    sums = [row.keys() for row in watch.rows if row.keys() & hidden & together]
    open_ones = [
        key for key in set().union(*sums) - hidden
        if not tables.cells[key].published and tables.cells[key].amount
    ]  # fmt: skip
    ranked = sorted(open_ones, key=lambda k: (tables.cells[k].amount, k))
    parts = [key for key in ranked if key not in tables.totals]
    totals = [key for key in ranked if key in tables.totals]
    for more in (
        *({key} for key in parts),
        *({one, other} for one, other in combinations(parts[:PAIRED], 2)),
        *({key} for key in totals),
    ):
        watched = {leak.key} | (more - tables.totals)
        if next(watch.leaks(hidden | more, but=exposed, only=watched), None) is None:
            return more
    return set((*parts, *totals)[:1])


class Watch:
    """Tries what readers can find out of tables, and remembers what it tried."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.rows = [{each.total: -1, **dict.fromkeys(each.parts, 1)} for each in tables.sums]
        self.tried: dict[tuple[str, frozenset[str]], bool] = {}

    def leaks(
        self,
        hidden: Collection[str],
        *,
        but: Collection[str] = (),
        only: Collection[str] | None = None,
    ) -> Iterator[Leak]:
        """What readers find: a stranger all that can be found, a site more where it knows its own.

        A secret number must hold against somebody who knows which ones are secret and how large
        they are at most. A number that is hidden for another's sake must hold against somebody who
        does not. A withheld total is nobody's: it need not hold.
        """
        cells, totals = self.tables.cells, self.tables.totals
        watched = [
            key for key in sorted(hidden)
            if key not in but and (cells[key].secret or key not in totals)
            and (only is None or key in only)
        ]  # fmt: skip
        for reader in (None, *sorted(self.tables.sites)):
            own = self.known_to(reader)
            if reader is not None and not own & set(hidden):
                continue
            unknown = set(hidden) - own
            rows = [{k: v for k, v in row.items() if k in unknown} for row in self.rows]
            for key in watched:
                if key in unknown and self.tells(rows, key):
                    yield Leak(key, reader)

    def known_to(self, reader: str | None) -> set[str]:
        """A site's own numbers, and the sums in which no other one has more than nought."""
        cells = self.tables.cells
        own = {key for key, cell in cells.items() if reader in cell.sites}
        for _level in self.tables.sums:
            for each in self.tables.sums:
                counted = {part for part in each.parts if cells[part].amount}
                if counted and counted <= own:
                    own.add(each.total)
        return own

    def tells(self, rows: Sequence[Mapping[str, int]], key: str) -> bool:
        """True when all that a hidden number can be lies within a fifth of it.

        It hangs on the unknown numbers that are together with it alone: asked once for each such set.
        """
        together, used = connected(rows, key)
        place = (key, frozenset(together))
        if place not in self.tried:
            cell = self.tables.cells[key]
            facts = {k: known_anyway(self.tables.cells[k], strong=cell.secret) for k in together}
            free = is_free(facts, [rows[n] for n in used], key, NEAR * cell.amount)
            self.tried[place] = not free
        return self.tried[place]


def known_anyway(cell: Cell, *, strong: bool) -> Unknown:
    """No number is below nought; who knows which are secret knows how large those can be."""
    if strong and cell.secret:
        return Unknown(cell.amount, Fraction(1), cell.most)
    return Unknown(cell.amount)
