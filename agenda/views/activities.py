"""One activity of the plan: its page, corrected, moved, told about, tied to the text, linked to others."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda import actions, figures
from agenda.forms import (
    ActivityForm,
    ActivityLinkForm,
    ActivityStateForm,
    NoteForm,
    TieForm,
    typed,
)
from agenda.models import Activity, ActivityNote
from agenda.origins import origins
from agenda.rules import keeps_plan, reads_agenda
from agenda.ties import gauges as measures
from agenda.ties import printed
from agenda.views.pages import adopted, sent
from agenda.views.plan import activity_address, plan_address, strategies
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "agenda/activity_page.html"


def planned(request: Request, activity: UUID) -> Activity:
    """The activity, of this site and no other; 404 else."""
    found: Activity = get_object_or_404(request.site.activities.select_related("site"), pk=activity)
    return found


def shown(request: Request, activity: Activity, **more: Any) -> dict[str, Any]:
    """What an activity's page shows, and the form of its notes for those who keep the plan."""
    keeps = keeps_plan(request.standing)
    corrects = wrong_note(request, activity)
    measured = measures(request.site)
    gauges = measured.of(activity.pk)
    address = reverse(
        "agenda:note-add", kwargs={"site": request.site.slug, "activity": activity.pk}
    )
    context = {
        "section": "plan",
        "activity": figures.activity_page(activity),
        "origins": origins(activity),
        "gauges": gauges,
        "printed": printed(request.site) if gauges else {},
        "order": order_of(request, activity.strategy),
        "gauges_address": measured.address,
        "keeps": keeps,
        "note_form": NoteForm() if keeps else None,
        "note_address": f"{address}?corrige={corrects.pk}" if corrects else address,
        "corrects": corrects,
    }
    return context | more


def order_of(request: Request, strategy: str) -> int | None:
    """The number of a strategy in the text in force, as the page of the chain counts them."""
    names = strategies(request) if strategy else ()
    return names.index(strategy) + 1 if strategy in names else None


def wrong_note(request: Request, activity: Activity) -> ActivityNote | None:
    """The note of this activity that the address asks to correct by a new one."""
    wrong = request.GET.get("corrige", "")
    found: ActivityNote | None = activity.notes.filter(pk=wrong).first() if is_id(wrong) else None
    return found


@requires(reads_agenda)
@require_GET
def activity_page(request: Request, activity: UUID) -> HttpResponse:
    """An activity with all that is said of it and its whole life, for everybody."""
    return render(request, PAGE, shown(request, planned(request, activity)))


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def activity_correct(request: Request, activity: UUID) -> HttpResponse:
    """What is said of an activity, anew; what somebody else changed meanwhile is never lost."""
    found = planned(request, activity)
    form = correction(request, found, sent(request))
    saved = None
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or found.revision
            saved = actions.correct_activity(
                found, form.facts(), by=request.user, revision=revision
            )
        except actions.ActivityClash as clash:
            form = both(request, clash)
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        "agenda/activity_form.html",
        part="activity-form",
        then=activity_address(request, found.pk) if saved else None,
        said=_("Saved. What was said before stays in its history.") if saved else None,
        invalid=form.is_bound and saved is None,
        section="plan",
        form=form,
        activity=found,
    )


def correction(request: Request, activity: Activity, data: Any) -> ActivityForm:
    """The form of an activity that is there already."""
    return ActivityForm(
        data,
        strategies=strategies(request),
        suggested=figures.suggestions(request.site),
        activity=activity,
    )


def both(request: Request, clash: actions.ActivityClash) -> ActivityForm:
    """The same form with what both said: mine in the fields, theirs beside those that clash.

    Saved again, it is the words in the fields that stand.
    """
    theirs = clash.theirs
    data = typed(clash.brought.facts) | {"revision": str(theirs.revision)}
    form = correction(request, theirs, data)
    form.is_valid()
    form.add_error(None, str(clash))
    for name in clash.brought.clashing:
        now = figures.said_of(theirs, name) or _("nothing")
        form.add_error(
            name, _("Now stands there: “%(words)s”. Yours is in the field.") % {"words": now}
        )
    return form


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def activity_move(request: Request, activity: UUID) -> HttpResponse:
    """The next step of an activity; suspending and giving up say why."""
    found = planned(request, activity)
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
        then=back_address(request, found) if said else None,
        said=said,
        invalid=form.is_bound and said is None,
        section="plan",
        activity=found,
        form=form,
        moves=list(found.moves.select_related("by").order_by("-at")),
    )


