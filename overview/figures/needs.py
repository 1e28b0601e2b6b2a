"""What a site needs now, derived from facts: each with its reason, since when, and whose turn it is.

Nothing here is typed in by anybody: a need is gone when the fact is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.figures import ActivityFigure, AgendaState, SeatAnswer, Voices
from governance.figures import SeatFigure
from kit.templatetags.kit import day
from measurement.figures import UpToDate
from overview import stages
from sites.models import Site

FAR = date(9999, 1, 1)
# The days after which somebody waits too long.
PATIENCE = {"endorsement": 10, "answers": 15}

ASK = {
    "state": gettext_lazy("Ask the prefecture who will hold the State's seat"),
    "municipality": gettext_lazy("Ask the municipality who will hold its seat"),
    "community": gettext_lazy("Find the organisation that will hold the community seat"),
}
VACANT = {
    "state": gettext_lazy("The State's seat is vacant"),
    "municipality": gettext_lazy("The municipality's seat is vacant"),
    "community": gettext_lazy("The community organisation's seat is vacant"),
}
WAITS_FOR = {
    "state": gettext_lazy("is waiting for a new representative of the State."),
    "municipality": gettext_lazy("is waiting for the municipality to name somebody."),
    "community": gettext_lazy("is waiting for a community organisation."),
}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is due. `fact` states it, `task` says what to do; `seat`: whose turn it is."""

    kind: str
    icon: str
    fact: str
    fact_detail: str
    task: str
    detail: str
    route: str
    since: date | None = None
    due: date | None = None
    seat: str = ""

    @property
    def urgency(self) -> tuple[date, str]:
        """What is due soonest, then what waits longest, comes first."""
        return (self.due or self.since or FAR, self.kind)


def needs_of_seats(site: Site, seats: Sequence[SeatFigure], today: date) -> Iterator[Need]:
    """Seats that nobody holds, and mandates that end within three months."""
    if site.state not in stages.SEATED:
        return
    for seat in seats:
        if seat.vacant:
            yield vacancy(site, seat, today)
        elif seat.ends_soon and seat.until:
            yield ending(seat, seat.until)


def vacancy(site: Site, seat: SeatFigure, today: date) -> Need:
    """Nobody holds a seat; without the three no version can be adopted."""
    since = seat.vacant_since
    for_days = stages.days((today - since).days) if since else ""
    if since:
        fact = _("%(seat)s, for %(days)s.") % {"seat": VACANT[seat.seat], "days": for_days}
        detail = _("Vacant for %(days)s. Without it no common agenda can be adopted.") % {
            "days": for_days
        }
    else:
        fact = f"{VACANT[seat.seat]}."
        detail = _("Nobody has held it yet. Without it no common agenda can be adopted.")
    held_by = _("Held before by %(name)s.") % {"name": seat.former} if seat.former else ""
    return Need(
        kind="vacancy",
        icon="person",
        fact=fact,
        fact_detail=held_by,
        task=str(ASK[seat.seat]),
        detail=detail,
        route="governance:triad-page",
        since=since or site.stage_since,
    )


def ending(seat: SeatFigure, until: date) -> Need:
    """A mandate ends soon: the successor should be known before."""
    who = {"name": seat.holder, "day": day(until)}
    expected = _("The mandate of %(name)s is expected to end on %(day)s.") % who
    return Need(
        kind="ending",
        icon="clock",
        fact=_("The mandate of %(name)s ends on %(day)s.") % who if seat.firm else expected,
        fact_detail="",
        task=_("Prepare who comes after %(name)s") % {"name": seat.holder},
        detail=seat.alert_words,
        route="governance:triad-page",
        due=until,
        seat=seat.seat,
    )


def needs_of_stage(site: Site, today: date) -> Iterator[Need]:
    """A mobilisation that lasts longer than expected."""
    spent = (today - site.stage_since).days
    if site.state in stages.BEFORE_ACTIVE and spent > stages.ALERT_DAYS:
        yield Need(
            kind="stage",
            icon="hourglass",
            fact=_("The site has been at this stage for %(days)s.") % {"days": stages.days(spent)},
            fact_detail=_("%(days)s were expected.") % {"days": stages.days(stages.EXPECTED_DAYS)},
            task=_("Settle with the national team what the next step needs"),
            detail=_("At this stage for %(days)s, %(expected)s were expected.")
            % {"days": stages.days(spent), "expected": stages.days(stages.EXPECTED_DAYS)},
            route="governance:triad-page",
            since=site.stage_since,
        )


