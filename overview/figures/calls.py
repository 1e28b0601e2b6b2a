"""Which sites need a call today and why, what the committee is to look at again, who waits for an answer."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from kit import clock
from kit.access import Standing
from overview.addresses import at_site
from overview.figures import conditions, selection
from overview.figures.needs import Need, needs_of_row
from overview.figures.patience import LONG_VACANT, NEAR_END
from overview.figures.rows import CALLS, BoardRow, rows_of
from overview.figures.selection import Wanted
from overview.figures.waiters import WISHES, wish_words
from overview.figures.week import SEAT_NEWS, Chapter, chapters, entries
from overview.weeks import Week
from sites.figures import StageWatch
from sites.models import MOBILISATION, Interest, Sight, Site
from steering.figures import DecisionFigure, decision_figures, decisions_for

MOST_CALLS = 40


@dataclass(frozen=True, slots=True)
class Call:
    """A site that needs a call: one reason, what to do about it, and whether it is new in the week."""

    name: str
    fact: str
    task: str
    since: date
    new: bool
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who asked for something and has no answer yet."""

    who: str
    what: str
    since: date
    new: bool
    url: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A week at all sites: what changed; and for a week that is near, who needs a call today."""

    week: Week
    chapters: tuple[Chapter, ...]
    calls: tuple[Call, ...] = ()
    calls_in_all: int = 0
    reviews: tuple[DecisionFigure, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def changes(self) -> int:
        """How many things happened."""
        return sum(chapter.total for chapter in self.chapters)

    @property
    def calls_left_out(self) -> int:
        return self.calls_in_all - len(self.calls)

    @property
    def calm(self) -> bool:
        """True when nothing happened and nobody waits."""
        return not (self.changes or self.calls or self.reviews or self.waiting)


def digest(standing: Standing, week: Week) -> Digest:
    """The week in a number of queries that does not grow with the sites."""
    found = chapters(standing, week)
    if not week.near:
        return Digest(week, found)
    reasons = calls(standing, week)
    return Digest(
        week=week,
        chapters=found,
        calls=reasons[:MOST_CALLS],
        calls_in_all=len(reasons),
        reviews=to_review(standing),
        waiting=waiting(standing, week),
    )


def to_review(standing: Standing) -> tuple[DecisionFigure, ...]:
    """The committee's decisions whose day of review has come."""
    return decision_figures(decisions_for(standing).to_review(), standing)


def calls(standing: Standing, week: Week) -> tuple[Call, ...]:
    """Each reason for a call: what is new in the week first, then what has waited longest."""
    today, sight = clock.today(), Sight.of(standing)
    rows = rows_of(selection.listed(sight, Wanted(need="support")), today)
    stirred = {entry.site for entry in entries(week, SEAT_NEWS)}
    found = [call for row in rows for call in calls_of(row, week, stirred)]
    return tuple(sorted(found, key=lambda call: (not call.new, call.since, call.name)))


def calls_of(row: BoardRow, week: Week, stirred: AbstractSet[str]) -> list[Call]:
    """The reasons of one line of the board for which it says that help is needed."""
    found = []
    for need in needs_of_row(row):
        since = called_since(row, need)
        if since is None or since > row.today:
            continue
        known = row.slug in stirred and need.kind in {"vacancy", "ending"}
        new = since >= week.monday or known
        found.append(Call(row.name, need.fact, need.task, since, new, need.url(row.slug)))
    return found


def called_since(row: BoardRow, need: Need) -> date | None:
    """From which day a need calls for help; None for one that the site mends by itself."""
    if need.kind in {"stage", "pause"}:
        return late_since(row.watch) if row.watch.pace in CALLS else None
    if need.kind == "vacancy" and need.since:
        return need.since + LONG_VACANT
    if need.kind == "ending" and need.due:
        return need.due - NEAR_END
    return None


def late_since(watch: StageWatch) -> date | None:
    """From which day a stage, the whole mobilisation or a pause has lasted too long."""
    if watch.look_again_on:
        return watch.look_again_on
    found = []
    if watch.alert_after:
        found.append(watch.since + timedelta(days=watch.alert_after + 1))
    if watch.mobilising_since and MOBILISATION.alert:
        found.append(watch.mobilising_since + timedelta(days=MOBILISATION.alert + 1))
    return min(found, default=None)


def waiting(standing: Standing, week: Week) -> tuple[Waiting, ...]:
    """The territories that ask to take part and the sites that ask for a support day, the first first."""
    found = [*territories(week), *wishes(standing, week)]
    return tuple(sorted(found, key=lambda one: (one.since, one.who)))


def territories(week: Week) -> list[Waiting]:
    """Requests to take part without an answer."""
    rows = Interest.objects.filter(state=Interest.State.WAITING).order_by("at")
    return [
        Waiting(
            who=row.territory,
            what=row.organisation,
            since=timezone.localdate(row.at),
            new=row.at >= week.begins,
            url=reverse("sites:interest-page", kwargs={"interest": row.pk}),
        )
        for row in rows
    ]


def wishes(standing: Standing, week: Week) -> list[Waiting]:
    """Support days that sites asked for and that have no day yet."""
    going = Site.objects.within(Sight.of(standing)).filter(conditions.going_on())
    rows: Any = conditions.asked().filter(site__in=going.values("pk"), asked_on__isnull=False)
    named = rows.annotate(slug=F("site__slug"), name=F("site__name")).order_by("asked_on", "slug")
    said = named.values_list("kind", "title", "asked_on", "slug", "name", named=True)
    return [
        Waiting(
            who=row.name,
            what=wish_words(str(WISHES[row.kind]), row.title).rstrip("."),
            since=row.asked_on,
            new=row.asked_on >= week.monday,
            url=at_site("partnership:support-list", row.slug),
        )
        for row in said
    ]
