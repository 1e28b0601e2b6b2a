"""Learning reviews as pages show them: what was seen, what was decided, what became of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Prefetch, UUIDField, prefetch_related_objects
from django.utils.translation import gettext as _

from kit import clock
from kit.reads import Given, compiled
from kit.templatetags.kit import day
from measurement.figures.trust import DisputeFigure, beside_figure, disputes_at
from measurement.models import (
    Adaptation,
    Attendance,
    CurveReview,
    Indicator,
    LearningCycle,
    PlanChange,
    ReturnToResidents,
)
from measurement.origins import words_of_change
from sites.models import Site


@dataclass(frozen=True, slots=True)
class ChangeFigure:
    """What the plan did by a decision, and when."""

    label: str
    words: str
    activity_id: Any
    title: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionFigure:
    """A decision of a review from its words to what became of it."""

    id: Any
    cycle_id: Any
    cycle_day: date
    kind: str
    label: str
    text: str
    reason: str
    owner: str
    due_on: date | None
    expected: str
    decided_on: date
    code: str
    name: str
    activity_id: Any
    activity: str
    activity_state: str
    state: str
    state_label: str
    outcome: str
    answered_on: date | None
    checked_id: Any
    checked_day: date | None
    changes: tuple[ChangeFigure, ...]

    @property
    def is_open(self) -> bool:
        """True until a later review has said what became of it."""
        return self.state == Adaptation.State.OPEN


@dataclass(frozen=True, slots=True)
class CurveFigure:
    """What a review says of a figure, with the value that it looked at."""

    code: str
    name: str
    value: str
    period: str
    sentence: str
    off_course: bool
    headline: bool
    passed_over: str
    causes: str
    surprise: str
    contributions: str
    contrary: str
    confidence: str
    activities: tuple[tuple[Any, str], ...]
    by: str
    at: datetime | None
    decisions: tuple[DecisionFigure, ...]
    # Who contests the value that it looked at, with the answer.
    dispute: str = ""

    @property
    def is_written(self) -> bool:
        """True where somebody has written something."""
        return self.at is not None

    @property
    def is_told(self) -> bool:
        """True once the review has written or decided something, or said why it did not."""
        return self.is_written or bool(self.passed_over or self.decisions)


@dataclass(frozen=True, slots=True)
class ReturnFigure:
    """How and when residents were told."""

    id: Any
    channel: str
    on: date
    text: str
    url: str
    file_name: str
    by: str


@dataclass(frozen=True, slots=True)
class LessonFigure:
    """What the site learnt, and the topic in which it is shared."""

    id: Any
    text: str
    by: str
    shared_on: date | None
    address: str


@dataclass(frozen=True, slots=True)
class CyclePage:
    """A review as everybody reads it; `checked` are earlier decisions that were answered in it."""

    id: Any
    state: str
    state_label: str
    in_words: bool
    day: date
    planned_on: date | None
    held_on: date | None
    closed_on: date | None
    place: str
    facilitator: str
    quorum: str
    people: int | None
    came: tuple[tuple[str, int], ...]
    no_resident: bool
    attendance: str
    learned: str
    decided: str
    next_on: date | None
    reason: str
    curves: tuple[CurveFigure, ...]
    general: tuple[DecisionFigure, ...]
    checked: tuple[DecisionFigure, ...]
    returns: tuple[ReturnFigure, ...]
    lessons: tuple[LessonFigure, ...]

    @property
    def has_told(self) -> bool:
        """True once something was said of a figure."""
        return any(curve.is_told for curve in self.curves)

    @property
    def has_shared(self) -> bool:
        """True once a lesson has left the site."""
        return any(lesson.shared_on for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A review in the list of a site."""

    id: Any
    state: str
    state_label: str
    in_words: bool
    day: date
    people: int | None
    facilitator: str
    attendance: str
    learned: str
    decided: str
    next_on: date | None
    reason: str
    decisions: int
    changed: int
    told: int


CHANGES = Prefetch("changes", PlanChange.objects.select_related("activity").order_by("at", "pk"))
DECISIONS = Adaptation.objects.select_related(
    "cycle", "curve__indicator", "activity", "checked_in"
).prefetch_related(CHANGES)


