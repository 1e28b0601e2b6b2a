"""What waits for the people of a site: one list derived from facts, never typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.roles import TRIAD
from agenda.figures import AgendaState, activities, state_of, steps, voices
from agenda.models import Version
from drawing.lines import Step
from governance.figures import triad
from kit import clock
from kit.access import Standing
from measurement.figures import UpToDate, up_to_date
from overview.addresses import at_site
from overview.figures import needs
from overview.figures.diary import Line, lines_since
from overview.figures.needs import Need
from overview.figures.seats import SeatView, seat_views, triad_sentence
from sites.models import Site

FIRST = 7
LATELY = timedelta(days=7)
# What is answered for first: what only this seat can do, then people who wait.
ORDER = ("endorsement", "objection", "answers", "vacancy", "ending", "activity", "figures", "agenda", "stage")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the list: what to do, why, where; `mine` when it is this person's own turn."""

    icon: str
    words: str
    detail: str
    url: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Todo:
    """A member's first screen."""

    tasks: tuple[Task, ...]
    total: int
    mandate_until: date | None
    version: int | None
    version_url: str
    steps: tuple[Step, ...]
    seats: tuple[SeatView, ...]
    seats_sentence: str
    figures: UpToDate
    lines: tuple[Line, ...]


def todo(site: Site, standing: Standing, *, everything: bool = False) -> Todo:
    """What is due at a site, seen by somebody who has a role there."""
    today = clock.today()
    seats = triad(site)
    state = state_of(site, seats={site.pk: seats})
    said, measured = voices([site])[site.pk], up_to_date([site])[site.pk]
    found = [
        *needs.needs_of_seats(site, seats, today),
        *needs.needs_of_stage(site, today),
        *needs.needs_of_agenda(state, today),
        *needs.needs_of_voices(state, said, today),
        *needs.needs_of_figures(measured),
        *needs.needs_of_activities(activities(site)),
    ]
    tasks = in_turn(found, standing, site)
    version = version_in_hand(site, state)
    mandate = standing.facts.get("mandate")
    return Todo(
        tasks=tuple(tasks if everything else tasks[:FIRST]),
        total=len(tasks),
        mandate_until=mandate.ends_on if mandate else None,
        version=state.number,
        version_url=at_site("agenda:version-page", site, number=state.number) if state.number else "",
        steps=tuple(Step(s.name, s.state, s.note) for s in steps(version, state.seats)) if version else (),
        seats=seat_views(seats, today),
        seats_sentence=triad_sentence(seats),
        figures=measured,
        lines=lines_since(site, clock.now() - LATELY),
    )  # fmt: skip


def in_turn(found: Sequence[Need], standing: Standing, site: Site) -> list[Task]:
    """The person's own turn first, then by kind, then what waits longest."""
    ranked = sorted(found, key=lambda n: (not is_mine(n, standing), ORDER.index(n.kind), n.urgency))
    return [
        Task(n.icon, n.task, n.detail, at_site(n.route, site), is_mine(n, standing)) for n in ranked
    ]


def is_mine(need: Need, standing: Standing) -> bool:
    """True when it is this person's turn: their seat's, or the whole triad's."""
    return standing.has(need.seat) if need.seat else standing.has(*TRIAD)


def version_in_hand(site: Site, state: AgendaState) -> Version | None:
    """The version whose steps are shown."""
    if state.number is None:
        return None
    rows = Version.objects.filter(site=site, number=state.number)
    return rows.select_related("based_on").defer("content", "based_on__content").first()
