"""The board of some sites, or all: one line per site, each number with its way to the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from drawing.map import Mark
from kit import clock
from kit.access import Standing
from overview.addresses import at_site
from overview.figures import selection
from overview.figures.reasons import Reasons, reasons_of
from overview.figures.rows import BoardRow, rows_of
from overview.figures.selection import Group, Totals, Wanted
from overview.figures.waiters import Waiters, waiters
from sites.models import Sight, Site

# So many lines leave in the first packets of a connection: the whole page is under 14.6 kB.
ROWS_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board and what is true of all sites."""

    totals: Totals
    groups: tuple[Group, ...]
    rows: tuple[BoardRow, ...]
    above: Waiters
    number: int
    marks: tuple[Mark, ...] = ()
    opened: Reasons | None = None

    @property
    def pages(self) -> int:
        return max(1, -(-self.totals.chosen // ROWS_A_PAGE))

    @property
    def page_numbers(self) -> tuple[int | None, ...]:
        """The pages worth a link: the ends and those around; None where some are left out."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown = sorted(n for n in near if 1 <= n <= self.pages)
        found: list[int | None] = []
        for page in shown:
            last = found[-1] if found else 0
            if last and page > last + 1:
                found.append(None)
            found.append(page)
        return tuple(found)

    @property
    def first(self) -> int:
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def board(
    sight: Sight, wanted: Wanted, *, reader: Standing, page: int = 1, opened: str = ""
) -> Board:
    """One page of the board: the chosen sites in order, and what is said above them of all in sight."""
    groups = selection.groups(sight, wanted)
    totals = selection.totals(groups)
    last = max(1, -(-totals.chosen // ROWS_A_PAGE))
    page = min(max(1, page), last)
    first = (page - 1) * ROWS_A_PAGE
    listed = selection.listed(sight, wanted, slice(first, first + ROWS_A_PAGE))
    rows = rows_of(listed, sight.today)
    few = totals.chosen <= ROWS_A_PAGE
    return Board(
        totals=totals,
        groups=groups,
        rows=rows,
        above=waiters(sight),
        number=page,
        marks=marks_of(rows) if few else department_marks(groups),
        opened=next((reasons_of(row, reader) for row in rows if row.slug == opened), None),
    )


def all_rows(sight: Sight, wanted: Wanted) -> tuple[BoardRow, ...]:
    """Every chosen site, for the file to download."""
    return rows_of(selection.listed(sight, wanted), sight.today)


def one_row(site: Site) -> BoardRow:
    """The line of one site."""
    return rows_of(selection.only(site.slug), clock.today())[0]


def marks_of(rows: Iterable[BoardRow]) -> tuple[Mark, ...]:
    """One mark a line, in the order of the lines."""
    return tuple(
        Mark(r.name, at_site("overview:site-page", r.slug), r.lon, r.lat, r.department_code, region=r.region_code)
        for r in rows
        if r.lon is not None and r.lat is not None
    )  # fmt: skip


def department_marks(groups: Iterable[Group]) -> tuple[Mark, ...]:
    """One mark for the sites of a wave in a department; the map adds up each department."""
    return tuple(
        Mark(
            name=group.department_name,
            url="",
            lon=group.lon,
            lat=group.lat or 0,
            department=group.department,
            region=group.region,
            count=group.chosen,
        )
        for group in groups
        if group.chosen and group.lon is not None
    )
