"""A decision changes the plan by one click: a new activity, another state, other days, a note."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agenda.actions import ActivityClash
from agenda.models import Activity
from agenda.planning import ActivityFacts
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal
from measurement import actions, figures
from measurement.forms import DatesForm, MoveForm, NewActivityForm, ReviewNoteForm
from measurement.models import Adaptation
from measurement.rules import records_reviews
from measurement.views.cycles import list_address
from measurement.views.learning import activities_of, found_decision
from partnership.views.forms import done

PAGE = "measurement/decision_plan.html"
TITLE = 160


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def decision_plan(request: Request, adaptation: Any) -> HttpResponse:
    """All that a decision may change in the plan, each with one button."""
    found = found_decision(request, adaptation)
    activity = chosen(request, found)
    forms = blank(found, activity)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ACTS and (activity or act == "new"):
        form = ACTS[act].form(request.POST, prefix=None if act == "move" else act)
        try:
            if form.is_valid() and ACTS[act].do(found, activity, form, request.user):
                return done(
                    request,
                    _("The plan is changed. The page of the activity says where it comes from."),
                    found.cycle.get_absolute_url(),
                )
            if form.is_valid():
                form.add_error(None, _("The plan says this already: nothing was changed."))
        except (ActivityClash, Refusal) as refusal:
            refused(form, refusal if not isinstance(refusal, ActivityClash) else Refusal(refusal))
        forms[act] = form
    context = {
        "section": "indicators",
        "decision": figures.decision(found),
        "activity": activity,
        "activities": activities_of(request),
        "moves": moves_of(activity) if activity else [],
        "forms": forms,
        "failed": any(form.errors for form in forms.values() if form.is_bound),
        "reviews": list_address(request),
    }
    return render(request, PAGE, context, status=422 if request.method == "POST" else 200)


def chosen(request: Request, decision: Adaptation) -> Activity | None:
    """The activity that the address names, else the one that the decision is about."""
    asked = request.GET.get("action", "")
    keys = {str(key) for key, _title in activities_of(request)} if asked else set()
    key = asked if asked in keys else decision.activity_id
    return request.site.activities.filter(pk=key).first() if key else None


def moves_of(activity: Activity) -> list[tuple[str, str, bool]]:
    """The states that may follow, and whether one stops the activity."""
    following = Activity.MOVES[Activity.State(activity.state)]
    return [
        (state.value, str(state.label), state in Activity.NEED_A_REASON)
        for state in Activity.State
        if state in following
    ]


def blank(decision: Adaptation, activity: Activity | None) -> dict[str, Any]:
    """The forms with what the decision says already."""
    first = {"title": decision.text[:TITLE].rstrip(". "), "due_on": decision.due_on}
    if decision.owner:
        first["lead"] = str(decision.get_owner_display()).capitalize()
    forms: dict[str, Any] = {"new": NewActivityForm(initial=first, prefix="new")}
    if activity is not None:
        facts = ActivityFacts.of(activity).values() | {"revision": activity.revision}
        forms["move"] = MoveForm()
        forms["dates"] = DatesForm(initial=facts, prefix="dates")
        forms["note"] = ReviewNoteForm(initial={"text": decision.text}, prefix="note")
    return forms


def plan_new(decision: Adaptation, _activity: Any, form: Any, by: Any) -> Any:
    data = form.cleaned_data
    return actions.plan_from(
        decision, by=by, title=data["title"], lead=data["lead"], due_on=data["due_on"],
        once=data["once"] or f"review {decision.pk}",
    )  # fmt: skip


def move(decision: Adaptation, activity: Any, form: Any, by: Any) -> Any:
    data = form.cleaned_data
    return actions.move_from(decision, activity, to=data["to"], reason=data["reason"], by=by)


def other_dates(decision: Adaptation, activity: Any, form: Any, by: Any) -> Any:
    names = ("title", "begins_on", "due_on", "description")
    facts = replace(ActivityFacts.of(activity), **{n: form.cleaned_data[n] for n in names})
    return actions.correct_from(
        decision, activity, facts, revision=form.cleaned_data["revision"], by=by
    )


def note(decision: Adaptation, activity: Any, form: Any, by: Any) -> Any:
    data = form.cleaned_data
    return actions.note_from(decision, activity, text=data["text"], once=data["once"], by=by)


@dataclass(frozen=True)
class Act:
    """One way of changing the plan: its form, and the action."""

    form: Callable[..., Any]
    do: Callable[..., Any]


ACTS = {
    "new": Act(NewActivityForm, plan_new),
    "move": Act(MoveForm, move),
    "dates": Act(DatesForm, other_dates),
    "note": Act(ReviewNoteForm, note),
}
