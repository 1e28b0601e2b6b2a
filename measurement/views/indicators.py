"""The list of the figures of a site and the page of one."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal
from measurement import actions, figures
from measurement.dues import Due, periods_due
from measurement.finding import indicator_here
from measurement.forms import (
    IndicatorForm,
    TargetForm,
)
from measurement.models import wholes_for
from measurement.releases import sources
from measurement.rules import (
    chooses_indicators,
    enters_values,
    reads_figures,
)
from measurement.views.pages import PAGE, address, form_page, page_context, saved
from measurement.views.shown import as_shown

LIST = "measurement/indicator_list.html"


@requires(reads_figures)
@require_GET
def indicator_list(request: Request) -> HttpResponse:
    shown = as_shown(request)
    table = figures.listed(request.site, request.GET.get("page"), as_of=shown.instant)
    may_enter = enters_values(request.standing)
    # Who enters values is told whether any is due; anybody else sees it beside what is shown.
    codes = None if may_enter else [figure.code for figure in table.figures]
    dues = () if shown.day else periods_due([request.site], codes=codes)[request.site.pk]
    context = {
        "section": "indicators",
        "shown": shown,
        "table": table,
        "own": marked(table.own, dues),
        "curves": marked(table.curves, dues),
        "others": marked(table.others, dues),
        "may_choose": chooses_indicators(request.standing),
        "may_enter": may_enter,
        "due": bool(dues),
    }
    return render(request, LIST, context)


def marked(
    shown: Iterable[figures.IndicatorFigure], dues: Iterable[Due]
) -> list[tuple[figures.IndicatorFigure, Due | None]]:
    """Each figure with its next value where that is late, be it the site's own or a common one."""
    late = {due.code: due for due in dues if due.late}
    return [(figure, late.get(figure.code)) for figure in shown]


@requires(reads_figures)
@require_GET
def indicator_page(request: Request, code: str) -> HttpResponse:
    found = indicator_here(request.site, code)
    return render(request, PAGE, page_context(request, found))


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def target_set(request: Request, code: str) -> HttpResponse:
    found = indicator_here(request.site, code)
    form = TargetForm(request.POST or None, indicator=found)
    if form.is_valid():
        value, due_on, note = form.aim()
        try:
            actions.set_target(
                found, site=request.site, value=value, due_on=due_on, note=note, by=request.user
            )
            said = _("The target is set and drawn on the curve.")
            return saved(request, found, said)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Set a target"),
        "lead": _("%(name)s. An earlier target stays readable.") % {"name": found.name},
        "submit": _("Set this target"),
        "back": address(request, found),
    }
    return form_page(request, form, context)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def indicator_add(request: Request) -> HttpResponse:
    form = IndicatorForm(request.POST or None, sources=sources(), wholes=wholes_for(request.site))
    if form.is_valid():
        try:
            found = actions.choose_indicator(request.site, form.indicator(), by=request.user)
            said = _("The indicator is chosen. Enter its first value when you have it.")
            return saved(request, found, said)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Choose an indicator"),
        "lead": _("What the site wants to see move, counted the same way each time."),
        "submit": _("Choose this indicator"),
        "back": reverse("measurement:indicator-list", kwargs={"site": request.site.slug}),
    }
    return form_page(request, form, context)
