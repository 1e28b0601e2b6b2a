"""Support days: of a site, and of a coach."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Role
from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.sheets import Table
from partnership import actions, figures
from partnership.forms import (
    AskSupportForm,
    CorrectDayForm,
    HandoutForm,
    HoldForm,
    LogForm,
    PlanForm,
    ReasonForm,
)
from partnership.models import SupportDay
from partnership.rules import asks_support, coaches_sites, logs_support, reads_collective
from partnership.views.forms import at, attempt, done, form_page, saved, shown

FROM_COACH = "accompagnement"


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
        "came": figures.people_by_audience(groups["held"]),
        "resources": [(day, left) for day in groups["held"] for left in day.handouts],
        "file": at(request, "support-xlsx").removesuffix("xlsx"),
        "may_ask": asks_support(request.standing),
        "may": logs_support(request.standing),
    }
    return shown(request, "partnership/support_list.html", context)


@requires(reads_collective)
@require_GET
def support_file(request: Request, kind: str) -> HttpResponse:
    """The support days as a spreadsheet."""
    head = [
        _("Kind of support"), _("Subject"), _("State of the day"), _("Asked on"), _("Asked by"),
        _("Day"), _("Length in days"), _("Led by"), _("People"), _("Resources left behind"),
    ]  # fmt: skip
    rows = (
        [d.kind_words, d.title, d.state_words, d.asked_on, d.asked_by, d.on, d.days, d.led_by,
         d.people or None, " ; ".join(url for _title, url in d.handouts)]
        for d in figures.support_days(request.site)
    )  # fmt: skip
    return saved(request, kind, "journees-d-appui", Table(_("Support days"), head, rows))


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
    coaching = Role.COACH in request.standing.roles
    known = {"kind": "coaching", "led_by": request.user.name} if coaching else {}
    form = LogForm(request.POST or None, initial={"on": clock.today(), **known})
    if attempt(
        form,
        lambda: actions.log_support(
            request.site, by=request.user, attendance=form.attendance(), handouts=form.handed(),
            **form.day(),
        ),
    ):  # fmt: skip
        return done(request, _("The support day is recorded."), back(request))
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
        return done(request, _("The day is planned."), back(request))
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
        return done(request, _("The day counts from now on."), back(request))
    return support_form(
        request, form,
        heading=_("The day has been held"), submit=_("Record how it went"), lead=found.title,
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def support_correct(request: Request, support: Any) -> HttpResponse:
    """What was recorded of a held day is set right, with the reason."""
    rows = request.site.support_days.prefetch_related("attendance")
    found = get_object_or_404(rows, pk=support)
    came = {f"came_{a.audience}": a.people for a in found.attendance.all()}
    known = {"on": found.on, "days": str(found.days or 1), **came}
    form = CorrectDayForm(request.POST or None, initial=known)
    if attempt(
        form,
        lambda: actions.correct_support(
            found, by=request.user, attendance=form.attendance(), **form.day()
        ),
    ):
        return done(request, _("The correction is recorded."), back(request))
    return support_form(
        request, form,
        heading=_("Correct a support day"), submit=_("Save the correction"), lead=found.title,
    )  # fmt: skip


@requires(logs_support)
@require_http_methods(["GET", "POST"])
def support_cancel(request: Request, support: Any) -> HttpResponse:
    found = get_object_or_404(request.site.support_days, pk=support)
    form = ReasonForm(request.POST or None)
    if attempt(form, lambda: actions.cancel_support(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The day is cancelled."), back(request))
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
        return done(request, _("The resource is recorded."), back(request))
    return support_form(
        request, form,
        heading=_("Leave a resource"), submit=_("Leave this resource"), lead=found.title,
    )  # fmt: skip


def back(request: Request) -> str:
    """Where somebody came from: a coach's own page, or the site's list."""
    if FROM_COACH in request.GET and coaches_sites(request.standing):
        return reverse("partnership:coach-page")
    return at(request, "support-list")


def support_form(request: Request, form: Any, **words: Any) -> HttpResponse:
    """A form about support days."""
    return form_page(request, form, back=back(request), up=_("Support days"), **words)


@requires(coaches_sites)
@require_GET
def coach_page(request: Request) -> HttpResponse:
    """The sites that somebody coaches: next day, done of the twelve, promised, asked."""
    trail = [(_("My support days"), "")]
    context = {"coach": figures.coached_by(request.user), "trail": trail, "query": f"?{FROM_COACH}"}
    return render(request, "partnership/coach_page.html", context)
