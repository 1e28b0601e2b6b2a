"""One site: the live edition of the figures that its report freezes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import AgendaState, Lane, OutcomeFigure, activities, last_outcomes, state_of
from agenda.figures.plan import lanes
from drawing.lines import Step, StepState
from governance.figures import SeatFigure, triad
from kit import clock
from kit.templatetags.kit import day, weekday
from measurement.figures import headline, indicator_table
from overview import life, snapshot, stages
from overview.addresses import at_site
from overview.figures import report
from overview.figures.agendas import agenda_figures, plan, quarter_of, voice, voices_in
from overview.figures.diary import Line, last_lines
from overview.figures.measured import headlines, indicator_rows, releases
from overview.figures.seats import SeatView, seat_views
from overview.snapshot import LifeStep, Neighbourhood, Period, SiteFigures, SiteIdentity
from sites.figures import life_line
from sites.links import with_links
from sites.models import NeighbourhoodOutline, Site

# Three figures, more where the site chose more.
PAIRS, HEADLINES, MOST_HEADLINES = 3, 3, 5


@dataclass(frozen=True, slots=True)
class Call:
    """An open consultation as the site's page announces it."""

    title: str
    text: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody said and what became of it."""

    words: str
    name: str
    workshop: bool
    when: str
    place: str
    outcome: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """A site's public page: its figures, and what is only true while one looks."""

    figures: SiteFigures
    state: AgendaState
    neighbourhoods: str
    horizon_source: str
    agenda_url: str
    call: Call | None
    stage_words: str
    stage_next: str
    stage_icon: str
    life: tuple[Step, ...]
    seats: tuple[SeatView, ...]
    lanes: tuple[Lane, ...]
    pairs: tuple[Pair, ...]
    lines: tuple[Line, ...]

    @property
    def activities(self) -> int:
        """How many activities the plan has."""
        return sum(lane.total for lane in self.lanes)


def site_page(site: Site) -> SitePage:
    """The page of a site, in at most twelve queries."""
    today = clock.today()
    with_links(site)
    seats = triad(site)
    state = state_of(site, seats={site.pk: seats})
    board = lanes(site)
    steps = life.line_of(site, life_line(site), today)
    figures = SiteFigures(
        site=identity(site, today),
        period=quarter_of(today),
        taken_on=today,
        life=paper_life(steps),
        seats=paper_seats(seats),
        headlines=headlines(headline(site, HEADLINES), MOST_HEADLINES),
    )
    return SitePage(
        figures=figures,
        state=state,
        neighbourhoods=", ".join(n.name for n in figures.site.neighbourhoods),
        horizon_source=horizon_source(state),
        agenda_url=at_site("agenda:agenda-page", site),
        call=call_of(site, state),
        stage_words=stages.stage_words(site.state, site.stage_since, today),
        stage_next=str(stages.NEXT.get(site.state, "")),
        stage_icon="pause" if site.state in Site.OFF_RAMPS else "play",
        life=steps,
        seats=seat_views(seats, today),
        lanes=board,
        pairs=tuple(pair(outcome) for outcome in last_outcomes(site, PAIRS)),
        lines=last_lines(site),
    )


def horizon_source(state: AgendaState) -> str:
    """Which version the horizon is quoted from, and whether it is adopted."""
    if not state.horizon:
        return ""
    if state.horizon_number == state.adopted_number:
        return _("Version %(number)s, endorsed by the three seats on %(day)s.") % {
            "number": state.adopted_number,
            "day": weekday(state.adopted_on),
        }
    return _("Version %(number)s, not adopted yet.") % {"number": state.horizon_number}


def call_of(site: Site, state: AgendaState) -> Call | None:
    """The call to comment, while comments are taken."""
    if not state.is_open or state.closes_on is None:
        return None
    left = state.days_left or 0
    days = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return Call(
        title=_("Version %(number)s awaits your opinion") % {"number": state.number},
        text=_("Open until %(day)s, %(left)s.")
        % {"day": weekday(state.closes_on), "left": days if left else _("last day")},
        note=_("No account needed."),
        url=at_site("agenda:consultation", site),
    )


# The badges of components/outcome_badge.html, by what became of a comment.
BADGES = {
    "retained": "kept",
    "not_retained": "not_kept",
    "out_of_scope": "off_topic",
    "passed_on": "forwarded",
    "deferred": "postponed",
}


