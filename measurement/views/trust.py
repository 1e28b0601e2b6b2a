"""The history of a value, what other seats say of it, and who contests it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from measurement import actions, history
from measurement.finding import indicator_here
from measurement.forms import ValidationForm
from measurement.legs import leg_of
from measurement.models import Measurement
from measurement.rules import (
    answers_disputes,
    contests_values,
    corrects_values,
    reads_figures,
    validates_values,
)
from measurement.views.pages import address, form_page


def value_in(request: Request, code: str, measurement: Any) -> Measurement:
    """A value that a page of the site shows; another site's is not found."""
    found = indicator_here(request.site, code)
    return get_object_or_404(history.measurements_at(request.site, found), pk=measurement)


def history_of(request: Request, code: str, measurement: Any) -> str:
    words = {"site": request.site.slug, "code": code, "measurement": measurement}
    return reverse("measurement:value-history", kwargs=words)


@requires(reads_figures)
@require_GET
def value_history(request: Request, code: str, measurement: Any) -> HttpResponse:
    """Every revision of a value with its reason, who looked at it, who contests it."""
    row = value_in(request, code, measurement)
    told = history.value_history(request.site, row)
    standing = request.standing
    mine = leg_of(request.site, standing.person)
    now = history.measurements_at(request.site, row.indicator).get(pk=told.now.measurement_id)
    entered = row.indicator.is_entered and not now.is_undone
    context = {
        "section": "indicators",
        "indicator": row.indicator,
        "back": address(request, row.indicator),
        "told": told,
        "may_correct": entered and corrects_values(standing) and not told.shut,
        "may_validate": entered and validates_values(standing) and mine and mine != now.entered_leg,
        "may_contest": contests_values(standing) and not now.is_undone,
        "may_answer": answers_disputes(standing) and mine,
        "mine": mine,
    }
    return render(request, "measurement/value_history.html", context)


@requires(validates_values)
@require_http_methods(["GET", "POST"])
def value_validate(request: Request, code: str, measurement: Any) -> HttpResponse:
    row = value_in(request, code, measurement)
    form, back = ValidationForm(request.POST or None), history_of(request, code, measurement)
    if attempt(form, lambda: actions.validate_value(row, by=request.user, **form.cleaned_data)):
        return done(request, _("Said. It stands beside the value."), back)
    return about(
        request, form, row, back=back, heading=_("Look at a value"),
        lead=_("%(value)s. Another seat than the one that entered it says whether it stands."),
        submit=_("Say this"),
    )  # fmt: skip


def about(
    request: Request, form: Any, row: Measurement, *, back: str, lead: str, **words: str
) -> HttpResponse:
    """A page that is one form about one value; the lead names it."""
    told = history.value_history(request.site, row)
    value = _("%(name)s, %(period)s: %(value)s") % {
        "name": told.name, "period": told.period, "value": told.now.shown,
    }  # fmt: skip
    context = words | {"lead": lead.replace("%(value)s", value), "back": back}
    return form_page(request, form, context)
