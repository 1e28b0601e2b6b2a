"""The national board: one line per site, each number with its way to the reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.figures import AgendaState, Voices, agenda_state, voices
from drawing.map import Mark
from drawing.seats import SeatMark
from governance.figures import SeatFigure, triads
from kit import clock
from kit.access import Standing
from kit.reads import compiled
from kit.templatetags.kit import day, number
from measurement.figures import UpToDate, up_to_date
from overview import stages
from overview.addresses import at_site
from overview.figures import selection
from overview.figures.needs import (
    WAITS_FOR,
    Need,
    needs_of_agenda,
    needs_of_figures,
    needs_of_seats,
    needs_of_stage,
    needs_of_voices,
)
from overview.figures.seats import seat_marks
from overview.figures.selection import Group, Totals, Wanted
from sites.models import Sight, Site

ROWS_A_PAGE = 50
EVERYTHING = slice(None)
NAMED_FIRST = 5
WORDS = {
    "asking": gettext_lazy("would like to take part."),
    "stage": gettext_lazy("is waiting for the next step of its mobilisation."),
    "answers": gettext_lazy("has comments without an answer."),
    "endorsement": gettext_lazy("is waiting for a seat's endorsement."),
    **WAITS_FOR,
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One site on the board."""

    name: str
    slug: str
    url: str
    department: str
    region: str
    wave: int
    stage: str
    stage_words: str
    days: int
    expected: int
    seats: tuple[SeatMark, ...]
    holders: tuple[str, ...]
    needs: tuple[Need, ...]
    agenda_words: str
    agenda_note: str
    figures_words: str
    voices_words: str
    lon: float | None
    lat: float | None
    department_code: str
    region_code: str


@dataclass(frozen=True, slots=True)
class Waiter:
    """A site named above the table: what it waits for, for how long."""

    name: str
    slug: str
    words: str
    days: int


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board and what is true of all sites."""

    totals: Totals
    groups: tuple[Group, ...]
    rows: tuple[BoardRow, ...]
    asking: tuple[Waiter, ...]
    waiting: tuple[Waiter, ...]
    number: int
    marks: tuple[Mark, ...] = ()

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


def rows_of(
    sites: Sequence[Any], today: date, opened: Collection[str] = ()
) -> tuple[BoardRow, ...]:
    """The lines of some listed sites, in a number of queries that does not grow with them.

    Only the lines of the `opened` slugs are given the reasons that they show.
    """
    seats = triads(sites)
    states = agenda_state(sites, seats=seats)
    said, measured = voices(sites), up_to_date(sites)
    return tuple(
        row(
            site,
            Known(seats[site.pk], states[site.pk], said[site.pk], measured[site.pk]),
            today,
            opened=site.slug in opened,
        )
        for site in sites
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the apps below say of one site."""

    seats: tuple[SeatFigure, ...]
    agenda: AgendaState
    voices: Voices
    figures: UpToDate


def needs_of(site: Any, known: Known, today: date) -> tuple[Need, ...]:
    """The reasons to which a line opens."""
    return (
        *needs_of_seats(site, known.seats, today),
        *needs_of_stage(site, today),
        *(n for n in needs_of_agenda(known.agenda, today) if n.kind != "agenda"),
        *needs_of_voices(known.agenda, known.voices, today),
        *needs_of_figures(known.figures),
    )


def row(site: Any, known: Known, today: date, *, opened: bool) -> BoardRow:
    """One line, with its reasons where it is opened."""
    return BoardRow(
        name=site.name,
        slug=site.slug,
        url=at_site("overview:site-page", site.slug),
        department=site.department_name,
        region=site.region_name,
        wave=site.n_wave,
        stage=site.state,
        stage_words=stages.stage_words(site.state, site.stage_since, today, in_days=True),
        days=(today - site.stage_since).days,
        expected=stages.expected(site.state),
        seats=seat_marks(known.seats),
        holders=tuple("" if seat.vacant else seat.holder for seat in known.seats),
        needs=needs_of(site, known, today) if opened else (),
        agenda_words=agenda_words(known.agenda),
        agenda_note=agenda_note(known.agenda, today),
        figures_words=of(known.figures.done, known.figures.due),
        voices_words=of(known.voices.answered, known.voices.total),
        lon=site.lon,
        lat=site.lat,
        department_code=site.department_id,
        region_code=site.region_id,
    )