def cycle_page(cycle: LearningCycle) -> CyclePage:
    """All that a review says, in so many queries whatever it says."""
    row = LearningCycle.objects.select_related("site").get(pk=cycle.pk)
    made = [
        decision_figure(each)
        for each in DECISIONS.filter(cycle=row).order_by("decided_on", "created_at", "pk")
    ]
    checked = DECISIONS.filter(checked_in=row).order_by("answered_on", "created_at", "pk")
    counts = row.counts()
    return CyclePage(
        **{name: getattr(row, name) for name in COPIED},
        id=row.pk,
        state_label=str(row.get_state_display()),
        came=Attendance.came(counts),
        no_resident=counts.get(Attendance.Category.RESIDENTS) == 0,
        curves=curves_of(row, made),
        general=tuple(each for each in made if not each.code),
        checked=tuple(decision_figure(each) for each in checked),
        returns=returns_of(row),
        lessons=tuple(
            LessonFigure(
                each.pk, each.text, each.by_name, each.shared_on,
                each.topic.get_absolute_url() if each.topic else "",
            )
            for each in row.lessons.select_related("topic").order_by("created_at", "pk")
        ),
    )  # fmt: skip


COPIED = (
    "state", "in_words", "day", "planned_on", "held_on", "closed_on", "place", "facilitator",
    "quorum", "people", "attendance", "learned", "decided", "next_on", "reason",
)  # fmt: skip


def never_or_later(cycle: LearningCycle) -> str:
    """Why a review cannot be closed today, whatever is said in it; empty where it is being held."""
    if cycle.in_words:
        return _("This review was told in words: there is nothing to close.")
    if cycle.state == LearningCycle.State.PLANNED:
        if cycle.day > clock.today():
            return _(
                "This review is planned for %(day)s. It can be closed from that day on, once it is "
                "counted who came."
            ) % {"day": day(cycle.day)}
        return _("This review can be closed once it is counted who came.")
    if cycle.state != LearningCycle.State.HELD:
        return _("This review is over: what it says stays as it is.")
    return ""


def curves_of(cycle: LearningCycle, made: Iterable[DecisionFigure]) -> tuple[CurveFigure, ...]:
    """The readings of figures, headlines first, each with its decisions."""
    decisions: dict[str, list[DecisionFigure]] = defaultdict(list)
    for each in made:
        decisions[each.code].append(each)
    found = cycle.curves.select_related("indicator").prefetch_related("activities")
    rows = list(found.order_by("-headline", "indicator__position", "indicator__code"))
    disputes = disputes_at(cycle.site, [row.indicator for row in rows])
    return tuple(
        replace(
            curve_figure(row, tuple(decisions[row.indicator.code])),
            dispute=beside_figure(about_same(row, disputes.get(row.indicator_id, ()))),
        )
        for row in rows
    )


def about_same(row: CurveReview, said: Iterable[DisputeFigure]) -> tuple[DisputeFigure, ...]:
    """The disputes about the period that a review looked at; where it states none, all of them."""
    return tuple(one for one in said if row.ends_on is None or one.ends_on == row.ends_on)


def curve_figure(row: CurveReview, decisions: tuple[DecisionFigure, ...] = ()) -> CurveFigure:
    """One reading, its words as they stand."""
    names = ("period", "sentence", "off_course", "headline", "passed_over", "causes", "surprise", "contributions", "contrary")  # fmt: skip
    return CurveFigure(
        **{name: getattr(row, name) for name in names},
        code=row.indicator.code,
        name=row.indicator.name,
        value=row.value_shown,
        confidence=str(row.get_confidence_display()),
        activities=tuple(
            sorted(((a.pk, a.title) for a in row.activities.all()), key=lambda pair: pair[1])
        ),
        by=row.by_name,
        at=row.written_at,
        decisions=decisions,
    )


def returns_of(cycle: LearningCycle) -> tuple[ReturnFigure, ...]:
    """What residents were told, the latest first; files are read only when asked for."""
    rows: Iterable[ReturnToResidents] = cycle.returns.defer("file").order_by("-on", "-created_at")
    return tuple(
        ReturnFigure(
            row.pk, str(row.get_channel_display()), row.on, row.text, row.url, row.file_name,
            row.by_name,
        )
        for row in rows
    )  # fmt: skip


