"""Meetings and decisions of the committee as values: what each reader may see of them."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Count, Prefetch, Q

from accounts.roles import Role
from kit import clock
from kit.access import Standing
from sites.models import Site
from steering.models import (
    SUPPORT,
    CommitteeDecision,
    CommitteeMeeting,
    CommitteePoint,
    CommitteePresence,
    CommitteeReview,
)

LAST = 5


@dataclass(frozen=True, slots=True)
class ReviewFigure:
    """What was said of a decision on a day."""

    on: date
    outcome: str
    outcome_words: str
    note: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class DecisionFigure:
    """A decision with its follow-up; only the sites and decisions that the reader may see."""

    id: Any
    reference: str
    title: str
    wording: str
    decided_on: date
    carried_by: str
    due_on: date | None
    review_on: date
    state: str
    state_words: str
    settled_on: date | None
    replaced_by: str
    for_support: bool
    for_sites: bool
    sites: tuple[tuple[str, str], ...]
    reviews: tuple[ReviewFigure, ...]

    @property
    def open(self) -> bool:
        return self.state == CommitteeDecision.State.OPEN

    @property
    def review_due(self) -> bool:
        """True when its day of review has come."""
        return self.open and self.review_on <= clock.today()

    @property
    def overdue(self) -> bool:
        """True when it should have been done by now."""
        return self.open and self.due_on is not None and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    id: Any
    title: str
    on: date
    begins_at: time | None
    place: str
    state: str
    state_words: str
    decisions: int
    has_minutes: bool

    @property
    def to_note(self) -> bool:
        """True when its day has passed and nobody has said how it went."""
        return self.state == CommitteeMeeting.State.PLANNED and self.on < clock.today()


@dataclass(frozen=True, slots=True)
class MeetingFigure:
    """A meeting with its agenda, who was there, its minutes and what it decided."""

    row: MeetingRow
    reason: str
    minutes: str
    for_support: bool
    points: tuple[str, ...]
    present: tuple[tuple[str, str], ...]
    excused: tuple[tuple[str, str], ...]
    decisions: tuple[DecisionFigure, ...]


@dataclass(frozen=True, slots=True)
class CommitteeFigure:
    """What the first page of the committee shows: what is to come, to be said, and new."""

    coming: tuple[MeetingRow, ...]
    to_note: tuple[MeetingRow, ...]
    to_review: tuple[DecisionFigure, ...]
    last: tuple[DecisionFigure, ...]
    open: int


def is_national(standing: Standing) -> bool:
    return Role.NATIONAL in standing.roles | standing.elsewhere


def committee(standing: Standing) -> CommitteeFigure:
    """The committee at a glance, as far as the reader may see it."""
    meetings = CommitteeMeeting.objects.visible_to(standing).filter(
        state=CommitteeMeeting.State.PLANNED
    )
    planned = meeting_rows(meetings.order_by("on", "created_at"))
    decisions: Any = CommitteeDecision.objects.visible_to(standing)
    return CommitteeFigure(
        coming=tuple(row for row in planned if not row.to_note),
        to_note=tuple(row for row in planned if row.to_note),
        to_review=decision_figures(decisions.to_review(), standing),
        last=decision_figures(decisions.latest_first()[:LAST], standing),
        open=decisions.filter(state=CommitteeDecision.State.OPEN).count(),
    )


def past_meetings(standing: Standing) -> Any:
    """The meetings that were held or cancelled, the latest first."""
    found = CommitteeMeeting.objects.visible_to(standing).exclude(
        state=CommitteeMeeting.State.PLANNED
    )
    return found.latest_first()


def meeting_rows(meetings: Any) -> tuple[MeetingRow, ...]:
    """Some meetings as values, in one query."""
    rows = meetings.annotate(n=Count("decisions"), written=~Q(minutes="")).defer("minutes")
    return tuple(meeting_row(row) for row in rows)


def meeting_row(row: Any) -> MeetingRow:
    return MeetingRow(
        id=row.pk,
        title=row.title,
        on=row.on,
        begins_at=row.begins_at,
        place=row.place,
        state=row.state,
        state_words=str(row.get_state_display()),
        decisions=row.n,
        has_minutes=row.written,
    )


def meetings_for(standing: Standing) -> Any:
    """Where a page looks for a meeting."""
    return CommitteeMeeting.objects.visible_to(standing)


def decisions_for(standing: Standing) -> Any:
    """Where a page looks for a decision."""
    return CommitteeDecision.objects.visible_to(standing)


def meeting_figure(meeting: CommitteeMeeting, standing: Standing) -> MeetingFigure:
    """One meeting; names of people are for the national team, others read organisations."""
    national = is_national(standing)
    presences = CommitteePresence.objects.filter(meeting=meeting).order_by("organisation", "name")
    there: dict[bool, dict[tuple[str, str], None]] = {False: {}, True: {}}
    for presence in presences:
        there[presence.excused][presence.organisation, presence.name if national else ""] = None
    points = CommitteePoint.objects.filter(meeting=meeting).order_by("position")
    decided = decisions_for(standing).filter(meeting=meeting).order_by("year", "number")
    decisions = decision_figures(decided, standing)
    row = MeetingRow(
        id=meeting.pk,
        title=meeting.title,
        on=meeting.on,
        begins_at=meeting.begins_at,
        place=meeting.place,
        state=meeting.state,
        state_words=str(meeting.get_state_display()),
        decisions=len(decisions),
        has_minutes=bool(meeting.minutes),
    )
    return MeetingFigure(
        row=row,
        reason=meeting.reason,
        minutes=meeting.minutes,
        for_support=meeting.for_support,
        points=tuple(point.title for point in points),
        present=tuple(there[False]),
        excused=tuple(there[True]),
        decisions=decisions,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of decisions is asked for; empty means all."""

    text: str = ""
    state: str = ""
    year: str = ""
    site: str = ""


