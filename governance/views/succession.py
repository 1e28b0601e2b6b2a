"""A seat passes on, on one screen: what is asked, what will happen, then it happens."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance import actions, figures, rules
from governance.foreseen import Asked
from governance.forms import SuccessionForm
from governance.middleware import Request
from governance.models import Seat
from governance.standing import standing_of
from governance.views.triad import triad_address
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal
from kit.templatetags.kit import day

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
    """The form; then the page that says what will happen; then, confirmed, it happens.

    What was decided last can be taken back here, as long as that is possible.
    """
    if "undo" in request.POST:
        return taken_back(request, seat)
    now = next(s for s in figures.triad(request.site) if s.seat == seat)
    open_ones = [c for c in figures.commitments(request.site, seat) if c.is_open]
    form = SuccessionForm(request.POST or None, seat=now, open_ones=open_ones)
    context = about(request, seat, now) | {"form": form}
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


def about(request: Request, seat: Seat, now: figures.SeatFigure) -> dict[str, Any]:
    """What both pages show: the seat, its handover file, and what could be taken back."""
    return {
        "section": "triad",
        "seat": now,
        "file": figures.handover_address(request.site, seat),
        "undo": actions.foresee_taking_back(request.site, seat),
    }


def taken_back(request: Request, seat: Seat) -> HttpResponse:
    """It is undone, or the page says why it no longer can be."""
    found = request.site.successions.filter(seat=seat)
    succession = get_object_or_404(found, pk__in=as_key(request.POST["undo"]))
    try:
        actions.take_back(succession, by=request.user)
        said = _("Done: the succession is taken back, and everybody concerned has been written to.")
        messages.success(request, said)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(triad_address(request))


def as_key(word: str) -> list[UUID]:
    """The key that was sent; nothing where it is none."""
    try:
        return [UUID(word)]
    except ValueError:
        return []


def passed_on(request: Request, seat: Seat, asked: Asked) -> HttpResponse:
    """It happens, and the triad's page says so; how to take it back is for who may come back here."""
    mark = request.POST.get("mark", "")
    plan = actions.pass_on(request.site, seat, asked, by=request.user, mark=mark)
    said = _("Done. %(count)s people have been written to.") % {"count": len(plan.told)}
    undo = actions.foresee_taking_back(request.site, seat)
    if undo and rules.HANDS_OVER[seat](standing_of(request.user, request.site)):
        more = _("A mistake? It can be taken back until %(day)s, under “Prepare the succession”.")
        said = f"{said} {more % {'day': day(undo.until)}}"
    messages.success(request, said)
    return redirect(triad_address(request))