def pair(outcome: OutcomeFigure) -> Pair:
    """A comment and its answer, side by side."""
    place = _("version %(number)s") % {"number": outcome.number}
    if outcome.place:
        place = _("passage %(place)s, version %(number)s") % {"place": outcome.place, "number": outcome.number}  # fmt: skip
    return Pair(
        words=outcome.text,
        name=outcome.public_name,
        workshop=outcome.workshop,
        when=_("on %(day)s") % {"day": day(outcome.said_at)},
        place=place,
        outcome=BADGES.get(outcome.kind, outcome.kind),
        label=outcome.label,
        reason=outcome.reason,
    )


def site_snapshot(
    site: Site, period: Period, *, on: date | None = None, known_at: datetime | None = None
) -> SiteFigures:
    """Everything that a report says of one site for one period, as known on a day.

    What stands is told as it stands that day, which the report names; what happened, as it
    happened in the period. The values are those of the instant `known_at`, and can be read as of
    it ever after.
    """
    taken = on or clock.today()
    with_links(site)
    table = indicator_table(site, taken, as_of=known_at)
    state = state_of(site, taken)
    seats = triad(site, taken)
    agenda = agenda_figures(site, state)
    voices = voices_in(site, period)
    strategies = plan(activities(site))
    outcomes = last_outcomes(site, 5)
    return SiteFigures(
        site=identity(site, taken, outlines=True),
        period=period,
        taken_on=taken,
        known_at=known_at,
        summary=report.summary(agenda, seats, voices, strategies),
        caveat=report.caveat(),
        life=paper_life(life.line_of(site, life_line(site), taken)),
        seats=paper_seats(seats),
        headlines=headlines(headline(site, 5, taken, as_of=known_at), 5),
        indicators=indicator_rows(table),
        agenda=agenda,
        voices=snapshot.VoiceFigures(
            voices.received,
            voices.answered,
            voices.sentence,
            voices.outcomes,
            tuple(voice(o) for o in outcomes),
        ),
        plan=strategies,
        changes=report.changes_in(site, period),
        decisions=report.decided(site, period),
        **report.learnt(site, period),
        coming=report.coming(state, seats, taken),
        awaited=report.awaited(site, taken),
        releases=releases(table),
    )


def identity(site: Site, on: date, *, outlines: bool = False) -> SiteIdentity:
    """Which site this is; the outlines only where they are drawn."""
    places = site.neighbourhoods_on(on)
    shapes: dict[str, Any] = {}
    if outlines:
        found = NeighbourhoodOutline.objects.filter(neighbourhood__in=places)
        shapes = dict(found.values_list("neighbourhood_id", "geometry"))
    return SiteIdentity(
        slug=site.slug,
        name=site.name,
        neighbourhoods=tuple(
            Neighbourhood(n.code, n.name, rings(shapes.get(n.code))) for n in places
        ),
        place=f"{site.department.name}, {site.region.name}",
        region_code=site.region_id,
        wave=site.wave.words,
        joined_on=site.public_since or site.stage_since,
        stage=str(site.current_stage.label),
    )


def rings(geometry: Any) -> tuple[snapshot.Ring, ...]:
    """All rings of a GeoJSON shape; none where no outline is known."""
    if not geometry:
        return ()
    shapes = geometry["coordinates"]
    polygons = shapes if geometry["type"] == "MultiPolygon" else [shapes]
    return tuple(tuple((x, y) for x, y, *_more in ring) for polygon in polygons for ring in polygon)


def paper_life(steps: tuple[Step, ...]) -> tuple[LifeStep, ...]:
    """Under each step its first words: the reason of a pause is too long for so narrow a column.

    The site stands at the last step that is not ahead; a pause that it has left is done.
    """
    ahead = sum(s.state == StepState.TO_COME for s in steps)
    here = len(steps) - ahead - 1
    return tuple(
        LifeStep(s.name, stand_at(rank, here), s.note.split(". ")[0])
        for rank, s in enumerate(steps)
    )


def stand_at(rank: int, here: int) -> str:
    """How a report draws a step: left, where the site stands, or ahead of it."""
    if rank == here:
        return "now"
    return "done" if rank < here else "ahead"


def paper_seats(seats: tuple[SeatFigure, ...]) -> tuple[snapshot.SeatFigure, ...]:
    return tuple(
        snapshot.SeatFigure(
            seat=s.seat,
            label=s.label,
            holder=s.holder,
            function=", ".join(part for part in (s.function, s.organisation) if part),
            since=s.since,
            until=s.until,
            vacant_since=s.vacant_since,
            deputy=s.deputy,
        )
        for s in seats
    )