REVIEW = "review"


def asked_decisions(standing: Standing, asked: Asked) -> Any:
    """The decisions that answer, the latest first; those to review by their day."""
    found = decisions_for(standing)
    if asked.text:
        found = found.matching(asked.text)
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.site:
        found = found.filter(sites__slug=asked.site)
    if asked.state == REVIEW:
        return found.to_review()
    if asked.state:
        found = found.filter(state=asked.state)
    return found.latest_first()


def choices(standing: Standing) -> tuple[tuple[int, ...], tuple[tuple[str, str], ...]]:
    """The years and the sites by which the reader can narrow the list."""
    found = decisions_for(standing)
    years = found.order_by("-year").values_list("year", flat=True).distinct()
    sites = Site.objects.visible_to(standing).filter(committee_decisions__in=found)
    named = sites.order_by("sort_name", "slug").distinct().values_list("slug", "name")
    return tuple(years), tuple(named)


def decision_figures(rows: Any, standing: Standing) -> tuple[DecisionFigure, ...]:
    """Some decisions as values, in three queries whatever their number."""
    seen = Site.objects.visible_to(standing).order_by("sort_name", "slug")
    full = rows.select_related("meeting", "replaced_by").prefetch_related(
        Prefetch("sites", seen, to_attr="seen_sites"),
        Prefetch("reviews", CommitteeReview.objects.order_by("-on")),
    )
    return tuple(decision_figure(row) for row in full)


def decision_figure(row: Any) -> DecisionFigure:
    """One decision as a value."""
    return DecisionFigure(
        id=row.pk,
        reference=row.reference,
        title=row.title,
        wording=row.wording,
        decided_on=row.meeting.on,
        carried_by=row.carried_by,
        due_on=row.due_on,
        review_on=row.review_on,
        state=row.state,
        state_words=str(row.get_state_display()),
        settled_on=row.settled_on,
        replaced_by=row.replaced_by.reference if row.replaced_by else "",
        for_support=row.for_support,
        for_sites=row.for_sites,
        sites=tuple((site.slug, site.name) for site in row.seen_sites),
        reviews=tuple(
            ReviewFigure(r.on, r.outcome, str(r.get_outcome_display()), r.note, r.next_on)
            for r in row.reviews.all()
        ),
    )


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision, its meeting, and what stands in its place or in whose place it stands."""

    decision: DecisionFigure
    meeting: tuple[Any, str] | None
    replaced_by: Any | None
    replaces: tuple[tuple[Any, str], ...]


def decision_page(decision: CommitteeDecision, standing: Standing) -> DecisionPage:
    """One decision with the ways to what the reader may see around it."""
    seen = decisions_for(standing)
    meeting = meetings_for(standing).filter(pk=decision.meeting_id).first()
    before = seen.filter(replaced_by=decision.pk).order_by("year", "number")
    return DecisionPage(
        decision=decision_figures(seen.filter(pk=decision.pk), standing)[0],
        meeting=(meeting.pk, meeting.title) if meeting else None,
        replaced_by=seen.filter(pk=decision.replaced_by_id).values_list("pk", flat=True).first(),
        replaces=tuple((row.pk, row.reference) for row in before),
    )


def site_decisions(site: Site, standing: Standing) -> tuple[DecisionFigure, ...]:
    """The decisions about a site that the reader may see there, the latest first.

    The triad reads those published to it; who supports the site those marked for support.
    """
    roles = standing.roles
    about: Any = CommitteeDecision.objects.filter(sites=site)
    if Role.NATIONAL not in roles:
        seen = Q(for_sites=True) if roles - SUPPORT else Q(pk__in=())
        if roles & SUPPORT:
            seen |= Q(for_support=True)
        about = about.filter(seen)
    return decision_figures(about.latest_first(), standing)


def open_choices() -> tuple[tuple[str, str], ...]:
    """The open decisions in whose place a new one may stand."""
    rows = CommitteeDecision.objects.filter(state=CommitteeDecision.State.OPEN).latest_first()
    return tuple((str(row.pk), str(row)) for row in rows)


def decision_called(key: str) -> CommitteeDecision:
    """The decision of that key; the caller has it from a list of real ones."""
    return CommitteeDecision.objects.get(pk=key)
