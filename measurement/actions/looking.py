"""What a learning review sees of the figures: on its day, when somebody writes, and when it ends."""

from typing import Any

from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement import figures
from measurement.figures import IndicatorFigure
from measurement.models import CurveReview, Indicator, LearningCycle


def look(cycle: LearningCycle, indicator: Indicator) -> CurveReview:
    """The review's reading of a figure, made to look at the value as it stands now."""
    if indicator.site_id not in (None, cycle.site_id):
        raise Refusal(_("This is not one of this site."))
    curve = CurveReview.objects.filter(cycle=cycle, indicator=indicator).first()
    curve = curve or CurveReview(cycle=cycle, indicator=indicator)
    return seen(curve, figures.indicator(cycle.site, indicator))


def look_again(cycle: LearningCycle) -> None:
    """Before the review ends, each of its readings looks at what stands now."""
    table = {f.code: f for f in figures.indicator_table(cycle.site, every=True)}
    for curve in cycle.curves.select_related("indicator").order_by("pk"):
        if curve.indicator.code in table:
            seen(curve, table[curve.indicator.code])


def ask_headlines(cycle: LearningCycle) -> None:
    """The figures that the site shows first on the day of the review are those it goes through."""
    shown = {figure.code: figure for figure in figures.headlines_of(cycle.site)}
    known = {
        each.code: each for each in Indicator.objects.at(cycle.site).filter(code__in=list(shown))
    }
    for code, figure in shown.items():
        seen(CurveReview(cycle=cycle, indicator=known[code], headline=True), figure)


def seen(curve: CurveReview, figure: IndicatorFigure) -> CurveReview:
    """The reading with the value as it stands; off course stays so while nothing measured says else."""
    last = figure.latest
    now: dict[str, Any] = {
        "measurement_id": last.measurement_id if last else None,
        "value_shown": f"{figure.value_shown} {figure.unit_shown}".strip()[:80],
        "period": last.period if last else "",
        "ends_on": last.ends_on if last else None,
        "sentence": f"{figure.apart}. {figure.sentence}" if figure.apart else figure.sentence,
        "off_course": figures.off_course_since(curve, figure),
        "looked_at": figures.looked_at(figure),
    }
    for name, value in now.items():
        setattr(curve, name, value)
    curve.save()
    return curve
