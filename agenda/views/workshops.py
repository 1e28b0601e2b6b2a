"""Entering the sheet of a workshop, and the slips with the codes to hand out."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agenda import actions
from agenda.forms import WorkshopForm
from agenda.forms.workshops import cells_of, lengthened, typed_lines
from agenda.models import Version
from agenda.rules import enters_workshops
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal

PAGE = "agenda/workshop_form.html"


def heard(request: Request) -> Version | None:
    """The version whose sheet may be entered: the one that is open, or that is being reworked."""
    found = request.site.versions.filter(state__in=Version.HEARS_WORKSHOPS, opened_on__isnull=False)
    return found.select_related("site").order_by("-number").first()


@requires(enters_workshops)
@require_http_methods(["GET", "POST"])
def workshop_add(request: Request) -> HttpResponse:
    """A sheet, line by line or from a pasted list; once it is entered, the slips with the codes."""
    version = heard(request)
    if version is None:
        return nothing_open(request)
    headings = dict(version.wordings.order_by("position").values_list("position", "heading"))
    if request.method == "POST" and (
        "more" in request.POST or request.POST.get("paste", "").strip()
    ):
        return longer(request, version, headings)
    form = WorkshopForm(request.POST if request.method == "POST" else None, headings=headings)
    if request.method == "POST" and form.is_valid():
        try:
            workshop, said = actions.enter_workshop(
                version,
                form.meeting(),
                form.sheet(),
                by=request.user,
                consent=form.cleaned_data["consent"],
                once=form.cleaned_data["once"],
            )
        except actions.LinesRefused as refusal:
            form.refused_lines(refusal)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return slips(request, workshop, said, headings)
    return sheet(request, version, form, status=422 if form.is_bound else 200)


def longer(request: Request, version: Version, headings: dict[int, str]) -> HttpResponse:
    """The same sheet with what was pasted as lines, or with more empty ones; nothing is entered."""
    data, read_in, left = lengthened(request.POST)
    form = WorkshopForm(data, headings=headings)
    told = (
        ngettext(
            "%(count)s line was read from the list. Look through it, then enter the sheet.",
            "%(count)s lines were read from the list. Look through them, then enter the sheet.",
            read_in,
        )
        % {"count": read_in}
        if read_in
        else _("Empty lines were added below.")
    )
    if left:
        told = _(
            "The sheet is full: %(left)s lines of the list stay in the box for another one."
        ) % {"left": left}
    form.leave_for_later(lines_too=not read_in)
    return sheet(request, version, form, told=told)


def sheet(
    request: Request, version: Version, form: WorkshopForm, *, status: int = 200, told: str = ""
) -> HttpResponse:
    """The page of the sheet."""
    context = {
        "section": "roadmap",
        "version": version,
        "form": form,
        "told": told,
        "headings": form.headings.items(),
    }
    return render(request, PAGE, context, status=status)


def slips(request: Request, workshop: Any, said: Any, headings: dict[int, str]) -> HttpResponse:
    """A slip a line with its code, to print and hand out; the codes are nowhere else."""
    numbers = {w.passage_id: w.position for w in workshop.version.wordings.all()}
    lines = [
        {
            "comment": comment,
            "code": code,
            "number": numbers.get(comment.passage_id),
            "heading": headings.get(numbers.get(comment.passage_id, 0), ""),
        }
        for comment, code in said
    ]
    follow = reverse("agenda:comment-follow", kwargs={"site": request.site.slug})
    host = settings.BASE_URL.partition("://")[2]
    context = {"workshop": workshop, "lines": lines, "follow": host + follow}
    return render(request, "agenda/workshop_slips.html", context)


def nothing_open(request: Request) -> HttpResponse:
    """No version takes a sheet: what was typed stays on the page, to be copied."""
    typed = ""
    if request.method == "POST":
        typed = as_list(request.POST)
    context = {"section": "roadmap", "version": None, "typed": typed}
    return render(request, PAGE, context, status=422 if typed else 200)


def as_list(data: QueryDict) -> str:
    """The lines of a form as a list that can be pasted again."""
    return "\n".join("; ".join(cells_of(each)) for each in typed_lines(data))
