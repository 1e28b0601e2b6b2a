"""Decisions by consent."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.figures import triad
from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.sheets import Table
from kit.states import Refusal
from partnership import actions, figures
from partnership.forms import MeetForm, ObjectForm, ProposeForm, ReasonForm, ReviewForm, TakeForm
from partnership.models import Decision
from partnership.rules import reads_collective, reads_network, runs_circle, shows_decisions
from partnership.views.forms import at, attempt, done, form_page, saved, shown

PER_PAGE = 20


@requires(reads_network)
@require_GET
def decision_list(request: Request) -> HttpResponse:
    """Everybody reads what the triad made public; the rest is for those who work at the site."""
    inside = reads_collective(request.standing)
    found = figures.decisions(request.site, inside=inside)
    taken = [d for d in found if d.state == Decision.State.TAKEN]
    context = {
        "heading": _("Decisions"),
        "inside": inside,
        "taken": Paginator(taken, PER_PAGE).get_page(request.GET.get("page")),
        "rotation": figures.rotation(found),
        "file": at(request, "decision-xlsx").removesuffix("xlsx"),
        "proposed": [d for d in found if d.state == Decision.State.PROPOSED],
        "set_aside": [d for d in found if d.state == Decision.State.SET_ASIDE],
        "may": runs_circle(request.standing),
    }
    return shown(request, "partnership/decision_list.html", context)


@requires(reads_network)
@require_GET
def decision_page(request: Request, decision: Any) -> HttpResponse:
    inside = reads_collective(request.standing)
    rows = figures.readable(request.site, inside=inside)
    found = get_object_or_404(figures.with_all(rows), pk=decision)
    context = {
        "inside": inside,
        "heading": found.title,
        "trail": [(_("Decisions"), at(request, "decision-list"))],
        "decision": figures.decision_figure(found, inside=inside),
        "may_show": shows_decisions(request.standing),
        "may": runs_circle(request.standing),
    }
    return shown(request, "partnership/decision_page.html", context)


@requires(reads_collective)
@require_GET
def decision_file(request: Request, kind: str) -> HttpResponse:
    """Proposals and decisions as a spreadsheet, for the people of the site."""
    head = [
        _("Title"), _("State of the proposal"), _("Proposed on"), _("Taken on"), _("Wording"),
        _("Who facilitated"), _("Who was there"), _("Objections"), _("Not met yet"),
        _("To be reviewed on"), _("Public since"),
    ]  # fmt: skip
    rows = (
        [d.title, d.state_words, d.proposed_on, d.taken_on, d.wording or d.proposal, d.facilitator,
         " ; ".join(f"{place} {name}".strip() for place, name in d.present), len(d.objections),
         d.open_objections, d.review_on, d.public_since]
        for d in figures.decisions(request.site, inside=True)
    )  # fmt: skip
    return saved(request, kind, "decisions", Table(_("Decisions"), head, rows))


@requires(shows_decisions)
@require_POST
def decision_show(request: Request, decision: Any) -> HttpResponse:
    """A decision is made public, or kept inside the site again."""
    found = get_object_or_404(request.site.decisions, pk=decision)
    try:
        if "inside" in request.POST:
            actions.keep_inside(found, by=request.user)
            said = _("The decision is again for the people of the site only.")
        else:
            actions.make_public(found, by=request.user)
            said = _("Everybody can read the decision now, without the names of who was there.")
    except Refusal as refusal:
        said = str(refusal)
    return done(request, said, page_of(request, found))


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