def long_ago(kind: str, today: date) -> date:
    """Waiting since this day or before is waiting too long."""
    return today - timedelta(days=PATIENCE[kind])


def needs_of_agenda(state: AgendaState, today: date) -> Iterator[Need]:
    """What the common agenda waits for: its first version, approvals, the next version."""
    if state.number is None:
        yield Need(
            kind="agenda",
            icon="pencil",
            fact=_("No common agenda has been begun."),
            fact_detail="",
            task=_("Begin the common agenda"),
            detail=_("Start with the horizon: what you wish to see in ten years."),
            route="agenda:desk",
        )
    for answer in state.awaiting:
        if not answer.vacant:
            yield endorsement(state, answer, today)


def endorsement(state: AgendaState, answer: SeatAnswer, today: date) -> Need:
    """A seat has not said yes yet, or has objected."""
    since = state.since or today
    waited = stages.days((today - since).days)
    facts = {"number": state.number, "days": waited, "seat": answer.label, "name": answer.holder}
    if answer.kind:
        return Need(
            kind="objection",
            icon="failure",
            fact=_("%(name)s objects to version %(number)s.") % facts,
            fact_detail=answer.reason,
            task=_("Meet the objection to version %(number)s") % facts,
            detail=_("%(name)s objects: %(reason)s") % (facts | {"reason": answer.reason}),
            route="agenda:endorsement",
            since=since,
        )
    return Need(
        kind="endorsement",
        icon="check",
        fact=_("Version %(number)s has awaited the endorsement of %(name)s for %(days)s.") % facts,
        fact_detail="",
        task=_("Endorse version %(number)s, or say what stands in the way") % facts,
        detail=_("%(name)s has been awaited for %(days)s.") % facts,
        route="agenda:endorsement",
        since=since,
        seat=answer.seat,
    )


def needs_of_voices(state: AgendaState, voices: Voices, today: date) -> Iterator[Need]:
    """Comments without an outcome; while the consultation is open there is no hurry yet."""
    if not voices.waiting or voices.oldest_waiting is None:
        return
    since = timezone.localtime(voices.oldest_waiting).date()
    count = {"count": voices.waiting, "days": stages.days((today - since).days)}
    waits = ngettext(
        "%(count)s person awaits an answer, for %(days)s.",
        "%(count)s people await an answer, the first for %(days)s.",
        voices.waiting,
    )
    yield Need(
        kind="answers",
        icon="speech",
        fact=ngettext("%(count)s comment awaits an answer.", "%(count)s comments await an answer.", voices.waiting) % count,
        fact_detail=_("The first one has waited for %(days)s.") % count,
        task=ngettext("Answer %(count)s comment", "Answer %(count)s comments", voices.waiting) % count,
        detail=waits % count,
        route="agenda:comment-list",
        since=since,
    )  # fmt: skip


def needs_of_figures(figures: UpToDate) -> Iterator[Need]:
    """Values that the site enters itself and that were due."""
    late = figures.due - figures.done
    if late <= 0:
        return
    count = {"count": late, "done": figures.done, "due": figures.due}
    yield Need(
        kind="figures",
        icon="curve",
        fact=ngettext("%(count)s indicator is not up to date.", "%(count)s indicators are not up to date.", late) % count,
        fact_detail=_("%(done)s of %(due)s are.") % count,
        task=ngettext("Give %(count)s figure that is due", "Give %(count)s figures that are due", late) % count,
        detail=_("%(done)s of your %(due)s indicators are up to date.") % count,
        route="measurement:indicator-list",
    )  # fmt: skip


def needs_of_activities(activities: Sequence[ActivityFigure]) -> Iterator[Need]:
    """Activities whose day has passed."""
    for activity in activities:
        if activity.late and activity.due_on:
            facts = {"title": activity.title, "day": day(activity.due_on), "lead": activity.lead}
            yield Need(
                kind="activity",
                icon="calendar",
                fact=_("“%(title)s” was due on %(day)s.") % facts,
                fact_detail="",
                task=_("Say where “%(title)s” stands") % facts,
                detail=_("It was due on %(day)s, led by %(lead)s.") % facts,
                route="agenda:plan-page",
                due=activity.due_on,
            )
