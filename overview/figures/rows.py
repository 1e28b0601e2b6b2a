"""One line of the board: what is known of a site, and the words for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import AgendaState, Voices, agenda_state, voices
from drawing.seats import SeatMark
from governance.figures import SeatFigure, triads
from governance.models import ALERTS
from kit.templatetags.kit import day, number
from measurement import reviews
from measurement.figures import UpToDate, up_to_date
from measurement.reviews import ReviewWatch
from overview import stages
from overview.figures.agendas import quarter_of
from overview.figures.patience import LONG_VACANT
from overview.figures.seats import seat_marks
from partnership.figures import PROMISED_DAYS
from sites.figures import Pace, StageWatch, in_days, watch
from sites.models import Site

CALLS = {Pace.TOO_LONG, Pace.LOOK_AGAIN}
NO_FIGURES = UpToDate(0, 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """The support that a site has asked for, and how much of the promised one it has had."""

    asked: int
    since: date | None
    trained: Decimal


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One site on the board: facts, and from them the words of its line.

    `given`: by whom the site was given to the reader, and until when, where it lies outside
    their region.
    """

    today: date
    pk: UUID
    name: str
    slug: str
    department: str
    department_code: str
    region: str
    region_code: str
    wave: int
    programme: str
    stage: str
    watch: StageWatch
    seats: tuple[SeatFigure, ...]
    agenda: AgendaState
    voices: Voices
    figures: UpToDate
    review: ReviewWatch
    support: Wish
    lon: float | None
    lat: float | None
    given: str = ""

    @property
    def stage_words(self) -> str:
        """« Active depuis 402 jours »."""
        return stages.stage_words(self.stage, self.watch.since, self.today, in_days=True)

    @property
    def marks(self) -> tuple[SeatMark, ...]:
        """The three seats as marks."""
        return seat_marks(self.seats)

    @property
    def expects_seats(self) -> bool:
        """True where three seats should be held: at work, or paused with a triad."""
        return self.stage in Site.AT_WORK or (
            self.stage == Site.State.PAUSED and any(s.holder_id or s.former for s in self.seats)
        )

    @property
    def helped_with(self) -> tuple[str, ...]:
        """What the site alone may not mend: a long vacancy, no successor, a call that is due."""
        found = ["call"] if self.watch.pace in CALLS else []
        for seat in self.seats if self.expects_seats else ():
            since = seat.vacant_since or self.watch.since
            if seat.vacant and self.today - since >= LONG_VACANT:
                found.append("vacancy")
            elif seat.alert == min(ALERTS) and not seat.next_holder:
                found.append("ending")
        return tuple(found)

    @property
    def needed_words(self) -> str:
        """« besoin pour 2 raisons »."""
        count = len(self.helped_with)
        return ngettext("needed for %(count)s reason", "needed for %(count)s reasons", count) % {"count": count}  # fmt: skip

    @property
    def asked_words(self) -> str:
        """« demandé depuis 4 jours »."""
        if self.support.since is None:
            return _("no request")
        waited = in_days((self.today - self.support.since).days)
        return _("asked %(days)s ago") % {"days": waited}

    @property
    def agenda_words(self) -> str:
        """« Version 4 ouverte aux commentaires »."""
        if self.agenda.number is None:
            return _("not begun")
        said = {"number": self.agenda.number, "state": self.agenda.state_label}
        return _("Version %(number)s %(state)s") % said

    @property
    def agenda_note(self) -> str:
        """The time left, who is awaited, or since when."""
        return agenda_note(self.agenda, self.today)

    @property
    def figures_words(self) -> str:
        """« 12 sur 14 »."""
        return of(self.figures.done, self.figures.due)

    @property
    def voices_words(self) -> str:
        """« 31 sur 40 »."""
        return of(self.voices.answered, self.voices.total)

    @property
    def review_late(self) -> bool:
        """True when a learning review is to be held now."""
        return self.review.is_late(self.today)

    @property
    def report_on(self) -> date | None:
        """The day from which the report of the running quarter is made."""
        return next_report(self.stage, self.today)

    @property
    def promised(self) -> int:
        """The days of co-training that a site is promised."""
        return PROMISED_DAYS


def next_report(stage: str, today: date) -> date | None:
    """The day after the running quarter, for a site at work; no other has a report."""
    return next_quarter(today) if stage in Site.AT_WORK else None


@lru_cache(maxsize=8)
def next_quarter(today: date) -> date:
    """The first day of the quarter after the one in which a day lies."""
    return quarter_of(today).end + timedelta(days=1)


def of(part: int, whole: int) -> str:
    """« 12 sur 14 »; words where there is nothing to count."""
    if not whole:
        return _("none yet")
    return _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}


def agenda_note(state: AgendaState, today: date) -> str:
    """The time left, who is awaited, or since when."""
    if state.is_open and state.days_left is not None:
        left = state.days_left
        return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left} if left else _("last day")  # fmt: skip
    if state.since is None:
        return ""
    if state.state == "adopted":
        return _("on %(day)s") % {"day": day(state.since)}
    for_days = in_days((today - state.since).days)
    if state.awaiting:
        names = ", ".join(seat.label for seat in state.awaiting)
        return _("awaited for %(days)s: %(seats)s") % {"days": for_days, "seats": names}
    return _("for %(days)s") % {"days": for_days}


@dataclass(frozen=True, slots=True)
class Known:
    """What the apps below say of one site."""

    seats: tuple[SeatFigure, ...]
    agenda: AgendaState
    voices: Voices
    figures: UpToDate


def rows_of(sites: Collection[Any], today: date) -> tuple[BoardRow, ...]:
    """The lines of some listed sites, in a number of queries that does not grow with them."""
    seats = triads(sites)
    states = agenda_state(sites, seats=seats)
    said, measured = voices(sites), up_to_date(sites)
    return tuple(
        row(site, Known(seats[site.pk], states[site.pk], said[site.pk], measured[site.pk]), today)
        for site in sites
    )


def brief_rows(sites: Collection[Any], today: date) -> tuple[BoardRow, ...]:
    """The lines without what their agenda and their figures say, for who asks for seats and voices."""
    seats, said = triads(sites), voices(sites)
    return tuple(
        row(site, Known(seats[site.pk], AgendaState(site.pk), said[site.pk], NO_FIGURES), today)
        for site in sites
    )


def row(site: Any, known: Known, today: date) -> BoardRow:
    """One line, from the list's columns and what the apps below say."""
    active_since = site.active_since or site.stage_since
    return BoardRow(
        today=today,
        pk=site.pk,
        name=site.name,
        slug=site.slug,
        department=site.department_name,
        department_code=site.department_id,
        region=site.region_name,
        region_code=site.region_id,
        wave=site.n_wave,
        programme=site.programme,
        stage=site.state,
        watch=watch(site, site.began, today),
        seats=known.seats,
        agenda=known.agenda,
        voices=known.voices,
        figures=known.figures,
        review=reviews.watch(
            site.state,
            site.reviewed_on,
            site.review_planned or site.review_meant,
            active_since,
            planned=site.review_planned is not None,
        ),
        support=Wish(site.wishes or 0, site.wished_on, site.trained or Decimal(0)),
        lon=site.lon,
        lat=site.lat,
    )
