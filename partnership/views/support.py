"""Support days: of a site, and of a coach."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit import clock
from kit.access import requires
from partnership import actions, figures
from partnership.forms import AskSupportForm, HandoutForm, HoldForm, LogForm, PlanForm, ReasonForm
from partnership.models import SupportDay
from partnership.rules import asks_support, coaches_sites, logs_support, reads_collective
from partnership.views.forms import at, attempt, done, form_page, shown


@requires(reads_collective)
@require_GET
def support_list(request: Request) -> HttpResponse:
    days = figures.support_days(request.site)
    groups = {state: [d for d in days if d.state == state] for state in SupportDay.State.values}
    context = {
        "heading": _("Support days"),
        "support": figures.support_of([request.site])[request.site.pk],
        "asked": groups["asked"],
        "planned": groups["planned"][::-1],
        "held": groups["held"],
        "cancelled": groups["cancelled"],
        "may_ask": asks_support(request.standing),
        "may": logs_support(request.standing),
    }
    return shown(request, "partnership/support_list.html", context)


@requires(asks_support)
@require_http_methods(["GET", "POST"])
def support_ask(request: Request) -> HttpResponse:
    form = AskSupportForm(request.POST or None)
    if attempt(
        form, lambda: actions.ask_support(request.site, by=request.user, **form.cleaned_data)
    ):
        said = _("Your request is recorded. The coach, the centre and the national team see it.")
        return done(request, said, at(request, "support-list"))
    return support_form(
        request, form,
        heading=_("Ask for support"), submit=_("Ask for this support"),
        lead=_("Co-training, coaching, immersion or a webinar: say what for."),
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def support_log(request: Request) -> HttpResponse:
    form = LogForm(request.POST or None, initial={"on": clock.today()})
    if attempt(
        form,
        lambda: actions.log_support(
            request.site, by=request.user, attendance=form.attendance(), handouts=form.handed(),
            **form.day(),
        ),
    ):  # fmt: skip
        return done(request, _("The support day is recorded."), at(request, "support-list"))
    return support_form(
        request, form,
        heading=_("Record a support day"), submit=_("Record this day"),
        lead=_("A day ahead is planned; a day past counts."),
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def support_plan(request: Request, support: Any) -> HttpResponse:
    found = get_object_or_404(request.site.support_days, pk=support)
    known = {name: getattr(found, name) for name in ("on", "led_by", "promised")}
    form = PlanForm(request.POST or None, initial={**known, "days": str(found.days or 1)})
    if attempt(form, lambda: actions.plan_support(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The day is planned."), at(request, "support-list"))
    return support_form(
        request, form,
        heading=_("Plan a support day"), submit=_("Plan this day"), lead=found.title,
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def support_hold(request: Request, support: Any) -> HttpResponse:
    found = get_object_or_404(request.site.support_days, pk=support)
    form = HoldForm(request.POST or None, initial={"on": found.on, "days": str(found.days or 1)})
    if attempt(
        form,
        lambda: actions.hold_support(
            found, by=request.user, on=form.cleaned_data["on"], days=form.cleaned_data["days"],
            attendance=form.attendance(), handouts=form.handed(),
        ),
    ):  # fmt: skip
        return done(request, _("The day counts from now on."), at(request, "support-list"))
    return support_form(
        request, form,
        heading=_("The day has been held"), submit=_("Record how it went"), lead=found.title,
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def support_cancel(request: Request, support: Any) -> HttpResponse:
    found = get_object_or_404(request.site.support_days, pk=support)
    form = ReasonForm(request.POST or None)
    if attempt(form, lambda: actions.cancel_support(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The day is cancelled."), at(request, "support-list"))
    return support_form(
        request, form,
        heading=_("Cancel a support day"), submit=_("Cancel this day"), kind="withdraw",
        lead=found.title,
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def handout_leave(request: Request, support: Any) -> HttpResponse:
    found = get_object_or_404(request.site.support_days, pk=support)
    form = HandoutForm(request.POST or None)
    if attempt(form, lambda: actions.leave_handout(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The resource is recorded."), at(request, "support-list"))
    return support_form(
        request, form,
        heading=_("Leave a resource"), submit=_("Leave this resource"), lead=found.title,
    )  # fmt: skip


def support_form(request: Request, form: Any, **words: Any) -> HttpResponse:
    """A form about support days."""
    back = at(request, "support-list")
    return form_page(request, form, back=back, up=_("Support days"), **words)


@requires(coaches_sites)
@require_GET
def coach_page(request: Request) -> HttpResponse:
    """The sites that somebody coaches: done of the twelve, next, promised, asked."""
    context = {"coached": figures.coached_by(request.user)}
    return render(request, "partnership/coach_page.html", context)
