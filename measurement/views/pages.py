"""What the pages of figures share."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.middleware import Request
from kit import clock
from kit.htmx import answer
from measurement import figures, history
from measurement.catalogue.figures import terms_here
from measurement.catalogue.rules import rules_told
from measurement.figures.around import AroundFigure, around
from measurement.figures.charts import table_of
from measurement.figures.family import family_at
from measurement.figures.redefining import versions_of
from measurement.figures.rows import written_of
from measurement.figures.years import years_of
from measurement.forms import ValueForm
from measurement.history import ValueRow
from measurement.models import Indicator
from measurement.releases import offered
from measurement.rhythm import counted_under
from measurement.rules import chooses_indicators, enters_values, ties_indicators
from measurement.then import as_defined
from measurement.tied import ties_of
from measurement.views.shown import as_shown
from measurement.windows import windows_of
from sites.models import Site

FORM = "measurement/figure_form.html"
PAGE = "measurement/indicator_page.html"


def page_context(
    request: Request, found: Indicator, form: ValueForm | None = None
) -> dict[str, Any]:
    """The figure, every value behind it, and the form for those who enter values."""
    shown = as_shown(request)
    written = written_of(request.site, found, shown.instant)
    figure = figures.indicator(request.site, found, as_of=shown.instant, written=written)
    beside = AroundFigure() if shown.day else around(request.site, found, figure)
    chart = replace(figure.chart, around=beside.around)
    rows = history.value_rows(request.site, found, shown.instant, written=written)
    now = shown.day is None
    (defined,) = as_defined([found], shown.instant)
    may_enter = now and figure.is_entered and enters_values(request.standing)
    if may_enter and form is None:
        form = value_form(found, rows)
    return {
        "section": "indicators",
        "shown": shown,
        "figure": figure,
        "windows": notices(request.site, figure) if now else (),
        "beside": beside,
        "chart": chart,
        "table": table_of(chart, figure.points),
        "years": years_of(defined.spoken(), figure.points, shown.day or clock.today()),
        "rows": rows,
        "ties": ties_of(request.site, found),
        "decisions": figures.decisions_about(request.site, found) if now else (),
        "may_tie": ties_indicators(request.standing),
        "gone": found if figure.retired_on else None,
        "may_add": may_enter and figure.retired_on is None,
        "may_enter": may_enter,
        "may_aim": now and figure.may_have_target and chooses_indicators(request.standing),
        "may_define": now and found.is_in_use_here and chooses_indicators(request.standing),
        "versions": versions_of(found),
        "terms": terms_here(found),
        "rules": rules_told(found),
        "common": found.derived.filter(site=None).first() if found.is_local else None,
        "family": family_at(request.site, found),
        "form": form,
    }


def value_form(
    found: Indicator, rows: tuple[ValueRow, ...], data: Any = None, **more: Any
) -> ValueForm:
    """The form for one value, by the definition that holds for the period that it is about."""
    periods = ValueForm.offered(found)
    period = periods.get(data.get("period", "") if data else ValueForm.first_free(periods, rows))
    then = counted_under(found, period) if period else found
    return ValueForm(data, indicator=then, current=found, rows=rows, releases=offered(then), **more)


def notices(site: Site, figure: figures.IndicatorFigure) -> tuple[str, ...]:
    """Which periods of the figure are locked or not open yet at the site, and why."""
    if not figure.is_entered:
        return ()
    begun = (w for w in windows_of(site, figure.periodicity).values() if w.starts_on <= w.today)
    return tuple(window.sentence for window in begun if window.sentence)[::-1]


def form_page(request: Request, form: Any, context: dict[str, Any]) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit."""
    context |= {"section": "indicators", "form": form}
    return render(request, FORM, context, status=422 if form.is_bound else 200)


def saved(request: Request, found: Indicator, said: str) -> HttpResponse:
    """Back to the indicator, which shows what was just written."""
    context = page_context(request, found)
    return answer(
        request, PAGE, part="figure-desk", then=address(request, found), said=said, **context
    )


def address(request: Request, found: Indicator) -> str:
    """The page of an indicator at the site in hand."""
    return reverse(
        "measurement:indicator-page", kwargs={"site": request.site.slug, "code": found.code}
    )
