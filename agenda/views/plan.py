"""The action plan: a board, and the steps of each activity."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, figures
from agenda.forms import ActivityForm, ActivityStateForm
from agenda.models import Activity
from agenda.rules import keeps_plan, reads_agenda
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "agenda/plan_page.html"


def board(request: Request, **more: Any) -> dict[str, Any]:
    """The lanes of the plan."""
    lanes = figures.lanes(request.site)
    context = {
        "section": "plan",
        "lanes": lanes,
        "total": sum(lane.total for lane in lanes),
        "keeps": keeps_plan(request.standing),
    }
    return context | more


def strategies(request: Request) -> tuple[str, ...]:
    """The strategies of the latest public version, in their order."""
    version = request.site.versions.public().order_by("-number").first()
    if version is None:
        return ()
    names = version.wordings.exclude(strategy="").order_by("position")
    return tuple(dict.fromkeys(names.values_list("strategy", flat=True)))


@requires(reads_agenda)
@require_GET
def plan_page(request: Request) -> HttpResponse:
    return render(request, PAGE, board(request))


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def activity_add(request: Request) -> HttpResponse:
    form = ActivityForm(sent(request), strategies=strategies(request))
    said = None
    if request.method == "POST" and form.is_valid():
        actions.plan_activity(request.site, by=request.user, **form.cleaned_data)
        said = _("“%(title)s” is in the plan, as an idea.") % {"title": form.cleaned_data["title"]}
    return answer(
        request,
        "agenda/activity_form.html",
        part="activity-form",
        then=plan_address(request) if said else None,
        said=said,
        invalid=form.is_bound and said is None,
        section="plan",
        form=form,
    )


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def activity_move(request: Request, activity: UUID) -> HttpResponse:
    """The next step of an activity; suspending and giving up say why."""
    found = get_object_or_404(request.site.activities, pk=activity)
    form = ActivityStateForm(sent(request), state=found.state)
    said = None
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_activity(found, by=request.user, **form.cleaned_data)
            said = _("“%(title)s” is now: %(state)s.") % {
                "title": moved.title,
                "state": Activity.State(moved.state).label,
            }
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        "agenda/activity_state.html",
        part="activity-state",
        then=plan_address(request) if said else None,
        said=said,
        invalid=form.is_bound and said is None,
        section="plan",
        activity=found,
        form=form,
        moves=list(found.moves.select_related("by").order_by("-at")),
    )


def plan_address(request: Request) -> str:
    return reverse("agenda:plan-page", kwargs={"site": request.site.slug})
