"""The action plan as a whole: its board, and what is added to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, figures
from agenda.forms import ActivityForm
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
    return render(request, PAGE, board(request))


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
