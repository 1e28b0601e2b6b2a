"""The plan as lanes: what is to come, under way, suspended, done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agenda.models import Activity
from kit import clock
from sites.models import Site

State = Activity.State


@dataclass(frozen=True, slots=True)
class ActivityFigure:
    """One activity of the plan as it stands."""

    id: Any
    title: str
    strategy: str
    lead: str
    state: str
    label: str
    since: date
    due_on: date | None
    reason: str
    passage_id: Any
    late: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """Activities that stand alike; `key` is coming, under_way, suspended, done or given_up."""

    key: str
    label: str
    activities: tuple[ActivityFigure, ...]

    @property
    def total(self) -> int:
        """How many."""
        return len(self.activities)


def activities(site: Site) -> tuple[ActivityFigure, ...]:
    """All activities of a site, by due date then title; one query."""
    today = clock.today()
    rows = site.activities.all()
    figures = [
        ActivityFigure(
            id=row.pk,
            title=row.title,
            strategy=row.strategy,
            lead=row.lead,
            state=row.state,
            label=str(row.get_state_display()),
            since=row.since,
            due_on=row.due_on,
            reason=row.reason,
            passage_id=row.passage_id,
            late=bool(
                row.due_on
                and row.due_on < today
                and row.state not in (State.DONE, State.GIVEN_UP, State.SUSPENDED)
            ),
        )
        for row in rows
    ]
    return tuple(sorted(figures, key=lambda a: (a.due_on or date.max, a.title)))


def lanes(site: Site) -> tuple[Lane, ...]:
    """The board: four lanes always, and what was given up where there is any."""
    found = activities(site)
    states: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("coming", _("To come"), (State.IDEA, State.READY)),
        ("under_way", _("Under way"), (State.UNDER_WAY,)),
        ("suspended", _("Suspended"), (State.SUSPENDED,)),
        ("done", _("Done"), (State.DONE,)),
        ("given_up", _("Given up"), (State.GIVEN_UP,)),
    )
    board = (
        Lane(key, label, tuple(a for a in found if a.state in of)) for key, label, of in states
    )
    return tuple(lane for lane in board if lane.activities or lane.key != "given_up")
