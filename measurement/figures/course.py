"""Which headline figures are off course, and whether a review has decided what to do about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from measurement.figures.indicators import IndicatorFigure, headline, indicator_table
from measurement.models import Adaptation, CurveReview, LearningCycle
from sites.models import Site

# A report prints at most so many figures first, and a review goes through them all.
HEADLINES = 5
OFF_COURSE = frozenset({"worsening", "out_of_band"})


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
    """A headline as a paper holds it: its verdict that day, and the last day of its value."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def off_course(self) -> bool: ...
    @property
    def until(self) -> date | None: ...


def headlines_of(site: Site) -> tuple[IndicatorFigure, ...]:
    """The figures that the site shows first: those that reviews decide about."""
    return headline(site, HEADLINES)


def is_off_course(figure: IndicatorFigure) -> bool:
    """The engine's verdict: it moves the wrong way, or left the range in which it should stay."""
    return figure.trend in OFF_COURSE


def figures_to_review(site: Site) -> tuple[IndicatorFigure, ...]:
    """The headline figures, then any other one that is off course."""
    first = headlines_of(site)
    known = {figure.code for figure in first}
    others = (f for f in indicator_table(site) if f.code not in known and is_off_course(f))
    return (*first, *others)


def reached(figure: IndicatorFigure) -> date:
    """The last day of the value shown; long ago where there is none or the source does not say."""
    return (figure.latest.ends_on if figure.latest else None) or date.min


def decided_about(curves: Iterable[CurveReview]) -> dict[str, date]:
    """By the figure's code, up to which day's value a review has decided."""
    found: dict[str, date] = {}
    for curve in curves:
        code = curve.indicator.code
        found[code] = max(found.get(code, date.min), curve.ends_on or date.min)
    return found


def without_decision(
    figures: Iterable[IndicatorFigure], decided: dict[str, date]
) -> tuple[IndicatorFigure, ...]:
    """Those off course about whose present value nobody has decided."""
    return tuple(
        figure
        for figure in figures
        if is_off_course(figure)
        and (figure.code not in decided or decided[figure.code] < reached(figure))
    )


def closed_decisions(site: Site) -> dict[str, date]:
    """By the figure's code, up to which day's value a closed review of the site has decided."""
    closed = CurveReview.objects.filter(
        cycle__site=site, cycle__state=LearningCycle.State.CLOSED, adaptations__isnull=False
    )
    return decided_about(closed.select_related("indicator").order_by("pk"))


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
        if each.code not in decided or decided[each.code] < (each.until or date.min)
    )


def blockers(cycle: LearningCycle) -> tuple[Blocker, ...]:
    """All that keeps a held review from being closed, each with the page where it is done."""
    return (*attendance_missing(cycle), *unanswered(cycle), *figures_undecided(cycle))


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


def figures_undecided(cycle: LearningCycle) -> list[Blocker]:
    """Each headline off course needs a decision of this review about its present value."""
    curves = cycle.curves.filter(adaptations__isnull=False).select_related("indicator")
    left = without_decision(headlines_of(cycle.site), decided_about(curves.order_by("pk")))
    return [
        blocked(
            cycle,
            _("Decide about “%(name)s”, which does not go the way that was hoped for.")
            % {"name": figure.name},
            "curve-page",
            code=figure.code,
        )
        for figure in left
    ]


def blocked(cycle: LearningCycle, words: str, route: str, **more: Any) -> Blocker:
    """What is to be done, on a page of the review's site."""
    where: dict[str, Any] = {"site": cycle.site.slug}
    if route != "decision-answer":
        where["cycle"] = cycle.pk
    return Blocker(words, route, where | more)
