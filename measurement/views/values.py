"""A value is entered or corrected."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal
from measurement import actions, figures, history
from measurement.figures.rows import written_of
from measurement.finding import indicator_here
from measurement.forms import (
    ELSEWHERE,
    CorrectionForm,
    ValueForm,
)
from measurement.legs import role_in
from measurement.measured import measured
from measurement.releases import offered
from measurement.rules import (
    enters_values,
)
from measurement.views.pages import PAGE, address, form_page, page_context, saved, value_form
from measurement.words import told, typed


@requires(enters_values)
@require_POST
def value_enter(request: Request, code: str) -> HttpResponse:
    found = indicator_here(request.site, code)
    site, said = request.site, None
    written = written_of(site, found)
    figure = figures.indicator(site, found, written=written)
    rows = history.value_rows(site, found, written=written)
    if not figure.is_entered:
        return render(request, PAGE, page_context(request, found), status=422)
    form: ValueForm | None = value_form(
        found, rows, request.POST, doubts=partial(figures.doubts, site, found)
    )
    if form and form.is_valid():
        try:
            period = form.chosen_period()
            row = actions.enter_value(
                found, period, form.reading(), site=site, by=request.user, role=role_in(request.standing)
            )  # fmt: skip
            said = _("Entered: %(value)s for %(period)s. The curve and the table show it.") % {
                "value": told(measured([row]).under(row), row),
                "period": period.label,
            }
            said = " ".join((said, *figures.remarks(site, found, period, figures.numbers_of(row))))
            form = None
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request, PAGE, part="figure-desk", then=address(request, found), said=said,
        invalid=form is not None, **page_context(request, found, form),
    )  # fmt: skip


@requires(enters_values)
@require_http_methods(["GET", "POST"])
def value_correct(request: Request, code: str, measurement: Any) -> HttpResponse:
    found = get_object_or_404(
        request.site.measurements.select_related("indicator"), pk=measurement, indicator__code=code
    )
    # It is put right as what it was counted as, whatever counts now.
    current, indicator = found.indicator, found.indicator.under(found.version)
    initial = {name: getattr(found, name) for name in ("state", "note", "provenance")}
    initial |= {name: typed(getattr(found, name)) for name in ("value", "numerator", "denominator")}
    initial["release"] = found.release_id or ELSEWHERE
    form = CorrectionForm(
        request.POST or None, indicator=indicator, initial=initial, period=found.period,
        releases=offered(indicator), doubts=partial(figures.doubts, request.site, indicator),
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.correct_value(
                found, form.reading(), reason=form.cleaned_data["reason"], by=request.user,
                role=role_in(request.standing), code=form.cleaned_data["code"],
            )  # fmt: skip
            said = _("Corrected. The earlier value and your reason stay readable beside it.")
            return saved(request, current, said)
        except Refusal as refusal:
            refused(form, refusal)
    facts = {"name": indicator.name, "period": found.period.label if found.period else ""}
    context = {
        "heading": _("Correct a value"),
        "lead": _("%(name)s, %(period)s. The value that you replace stays readable.") % facts,
        "submit": _("Correct this value"),
        "back": address(request, current),
    }
    return form_page(request, form, context)
