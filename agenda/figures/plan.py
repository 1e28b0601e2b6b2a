"""The plan as it stands: its activities, and as lanes what is to come, under way, suspended, done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Activity, ActivityChange, ActivityMove, ActivityNote
from kit import clock
from kit.ics import DayEvent
from kit.reads import Given, compiled
from sites.models import Site

State = Activity.State
ENDED = (State.DONE, State.GIVEN_UP)
# Without a word for so long, an activity under way is asked about; a suspended one after so long.
UNTOUCHED = timedelta(days=60)
SUSPENDED_LONG = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class ActivityFigure:
    """One activity of the plan as it stands.

    `touched_on` is the last day on which anybody changed, moved or told something of it.
    `waits` says why somebody should say a word: `late`, `untouched`, `suspended`, or nothing.
    `reinforces` and `reinforced_by` name the activities to which it is linked, by title.
    """

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
    begins_on: date | None = None
    partners: tuple[str, ...] = ()
    version_id: Any = None
    touched_on: date | None = None
    waits: str = ""
    reinforces: tuple[str, ...] = ()
    reinforced_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id as text, to name the activity's place on a page."""
        return str(self.id)

    @property
    def ended(self) -> bool:
        """True for what is done or was given up."""
        return self.state in ENDED


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
    figures = [figure_of(row, today) for row in activities_at(site=site.pk)]
    return tuple(sorted(figures, key=lambda a: (a.due_on or date.max, a.title)))


@compiled
def activities_at() -> Any:
    """The activities of a site, as `touched` tells of them."""
    return touched(Activity.objects.filter(site=Given("site", UUIDField())))


def touched(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities, each with `touched_at` and `told_at`.

    When anything was last done to it; when somebody last said how it goes: a note, another state.
    """
    own = {"activity": OuterRef("pk")}
    moves, notes, changes = (
        Subquery(found.order_by("-at").values("at")[:1])
        for found in (
            ActivityMove.objects.filter(**own),
            ActivityNote.objects.filter(**own),
            ActivityChange.objects.filter(**own),
        )
    )
    steps = ActivityMove.objects.filter(**own).exclude(before="").order_by("-at").values("at")[:1]
    return rows.annotate(
        touched_at=Greatest(moves, notes, changes), told_at=Greatest(notes, Subquery(steps))
    )


def with_steps(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities, each with how many `steps` its life had."""
    counted = ActivityMove.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    return rows.annotate(steps=Subquery(counted.annotate(n=Count("pk")).values("n")))


def figure_of(row: Any, today: date) -> ActivityFigure:
    """One row that `touched` has read, as it stands on a day."""
    touched_on = day_of(row.touched_at) or row.since
    late = bool(row.due_on and row.due_on < today and row.state not in (*ENDED, State.SUSPENDED))
    return ActivityFigure(
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
        late=late,
        begins_on=row.begins_on,
        partners=tuple(row.partners),
        version_id=row.version_id,
        touched_on=touched_on,
        waits=why_it_waits(row, touched_on, today, late=late),
    )


def calendar_of(site: Site, base_url: str) -> tuple[DayEvent, ...]:
    """When the activities of a site begin and are due; what was given up is cancelled; one query."""
    found = []
    rows: Any = with_steps(touched(site.activities.all()))
    for row in rows.order_by("due_on", "title", "pk"):
        path = reverse("agenda:activity-page", kwargs={"site": site.slug, "activity": row.pk})
        for word, on, words in (
            ("begin", row.begins_on, _("%(title)s: begins")),
            ("due", row.due_on, _("%(title)s: due")),
        ):
            if on:
                found.append(
                    DayEvent(
                        uid=f"{row.pk}-{word}@qic",
                        on=on,
                        title=words % {"title": row.title},
                        text=f"{row.lead}\n{row.get_state_display()}",
                        url=f"{base_url}{path}",
                        changed_at=row.touched_at or row.created_at,
                        sequence=row.revision + (row.steps or 1) - 2,
                        cancelled=row.state == State.GIVEN_UP,
                    )
                )
    return tuple(found)


def day_of(at: datetime | None) -> date | None:
    """The day of an instant, as people of the site live it."""
    return timezone.localtime(at).date() if at else None


def why_it_waits(row: Any, touched_on: date, today: date, *, late: bool) -> str:
    """Why somebody should say a word; a word of the last sixty days stops the question.

    Once the due day has passed, only how it goes since then answers for it.
    """
    fresh = today - touched_on < UNTOUCHED
    if late:
        told_on = day_of(row.told_at)
        answered = told_on and told_on > row.due_on and today - told_on < UNTOUCHED
        return "" if answered else "late"
    if row.state == State.UNDER_WAY and not fresh:
        return "untouched"
    if row.state == State.SUSPENDED and today - row.since >= SUSPENDED_LONG and not fresh:
        return "suspended"
    return ""


def lanes(site: Site) -> tuple[Lane, ...]:
    """The board: four lanes always, and what was given up where there is any."""
    return lanes_of(activities(site))


def lanes_of(found: tuple[ActivityFigure, ...]) -> tuple[Lane, ...]:
    """Some activities as lanes, in the order in which they came."""
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
