"""The committee at a glance, and its meetings: planned, held, written down."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done, form_page
from steering import actions, figures
from steering.forms import CancelForm, HoldForm, MinutesForm, PlanForm
from steering.models import CommitteeMeeting
from steering.rules import reads_committee, steers

PER_PAGE = 10


@requires(reads_committee)
@require_safe
def committee_page(request: Request) -> HttpResponse:
    past = Paginator(figures.past_meetings(request.standing), PER_PAGE)
    page = past.get_page(request.GET.get("page"))
    context = {
        "committee": figures.committee(request.standing),
        "page": page,
        "past": figures.meeting_rows(page.object_list),
        "may": steers(request.standing),
        "trail": [(_("Steering committee"), "")],
    }
    return render(request, "steering/committee_page.html", context)


@requires(reads_committee)
@require_safe
def meeting_page(request: Request, meeting: Any) -> HttpResponse:
    found = get_object_or_404(figures.meetings_for(request.standing), pk=meeting)
    context = {
        "meeting": figures.meeting_figure(found, request.standing),
        "may": steers(request.standing),
        "trail": [committee_step(), (found.title, "")],
    }
    return render(request, "steering/meeting_page.html", context)


@requires(steers)
@require_http_methods(["GET", "POST"])
def meeting_plan(request: Request) -> HttpResponse:
    form = PlanForm(request.POST or None, initial={"title": _("Steering committee")})
    made: list[CommitteeMeeting] = []
    if attempt(form, lambda: made.append(actions.plan_meeting(by=request.user, **form.cleaned_data))):  # fmt: skip
        return done(request, _("The meeting is planned."), meeting_address(made[0]))
    return form_page(
        request, form,
        heading=_("Plan a meeting"), submit=_("Plan this meeting"),
        trail=[committee_step(), (_("Plan a meeting"), "")], back=reverse("steering:committee-page"),
    )  # fmt: skip


@requires(steers)
@require_http_methods(["GET", "POST"])
def meeting_change(request: Request, meeting: Any) -> HttpResponse:
    """Another day, place or agenda."""
    found = meeting_in_hand(request, meeting)
    shown = figures.meeting_figure(found, request.standing)
    initial = {
        "title": found.title,
        "on": found.on,
        "begins_at": found.begins_at,
        "place": found.place,
        "points": "\n".join(shown.points),
        "for_support": found.for_support,
    }
    form = PlanForm(request.POST or None, initial=initial)
    if attempt(form, lambda: actions.change_meeting(found, by=request.user, **fields_of(form))):
        return done(request, _("The meeting is changed."), meeting_address(found))
    return about_meeting(
        request, form, found, heading=_("Change the meeting"), submit=_("Keep these changes")
    )


def fields_of(form: PlanForm) -> dict[str, Any]:
    """What was typed about a meeting that is there already."""
    return {name: value for name, value in form.cleaned_data.items() if name != "once"}


@requires(steers)
@require_http_methods(["GET", "POST"])
def meeting_hold(request: Request, meeting: Any) -> HttpResponse:
    """Who was there."""
    found = meeting_in_hand(request, meeting)
    form = HoldForm(request.POST or None)
    if attempt(form, lambda: actions.hold_meeting(found, by=request.user, **form.cleaned_data)):
        said = _("Noted. Minutes and decisions can be written now.")
        return done(request, said, meeting_address(found))
    return about_meeting(
        request, form, found, heading=_("The meeting was held"), submit=_("Note who was there")
    )


@requires(steers)
@require_http_methods(["GET", "POST"])
def meeting_cancel(request: Request, meeting: Any) -> HttpResponse:
    found = meeting_in_hand(request, meeting)
    form = CancelForm(request.POST or None)
    if attempt(form, lambda: actions.cancel_meeting(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The meeting is cancelled."), reverse("steering:committee-page"))
    return about_meeting(
        request, form, found,
        heading=_("Cancel the meeting"), submit=_("Cancel this meeting"), kind="withdraw",
    )  # fmt: skip


@requires(steers)
@require_http_methods(["GET", "POST"])
def minutes_keep(request: Request, meeting: Any) -> HttpResponse:
    """The minutes; who comes second is told, and keeps what they typed."""
    found = meeting_in_hand(request, meeting)
    initial = {
        "text": found.minutes,
        "for_support": found.for_support,
        "seen": actions.mark_of(found.minutes),
    }
    form = MinutesForm(request.POST or None, initial=initial)
    if attempt(form, lambda: actions.keep_minutes(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The minutes are kept."), meeting_address(found))
    return about_meeting(request, form, found, heading=_("Minutes"), submit=_("Keep these minutes"))


def meeting_in_hand(request: Request, key: Any) -> CommitteeMeeting:
    found: CommitteeMeeting = get_object_or_404(figures.meetings_for(request.standing), pk=key)
    return found


def meeting_address(meeting: CommitteeMeeting) -> str:
    return reverse("steering:meeting-page", kwargs={"meeting": meeting.pk})


def committee_step() -> tuple[str, str]:
    """The committee's page in a trail."""
    return _("Steering committee"), reverse("steering:committee-page")


def about_meeting(
    request: Request, form: Any, meeting: CommitteeMeeting, **words: Any
) -> HttpResponse:
    """A form about one meeting."""
    back = meeting_address(meeting)
    trail = [committee_step(), (meeting.title, back), (words["heading"], "")]
    return form_page(request, form, lead=meeting.title, trail=trail, back=back, **words)
