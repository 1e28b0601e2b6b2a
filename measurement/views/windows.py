"""Reporting periods: the national team sets their days and opens a locked one for a site."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done, form_page
from measurement import actions
from measurement.forms import LockExceptionForm, WindowForm
from measurement.rules import sets_windows
from measurement.windows import all_windows, window_named

PER_PAGE = 20


def step() -> tuple[Any, str]:
    return _("Reporting periods"), reverse("measurement:window-list")


@requires(sets_windows)
@require_GET
def window_list(request: Request) -> HttpResponse:
    page = Paginator(all_windows(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "trail": [(step()[0], "")]}
    return render(request, "measurement/window_list.html", context)


@requires(sets_windows)
@require_http_methods(["GET", "POST"])
def window_set(request: Request) -> HttpResponse:
    form = WindowForm(request.POST or None)
    if attempt(
        form,
        lambda: actions.set_window(
            form.cleaned_data["periodicity"], form.period(), form.days(), by=request.user
        ),
    ):
        return done(request, _("The reporting period is set, for all sites."), step()[1])
    heading = _("Set a reporting period")
    return form_page(
        request, form, heading=heading, submit=_("Set this period"), back=step()[1],
        lead=_("Set again, it replaces the days that were set before; the journal keeps them."),
        trail=[step(), (heading, "")],
    )  # fmt: skip


@requires(sets_windows)
@require_http_methods(["GET", "POST"])
def window_open(request: Request, window: Any) -> HttpResponse:
    found = get_object_or_404(window_named(window))
    form = LockExceptionForm(request.POST or None)
    if attempt(form, lambda: actions.open_for(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The period is open for this site, until that day."), step()[1])
    heading = _("Open %(period)s for a site") % {"period": found.period.label}
    return form_page(
        request, form, heading=heading, submit=_("Open it for this site"), back=step()[1],
        lead=_("Only this site, until the day that you choose; the reason is kept and shown."),
        trail=[step(), (heading, "")],
    )  # fmt: skip
