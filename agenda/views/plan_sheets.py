"""The plan as a file: taken away, and brought back after a look at what becomes of each line."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda import figures
from agenda.actions.plan_sheets import import_plan
from agenda.figures.activities import sheet_done
from agenda.figures.tied import adopted_passages
from agenda.forms import PlanConfirmForm, PlanFilterForm, PlanSheetForm, mark_of, read_plan
from agenda.forms.plan_sheets import KnownPlan, Verdict
from agenda.plan_sheet import table
from agenda.rules import keeps_plan, reads_agenda
from agenda.views.plan import plan_address, strategies
from governance.middleware import Request
from kit.access import requires
from kit.sheets import download
from kit.states import Refusal
from kit.tables import TableUnreadableError
from kit.uploads import is_too_large

FORM, PREVIEW = "agenda/plan_import.html", "agenda/plan_preview.html"


@requires(reads_agenda)
@require_GET
def plan_export(request: Request, kind: str) -> HttpResponse:
    """What the list shows, all pages of it, in the columns that an import takes back."""
    every = figures.activities(request.site)
    found = figures.listed(every, PlanFilterForm(request.GET, found=every).asked())
    rows = request.site.activities.in_bulk([figure.id for figure in found])
    name = _("Action plan")
    listed = table(name, (rows[f.id] for f in found), adopted_passages(request.site))
    return download(kind, f"plan-{request.site.slug}", listed)


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def plan_import(request: Request) -> HttpResponse:
    """A file is looked through; nothing is written here."""
    form = PlanSheetForm()
    if request.method == "POST":
        form = PlanSheetForm(request.POST, request.FILES, too_large=is_too_large(request))
    if form.is_valid():
        try:
            return preview(request, form.cleaned_data["text"])
        except TableUnreadableError as fault:
            form.add_error(None, str(fault))
    status = 422 if form.is_bound else 200
    return render(request, FORM, {"section": "plan", "form": form}, status=status)


def read(request: Request, text: str) -> Any:
    """The lines of a text, as the plan stands."""
    site = request.site
    known = KnownPlan(list(site.activities.all()), strategies(request), adopted_passages(site))
    return read_plan(text, known)


def preview(request: Request, text: str, *, again: str = "") -> HttpResponse:
    """Every line with what becomes of it; `again` says why it is shown once more."""
    lines = read(request, text)
    context = {
        "section": "plan",
        "lines": lines,
        "counted": {v.value: sum(line.verdict == v for line in lines) for v in Verdict},
        "form": PlanConfirmForm.of(text, lines),
        "goes": any(line.entry for line in lines),
        "again": again,
    }
    return render(request, PREVIEW, context, status=422 if again else 200)


@requires(keeps_plan)
@require_POST
def plan_import_confirm(request: Request) -> HttpResponse:
    """Reads the same text again, so that what goes in is what was shown."""
    form = PlanConfirmForm(request.POST)
    if not form.is_valid():
        return render(request, FORM, {"section": "plan", "form": PlanSheetForm()}, status=422)
    text, once = form.cleaned_data["text"], str(form.cleaned_data["once"])
    try:
        lines = read(request, text)
        if sheet_done(request.site, once, [line.number for line in lines]):
            return HttpResponseRedirect(plan_address(request))
        if mark_of(lines) != form.cleaned_data["seen"]:
            again = _("The plan has changed meanwhile: this is what becomes of the lines now.")
            return preview(request, text, again=again)
        entries = [line.entry for line in lines if line.entry]
        done = import_plan(request.site, entries, by=request.user, once=once)
    except TableUnreadableError as fault:
        broken = PlanSheetForm({"text": text})
        broken.add_error(None, str(fault))
        return render(request, FORM, {"section": "plan", "form": broken}, status=422)
    except Refusal as refusal:
        return preview(request, text, again=str(refusal))
    said = ngettext(
        "%(count)s activity of the file is in the plan.",
        "%(count)s activities of the file are in the plan.",
        done,
    )
    messages.success(request, said % {"count": done})
    return HttpResponseRedirect(plan_address(request))
