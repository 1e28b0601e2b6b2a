"""The action plan as a whole: its board, and what is added to it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda import actions, figures
from agenda.forms import VIEWS, ActivityForm, PlanFilterForm
from agenda.models import Activity
from agenda.rules import keeps_plan, reads_agenda
from agenda.views.pages import adopted, sent
from governance.middleware import Request
from kit import clock, ics
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "agenda/plan_page.html"
PER_PAGE = 20
State = Activity.State


def strategies(request: Request) -> tuple[str, ...]:
    """The strategies of the version in force, else of the latest public one, in their order."""
    public = request.site.versions.public()
    version = public.filter(state="adopted").first() or public.order_by("-number").first()
    if version is None:
        return ()
    names = version.wordings.exclude(strategy="").order_by("position")
    return tuple(dict.fromkeys(names.values_list("strategy", flat=True)))


@requires(reads_agenda)
@require_GET
def plan_page(request: Request) -> HttpResponse:
    """The plan as a board, a list, over time or as links; what was asked stays in the address."""
    every = figures.activities(request.site)
    form = PlanFilterForm(request.GET, found=every)
    asked = form.asked()
    found = figures.listed(every, asked)
    keeps = keeps_plan(request.standing)
    context = {
        "section": "plan",
        "form": form,
        "asked": asked,
        "total": len(every),
        "found": found,
        "keeps": keeps,
        "query": urlencode(asked.conditions),
        "file": f"{plan_address(request)}plan.",
        "file_query": f"?{urlencode(asked.conditions)}" if asked.conditions else "",
        "ways": ways(asked),
        "unplanned": figures.unplanned(request.site, every) if keeps else (),
        "today": clock.today(),
    }
    return render(request, PAGE, context | read_as(request, asked, found))


def read_as(request: Request, asked: Any, found: Any) -> dict[str, Any]:
    """What one way of reading needs."""
    if asked.view == "timeline":
        return {"timeline": figures.timeline(found)}
    if asked.view == "links":
        return {"links": figures.linked_plan(request.site, found)}
    linked = figures.with_links(request.site, found)
    if asked.view == "list":
        return {
            "page": Paginator(linked, PER_PAGE).get_page(request.GET.get("page")),
            "kept": urlencode(asked.conditions | {"view": "list"}) + "&",
        }
    moves = {
        a.id: [(s.value, s.label) for s in Activity.State if s in Activity.MOVES[State(a.state)]]
        for a in found
    }
    return {"lanes": figures.lanes_of(linked), "moves": moves}


def ways(asked: Any) -> list[dict[str, Any]]:
    """The ways of reading the same selection."""
    return [
        {
            "name": name,
            "url": "?" + urlencode(asked.conditions | ({"view": key} if key else {})),
            "current": key == asked.view,
        }
        for key, name in VIEWS
    ]


@requires(reads_agenda)
@require_GET
def plan_calendar(request: Request) -> HttpResponse:
    """The days of the plan for the calendar of whoever subscribes to it."""
    name = _("Action plan, %(site)s") % {"site": request.site}
    events = figures.calendar_of(request.site, settings.BASE_URL)
    return ics.answer(f"plan-{request.site.slug}", ics.calendar(name, events))


@requires(keeps_plan)
@require_POST
def passage_plan(request: Request, passage: UUID) -> HttpResponse:
    """One click puts a passage of the version in force into the plan, tied to it."""
    version = adopted(request)
    if version is None:
        raise Http404
    wording = get_object_or_404(version.wordings.select_related("version"), passage=passage)
    lead = figures.organisation_of(request.site, request.user)
    added = actions.plan_passage(wording, lead=lead, by=request.user)
    messages.success(request, _("It is in the plan, as an idea. Correct who leads it, and when."))
    return HttpResponseRedirect(activity_address(request, added.pk))


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def activity_add(request: Request) -> HttpResponse:
    form = ActivityForm(
        sent(request),
        strategies=strategies(request),
        suggested=figures.suggestions(request.site),
    )
    added = None
    if request.method == "POST" and form.is_valid():
        try:
            once, said = form.cleaned_data["once"], form.facts().values()
            added = actions.plan_activity(request.site, by=request.user, once=once, **said)
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        "agenda/activity_form.html",
        part="activity-form",
        then=activity_address(request, added.pk) if added else None,
        said=_("“%(title)s” is in the plan, as an idea.") % {"title": added} if added else None,
        invalid=form.is_bound and added is None,
        section="plan",
        form=form,
    )


def plan_address(request: Request) -> str:
    return reverse("agenda:plan-page", kwargs={"site": request.site.slug})


def activity_address(request: Request, activity: Any) -> str:
    return reverse("agenda:activity-page", kwargs={"site": request.site.slug, "activity": activity})