def decision_figure(row: Adaptation) -> DecisionFigure:
    """One decision with what the plan did by it."""
    indicator = row.curve.indicator if row.curve else None
    names = ("kind", "text", "reason", "due_on", "expected", "decided_on", "state", "outcome", "answered_on")  # fmt: skip
    return DecisionFigure(
        **{name: getattr(row, name) for name in names},
        id=row.pk,
        cycle_id=row.cycle_id,
        cycle_day=row.cycle.day,
        label=str(row.get_kind_display()),
        owner=str(row.get_owner_display()),
        code=indicator.code if indicator else "",
        name=indicator.name if indicator else "",
        activity_id=row.activity_id,
        activity=row.activity.title if row.activity else "",
        activity_state=str(row.activity.get_state_display()) if row.activity else "",
        state_label=str(row.get_state_display()),
        checked_id=row.checked_in_id,
        checked_day=row.checked_in.day if row.checked_in else None,
        changes=tuple(
            ChangeFigure(
                str(each.get_kind_display()), words_of_change(each.kind, each.words),
                each.activity_id, each.activity.title, each.by_name, each.at,
            )
            for each in row.changes.all()
        ),
    )  # fmt: skip


def decision(row: Adaptation) -> DecisionFigure:
    """One decision as its own page shows it."""
    return decision_figure(DECISIONS.get(pk=row.pk))


def open_decisions(site: Site, but: LearningCycle | None = None) -> tuple[DecisionFigure, ...]:
    """The decisions of earlier reviews of which nobody has said yet what became, the most urgent first."""
    rows = DECISIONS.filter(cycle__site=site, state=Adaptation.State.OPEN)
    if but is not None:
        rows = rows.exclude(cycle=but)
    order = (F("due_on").asc(nulls_last=True), "created_at", "pk")
    return tuple(decision_figure(row) for row in rows.order_by(*order))


def decisions_about(site: Site, found: Indicator) -> tuple[DecisionFigure, ...]:
    """What reviews of the site decided about one figure, the latest first."""
    rows = decision_rows(site=site.pk, indicator=found.pk)
    prefetch_related_objects(rows, CHANGES)
    return tuple(decision_figure(row) for row in rows)


@compiled
def decision_rows() -> Any:
    """The decisions about one figure of a site, the latest first."""
    here = {"cycle__site": Given("site", UUIDField())}
    about = {"curve__indicator": Given("indicator", UUIDField())}
    return DECISIONS.filter(**here, **about).order_by("-decided_on", "-created_at", "pk")


def last_words(site: Site, code: str, but: LearningCycle) -> CurveFigure | None:
    """What the last closed review said of a figure, with its decisions."""
    row = (
        CurveReview.objects.filter(
            cycle__site=site, cycle__state=LearningCycle.State.CLOSED, indicator__code=code
        )
        .exclude(cycle=but)
        .select_related("indicator")
        .prefetch_related("activities")
        .order_by("-cycle__held_on")
        .first()
    )
    if row is None:
        return None
    made = DECISIONS.filter(curve=row).order_by("decided_on", "created_at", "pk")
    return curve_figure(row, tuple(decision_figure(each) for each in made))


def cycle_lines(site: Site) -> tuple[CycleLine, ...]:
    """The reviews of a site, the latest first; one query."""
    rows = LearningCycle.objects.filter(site=site).annotate(
        decisions=Count("adaptations", distinct=True),
        changed=Count("adaptations__changes__adaptation", distinct=True),
        told=Count("returns", distinct=True),
    )
    names = ("state", "in_words", "day", "people", "facilitator", "attendance", "learned", "decided",
             "next_on", "reason", "decisions", "changed", "told")  # fmt: skip
    found = [
        CycleLine(
            **{name: getattr(row, name) for name in names},
            id=row.pk,
            state_label=str(row.get_state_display()),
        )
        for row in rows.order_by("-created_at", "pk")
    ]
    return tuple(sorted(found, key=lambda line: line.day, reverse=True))
