"""A seat passes on, on one screen: what is asked, what will happen, then it happens."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance import actions, figures, rules
from governance.foreseen import Asked
from governance.forms import SuccessionForm
from governance.middleware import Request
from governance.models import Seat
from governance.views.triad import triad_address
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal

METHODS = ["GET", "POST"]
FORM, CONFIRM = "governance/succession_form.html", "governance/succession_confirm.html"


@requires(rules.hands_over_state)
@require_http_methods(METHODS)
def succession_state(request: Request) -> HttpResponse:
    return succession(request, Seat.STATE)


@requires(rules.hands_over_municipality)
@require_http_methods(METHODS)
def succession_municipality(request: Request) -> HttpResponse:
    return succession(request, Seat.MUNICIPALITY)


@requires(rules.hands_over_community)
@require_http_methods(METHODS)
def succession_community(request: Request) -> HttpResponse:
    return succession(request, Seat.COMMUNITY)


def succession(request: Request, seat: Seat) -> HttpResponse:
    """The form; then the page that says what will happen; then, confirmed, it happens."""
    now = next(s for s in figures.triad(request.site) if s.seat == seat)
    open_ones = [c for c in figures.commitments(request.site, seat) if c.is_open]
    form = SuccessionForm(request.POST or None, seat=now, open_ones=open_ones)
    context: dict[str, Any] = {"section": "triad", "seat": now, "form": form}
    if request.method == "GET" or "change" in request.POST or not form.is_valid():
        wrong = form.is_bound and "change" not in request.POST
        return render(request, FORM, context, status=422 if wrong else 200)
    try:
        if "confirm" in request.POST:
            return passed_on(request, seat, form.asked())
        context["plan"] = actions.foresee(request.site, seat, form.asked())
    except Refusal as refusal:
        refused(form, refusal)
    else:
        return render(request, CONFIRM, context)
    return render(request, FORM, context, status=422)


def passed_on(request: Request, seat: Seat, asked: Asked) -> HttpResponse:
    """It happens, and the triad's page says so."""
    mark = request.POST.get("mark", "")
    plan = actions.pass_on(request.site, seat, asked, by=request.user, mark=mark)
    said = _("Done. %(count)s people have been written to.") % {"count": len(plan.told)}
    messages.success(request, said)
    return redirect(triad_address(request))
