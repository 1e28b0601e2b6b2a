"""Decisions by consent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.figures import triad
from governance.middleware import Request
from kit import clock
from kit.access import requires
from partnership import actions, figures
from partnership.forms import MeetForm, ObjectForm, ProposeForm, ReasonForm, ReviewForm, TakeForm
from partnership.models import Decision
from partnership.rules import reads_collective, reads_network, runs_circle
from partnership.views.forms import at, attempt, done, form_page, shown


@requires(reads_network)
@require_GET
def decision_list(request: Request) -> HttpResponse:
    """Everybody reads what was taken; proposals are for those who work at the site."""
    inside = reads_collective(request.standing)
    found = figures.decisions(request.site, inside=inside)
    context = {
        "heading": _("Decisions"),
        "taken": [d for d in found if d.state == Decision.State.TAKEN],
        "proposed": [d for d in found if d.state == Decision.State.PROPOSED],
        "set_aside": [d for d in found if d.state == Decision.State.SET_ASIDE],
        "may": runs_circle(request.standing),
    }
    return shown(request, "partnership/decision_list.html", context)


@requires(reads_network)
@require_GET
def decision_page(request: Request, decision: Any) -> HttpResponse:
    rows: Any = request.site.decisions
    if not reads_collective(request.standing):
        rows = rows.filter(state=Decision.State.TAKEN)
    found = get_object_or_404(figures.with_all(rows), pk=decision)
    context = {
        "heading": found.title,
        "trail": [(_("Decisions"), at(request, "decision-list"))],
        "decision": figures.decision_figure(found),
        "may": runs_circle(request.standing),
    }
    return shown(request, "partnership/decision_page.html", context)


@requires(runs_circle)
@require_http_methods(["GET", "POST"])
def decision_propose(request: Request) -> HttpResponse:
    form = ProposeForm(request.POST or None)
    if attempt(form, lambda: actions.propose(request.site, by=request.user, **form.cleaned_data)):
        said = _("The proposal is before the circle. Note objections, then the decision.")
        return done(request, said, at(request, "decision-list"))
    return form_page(
        request, form,
        heading=_("Propose a decision"), submit=_("Propose to the circle"),
        lead=_("A decision by consent stands when no objection is left that was not met."),
        back=at(request, "decision-list"), up=_("Decisions"),
    )  # fmt: skip


@requires(runs_circle)
@require_http_methods(["GET", "POST"])
def objection_raise(request: Request, decision: Any) -> HttpResponse:
    found = get_object_or_404(request.site.decisions, pk=decision)
    form = ObjectForm(request.POST or None)
    if attempt(form, lambda: actions.object_to(found, by=request.user, **form.cleaned_data)):
        said = _("The objection is noted. The decision waits until it is met.")
        return done(request, said, page_of(request, found))
    return decision_form(
        request, form, found, heading=_("Note an objection"), submit=_("Note this objection")
    )


@requires(runs_circle)
@require_http_methods(["GET", "POST"])
def objection_meet(request: Request, decision: Any, objection: Any) -> HttpResponse:
    found = get_object_or_404(request.site.decisions, pk=decision)
    raised = get_object_or_404(found.objections, pk=objection)
    form = MeetForm(request.POST or None)
    if attempt(form, lambda: actions.meet_objection(raised, by=request.user, **form.cleaned_data)):
        return done(request, _("The objection is met."), page_of(request, found))
    return decision_form(
        request, form, found, heading=_("Meet an objection"), submit=_("Record how it was met")
    )


@requires(runs_circle)
@require_http_methods(["GET", "POST"])
def decision_take(request: Request, decision: Any) -> HttpResponse:
    found = get_object_or_404(request.site.decisions, pk=decision)
    initial = {"wording": found.proposal, "on": clock.today()}
    form = TakeForm(request.POST or None, seats=triad(request.site), initial=initial)
    if attempt(form, lambda: actions.take(found, by=request.user, **form.cleaned_data)):
        said = _("The decision is taken. It does not change any more; its review is noted.")
        return done(request, said, page_of(request, found))
    return decision_form(
        request, form, found, heading=_("The circle consents"), submit=_("Record the decision")
    )


@requires(runs_circle)
@require_http_methods(["GET", "POST"])
def decision_set_aside(request: Request, decision: Any) -> HttpResponse:
    found = get_object_or_404(request.site.decisions, pk=decision)
    form = ReasonForm(request.POST or None)
    if attempt(form, lambda: actions.set_aside(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The proposal is set aside."), page_of(request, found))
    return decision_form(
        request, form, found,
        heading=_("Set the proposal aside"), submit=_("Set this proposal aside"), kind="withdraw",
    )  # fmt: skip


@requires(runs_circle)
@require_http_methods(["GET", "POST"])
def decision_review(request: Request, decision: Any) -> HttpResponse:
    found = get_object_or_404(request.site.decisions, pk=decision)
    form = ReviewForm(request.POST or None)
    if attempt(form, lambda: actions.review(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The review is recorded."), page_of(request, found))
    return decision_form(
        request, form, found, heading=_("Review the decision"), submit=_("Record the review")
    )


def page_of(request: Request, decision: Decision) -> str:
    return at(request, "decision-page", decision=decision.pk)


def decision_form(request: Request, form: Any, decision: Decision, **words: Any) -> HttpResponse:
    """A form about one decision."""
    back = page_of(request, decision)
    return form_page(request, form, lead=decision.title, back=back, up=_("Decisions"), **words)
