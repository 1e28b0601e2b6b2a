"""How a site's loop of learning runs: facts about its own work, never compared with another site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Min
from django.utils import timezone

from kit import clock
from measurement.models import Adaptation, LearningCycle
from sites.models import Site


@dataclass(frozen=True, slots=True)
class LoopHealth:
    """Reviews held of those whose day has come; decisions with an outcome, and that changed the plan;

    days in the middle (half took less, half more) from the value to the decision, and from the
    review to the return to residents. None where there is nothing to count yet.
    """

    held: int
    planned: int
    called_off: int
    answered: int
    to_answer: int
    changed_plan: int
    decisions: int
    days_to_decision: int | None
    days_to_return: int | None
    returned: int
    closed: int


def loop_health(site: Site) -> LoopHealth:
    """The facts of one site, in three queries."""
    cycles: list[Any] = list(
        site.learning_cycles.annotate(told_on=Min("returns__on")).order_by("held_on", "pk")
    )
    rows = list(
        Adaptation.objects.filter(cycle__site=site)
        .select_related("curve__measurement", "cycle")
        .annotate(moves=Count("changes"))
        .order_by("pk")
    )
    held = [cycle for cycle in cycles if cycle.held_on]
    closed = [cycle for cycle in held if cycle.state == LearningCycle.State.CLOSED]
    past = [c for c in cycles if not c.held_on and c.day <= clock.today()]
    last = max((cycle.day for cycle in closed), default=None)
    due = [row for row in rows if last is not None and row.cycle.day < last]
    changing = [row for row in rows if row.kind != Adaptation.Kind.KEEP]
    return LoopHealth(
        held=len(held),
        planned=len(held) + len(past),
        called_off=sum(c.state == LearningCycle.State.CALLED_OFF for c in past),
        answered=sum(row.state != Adaptation.State.OPEN for row in due),
        to_answer=len(due),
        changed_plan=sum(row.moves > 0 for row in changing),
        decisions=len(changing),
        days_to_decision=middle(decision_times(rows)),
        days_to_return=middle(c.told_on - c.day for c in held if c.told_on),
        returned=sum(c.told_on is not None for c in closed),
        closed=len(closed),
    )


def decision_times(rows: Iterable[Any]) -> list[timedelta]:
    """From the day on which a value was entered to the decision about it."""
    seen = [(row, row.curve.measurement) for row in rows if row.curve and row.curve.measurement]
    times = [row.decided_on - timezone.localdate(value.entered_at) for row, value in seen]
    return [time for time in times if time >= timedelta(0)]


def middle(times: Iterable[timedelta]) -> int | None:
    """The median in whole days."""
    days = [time.days for time in times]
    return round(median(days)) if days else None
