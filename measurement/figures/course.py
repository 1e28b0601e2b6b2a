"""Which figures are off course, and whether a review has gone through them and decided about them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from measurement.figures.first import headline
from measurement.figures.indicators import IndicatorFigure, indicator_table
from measurement.models import Adaptation, CurveReview, LearningCycle
from measurement.reading import BACK_ON_COURSE, OFF_COURSE
from sites.models import Site

# A report prints at most so many figures first, and a review goes through them all.
HEADLINES = 5


@dataclass(frozen=True, slots=True)
class Blocker:
    """What is still to be done before a review can be closed, and where."""

    words: str
    route: str
    where: dict[str, Any]

    @property
    def address(self) -> str:
        """The page on which it is done."""
        return reverse(f"measurement:{self.route}", kwargs=self.where)


class Printed(Protocol):
    """A headline as a paper holds it: its verdict that day, its value's revisions and last day."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def off_course(self) -> bool: ...
    @property
    def until(self) -> date | None: ...
    @property
    def looked_at(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that a review goes through, with what it has said of it so far."""

    figure: IndicatorFigure
    headline: bool
    curve: CurveReview | None = None

    @property
    def is_off_course(self) -> bool:
        """Off course now; or when the review looked, and nothing that was measured says otherwise."""
        return off_course_since(self.curve, self.figure)

    @property
    def is_told(self) -> bool:
        """True once the review has written or decided something, or said why it did not."""
        return self.curve is not None and self.curve.is_told

    @property
    def may_be_passed_over(self) -> bool:
        """True where nothing is said yet, and no decision is owed."""
        owed = self.headline and self.is_off_course
        return not owed and (self.curve is None or bool(self.curve.passed_over) or not self.is_told)

    @property
    def is_decided(self) -> bool:
        """True when the review has decided about the very value that stands now."""
        if self.curve is None or not self.curve.adaptations.all():
            return False
        return saw(self.curve, looked_at(self.figure), reached(self.figure))


def headlines_of(site: Site) -> tuple[IndicatorFigure, ...]:
    """The figures that the site shows first: those that reviews decide about."""
    return headline(site, HEADLINES)


def is_off_course(figure: IndicatorFigure) -> bool:
    """The engine's verdict: it moves the wrong way, or left the range in which it should stay.

    Where places are not added up, one of them is enough.
    """
    return not OFF_COURSE.isdisjoint(verdicts(figure))


def verdicts(figure: IndicatorFigure) -> set[str]:
    """What may be said of the figure: one word, or one for each place that is judged alone."""
    return {part.trend for part in figure.parts if part.trend} or {figure.trend}


def figures_to_review(site: Site) -> tuple[IndicatorFigure, ...]:
    """The headline figures, then any other one that is off course."""
    first = headlines_of(site)
    known = {figure.code for figure in first}
    others = (f for f in indicator_table(site) if f.code not in known and is_off_course(f))
    return (*first, *others)


def asked_of(cycle: LearningCycle) -> tuple[Asked, ...]:
    """What a held review goes through: the headlines of its day, then any other figure off course.

    Where the site showed no figure that day, what it shows now.
    """
    curves = {curve.indicator.code: curve for curve in curves_of(cycle)}
    first = [code for code, curve in curves.items() if curve.headline]
    first = first or [figure.code for figure in headlines_of(cycle.site)]
    table = {figure.code: figure for figure in indicator_table(cycle.site, every=True)}
    others = [code for code, figure in table.items() if code not in first and is_off_course(figure)]
    known = [code for code in (*first, *others) if code in table]
    return tuple(Asked(table[code], code in first, curves.get(code)) for code in known)


def curves_of(cycle: LearningCycle) -> Iterable[CurveReview]:
    """What the review has said, in the order in which it began to."""
    rows = cycle.curves.select_related("indicator").prefetch_related("adaptations")
    return rows.order_by("created_at", "pk")


def off_course_since(curve: CurveReview | None, figure: IndicatorFigure) -> bool:
    """Off course now, or when a review looked and no later measurement brought it back."""
    before = curve is not None and curve.off_course
    return is_off_course(figure) or (before and not verdicts(figure) <= BACK_ON_COURSE)


def looked_at(figure: IndicatorFigure) -> list[str]:
    """The revisions of the last values that may be shown: who looks at the figure has seen these."""
    ends = [figure.latest, *(part.latest for part in figure.parts)]
    return sorted({str(end.measurement_id) for end in ends if end and end.measurement_id})


def saw(curve: CurveReview, values: Collection[str], until: date) -> bool:
    """Whether a review looked at these very revisions; where it kept none, at a value of that day."""
    if curve.looked_at and values:
        return set(curve.looked_at) == set(values)
    return (curve.ends_on or date.min) >= until


def reached(figure: IndicatorFigure) -> date:
    """The last day of the value shown; long ago where there is none or the source does not say."""
    return (figure.latest.ends_on if figure.latest else None) or date.min


def closed_decisions(site: Site) -> Mapping[str, list[CurveReview]]:
    """By the figure's code, the readings of closed reviews of the site that ended in a decision."""
    rows = CurveReview.objects.filter(
        cycle__site=site, cycle__state=LearningCycle.State.CLOSED, adaptations__isnull=False
    )
    found: dict[str, list[CurveReview]] = {}
    for curve in rows.select_related("indicator").order_by("pk"):
        found.setdefault(curve.indicator.code, []).append(curve)
    return found


def undecided(site: Site, printed: Iterable[Printed]) -> tuple[str, ...]:
    """The names of printed figures off course about whose value no closed review has a decision.

    What was printed before the paper kept its verdict is judged as it stands now.
    """
    printed = list(printed)
    unknown = {each.code for each in printed if each.until is None and not each.off_course}
    now = [f for f in indicator_table(site) if f.code in unknown] if unknown else []
    off_now = {figure.code for figure in now if is_off_course(figure)}
    off = [each for each in printed if each.off_course or each.code in off_now]
    decided = closed_decisions(site) if off else {}
    return tuple(
        each.name
        for each in off
        if not any(
            saw(curve, each.looked_at, each.until or date.min)
            for curve in decided.get(each.code, ())
        )
    )


def blockers(cycle: LearningCycle) -> tuple[Blocker, ...]:
    """All that keeps a held review from being closed, each with the page where it is done."""
    return (*attendance_missing(cycle), *unanswered(cycle), *figures_left(cycle))


def attendance_missing(cycle: LearningCycle) -> list[Blocker]:
    """Who came has to be counted; no resident at all is a count, too."""
    if cycle.attendances.exists():
        return []
    return [blocked(cycle, _("Count who came."), "cycle-attendance")]


def unanswered(cycle: LearningCycle) -> list[Blocker]:
    """Each decision of an earlier review needs its outcome."""
    rows = Adaptation.objects.filter(
        cycle__site=cycle.site_id, state=Adaptation.State.OPEN
    ).exclude(cycle=cycle)
    return [
        blocked(
            cycle,
            _("Say what became of: “%(text)s”.") % {"text": row.text.rstrip(".")},
            "decision-answer",
            adaptation=row.pk,
        )
        for row in rows.order_by("due_on", "created_at", "pk")
    ]


def figures_left(cycle: LearningCycle) -> list[Blocker]:
    """Each headline off course needs a decision about its present value, any figure asked its words."""
    return [
        blocked(cycle, words % {"name": asked.figure.name}, "curve-page", code=asked.figure.code)
        for asked in asked_of(cycle)
        if (words := left_of(asked))
    ]


def left_of(asked: Asked) -> str:
    """What the review still owes a figure; empty for nothing."""
    if asked.headline and asked.is_off_course and not asked.is_decided:
        if asked.curve and asked.curve.adaptations.all():
            return _(
                "Look again at “%(name)s”: its value is no longer the one that was decided about."
            )
        if is_off_course(asked.figure):
            return _("Decide about “%(name)s”, which does not go the way that was hoped for.")
        return _(
            "Decide about “%(name)s”: it did not go the way that was hoped for, and nothing that "
            "was measured since says otherwise."
        )
    if not asked.is_told:
        return _("Go through “%(name)s”, or say why it was not discussed.")
    return ""


def blocked(cycle: LearningCycle, words: str, route: str, **more: Any) -> Blocker:
    """What is to be done, on a page of the review's site."""
    where: dict[str, Any] = {"site": cycle.site.slug}
    if route != "decision-answer":
        where["cycle"] = cycle.pk
    return Blocker(words, route, where | more)