def of(part: int, whole: int) -> str:
    """« 12 sur 14 »; words where there is nothing to count."""
    if not whole:
        return _("none yet")
    return _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}


def agenda_words(state: AgendaState) -> str:
    """« Version 4 ouverte aux commentaires »."""
    if state.number is None:
        return _("not begun")
    return _("Version %(number)s %(state)s") % {"number": state.number, "state": state.state_label}


def agenda_note(state: AgendaState, today: date) -> str:
    """The time left, who is awaited, or since when."""
    if state.is_open and state.days_left is not None:
        left = state.days_left
        return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left} if left else _("last day")  # fmt: skip
    if state.since is None:
        return ""
    if state.state == "adopted":
        return _("on %(day)s") % {"day": day(state.since)}
    for_days = stages.days((today - state.since).days)
    if state.awaiting:
        names = ", ".join(seat.label for seat in state.awaiting)
        return _("awaited for %(days)s: %(seats)s") % {"days": for_days, "seats": names}
    return _("for %(days)s") % {"days": for_days}


def board(standing: Standing, wanted: Wanted, page: int = 1, opened: str = "") -> Board:
    """One page of the board: the chosen sites by name, and what is said of all above them."""
    today = clock.today()
    groups = selection.groups(standing, wanted)
    totals = selection.totals(groups)
    last = max(1, -(-totals.chosen // ROWS_A_PAGE))
    page = min(max(1, page), last)
    first = (page - 1) * ROWS_A_PAGE
    sight = Sight.of(standing)
    rows = rows_of(listed(sight, wanted, slice(first, first + ROWS_A_PAGE)), today, {opened})
    asking, waiting = waiters(sight)
    few = totals.chosen <= ROWS_A_PAGE
    return Board(
        totals=totals,
        groups=groups,
        rows=rows,
        asking=asking,
        waiting=waiting,
        number=page,
        marks=marks_of(rows) if few else department_marks(groups),
    )


@compiled
def listed(sight: Sight, wanted: Wanted, part: slice = EVERYTHING) -> Any:
    """The chosen sites by name, or a part of them."""
    found = selection.watched(sight).filter(selection.chosen(wanted, sight.today))
    return lines_of(found)[part]


@compiled
def only(slug: str) -> Any:
    """One site as the list has it."""
    return lines_of(Site.objects.filter(slug=slug))


def lines_of(sites: QuerySet[Site]) -> Any:
    return sites.order_by("sort_name", "slug").values(
        "pk", "name", "slug", "state", "stage_since", "lon", "lat", "department_id", "region_id",
        department_name=F("department__name"),
        region_name=F("region__name"),
        n_wave=F("wave__number"),
    )  # fmt: skip


def all_rows(standing: Standing, wanted: Wanted) -> tuple[BoardRow, ...]:
    """Every chosen site, for the file to download."""
    sites = listed(Sight.of(standing), wanted)
    return rows_of(sites, clock.today(), {site.slug for site in sites})


def one_row(site: Site, *, opened: bool = False) -> BoardRow:
    """The line of one site, opened in place."""
    return rows_of(only(site.slug), clock.today(), {site.slug} if opened else ())[0]


def marks_of(rows: Iterable[BoardRow]) -> tuple[Mark, ...]:
    """One mark a line, in the order of the lines."""
    return tuple(
        Mark(r.name, r.url, r.lon, r.lat, r.department_code, region=r.region_code)
        for r in rows
        if r.lon is not None and r.lat is not None
    )


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


def waiters(sight: Sight) -> tuple[tuple[Waiter, ...], tuple[Waiter, ...]]:
    """The sites that asked to take part and those that wait, the longest first; one query."""
    asking: dict[str, Waiter] = {}
    waiting: dict[str, Waiter] = {}
    for found in selection.longest_waiting(sight):
        named = asking if found.need == "asking" else waiting
        days = (sight.today - found.from_day).days
        named.setdefault(found.slug, Waiter(found.name, found.slug, str(WORDS[found.need]), days))
    return tuple(asking.values())[:NAMED_FIRST], tuple(waiting.values())[:NAMED_FIRST]