def back_address(request: Request, activity: Activity) -> str:
    """Where the move was asked for: the board as it was, else the activity's own page."""
    back = request.POST.get("back")
    if back is None:
        return activity_address(request, activity.pk)
    query = QueryDict(back).urlencode()
    return f"{plan_address(request)}{'?' if query else ''}{query}#a-{activity.pk}"


@requires(keeps_plan)
@require_POST
def note_add(request: Request, activity: UUID) -> HttpResponse:
    """A dated note of how an activity goes; `corrige` in the address names the one it corrects."""
    found = planned(request, activity)
    form = NoteForm(request.POST)
    corrects = wrong_note(request, found)
    if form.is_valid():
        try:
            actions.note_progress(found, by=request.user, corrects=corrects, **form.cleaned_data)
            messages.success(request, _("Your note is on the page. Everybody can read it."))
            return HttpResponseRedirect(f"{activity_address(request, found.pk)}#life")
        except Refusal as refusal:
            refused(form, refusal)
    return render(request, PAGE, shown(request, found, note_form=form), status=422)


def is_id(text: str) -> bool:
    """True for what may be an id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@requires(keeps_plan)
@require_POST
def course_confirm(request: Request, activity: UUID) -> HttpResponse:
    """One click says that an activity goes on as planned."""
    found = planned(request, activity)
    try:
        actions.confirm_course(found, by=request.user)
        messages.success(
            request, _("Noted: still on course. Nobody is asked again for sixty days.")
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(activity_address(request, found.pk))


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def activity_tie(request: Request, activity: UUID) -> HttpResponse:
    """To which passage of the version in force an activity belongs."""
    found = planned(request, activity)
    version = adopted(request)
    wordings = {
        str(w.passage_id): w for w in (version.wordings.order_by("position") if version else ())
    }
    form = TieForm(
        sent(request),
        choices=figures.tie_choices(version) if version else (),
        initial={"passage": found.passage_id},
    )
    if request.method == "POST" and form.is_valid():
        wording = wordings.get(form.cleaned_data["passage"])
        actions.tie_activity(found, wording, by=request.user)
        said = (
            _("Tied to “%(heading)s”.") % {"heading": wording}
            if wording
            else _("Not tied any more.")
        )
        messages.success(request, said)
        return HttpResponseRedirect(activity_address(request, found.pk))
    context = {"section": "plan", "activity": found, "form": form, "version": version}
    status = 422 if form.is_bound else 200
    return render(request, "agenda/activity_tie.html", context, status=status)


@requires(keeps_plan)
@require_http_methods(["GET", "POST"])
def link_add(request: Request, activity: UUID) -> HttpResponse:
    """Which other activity this one makes stronger, and how."""
    found = planned(request, activity)
    others = {
        str(a.pk): a for a in request.site.activities.exclude(pk=found.pk).order_by("title", "pk")
    }
    form = ActivityLinkForm(sent(request), others=[(key, a.title) for key, a in others.items()])
    if request.method == "POST" and form.is_valid():
        try:
            target, why = others[form.cleaned_data["target"]], form.cleaned_data["why"]
            actions.link_activities(found, target, by=request.user, why=why)
            messages.success(request, _("The link is on both pages."))
            return HttpResponseRedirect(f"{activity_address(request, found.pk)}#links")
        except Refusal as refusal:
            refused(form, refusal, "target")
    context = {"section": "plan", "activity": found, "form": form, "others": others}
    status = 422 if form.is_bound else 200
    return render(request, "agenda/activity_link.html", context, status=status)


@requires(keeps_plan)
@require_POST
def link_remove(request: Request, activity: UUID, link: UUID) -> HttpResponse:
    """Takes a reinforcing link away."""
    found = planned(request, activity)
    actions.unlink_activities(get_object_or_404(found.reinforces, pk=link), by=request.user)
    messages.success(request, _("The link is taken away. The journal keeps it."))
    return HttpResponseRedirect(f"{activity_address(request, found.pk)}#links")
