"""Rounds: listed, opened, read, shared, concluded."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.figures import triad
from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from readiness import actions, figures, rules
from readiness.forms import ConcludeForm, OpenForm, ReasonForm, SharingForm
from readiness.models import Kind, Round
from readiness.views.common import at, confirmation, evidence, find, form_page, page_of

State = Round.State


@requires(rules.reads_rounds)
@require_GET
def round_list(request: Request) -> HttpResponse:
    rounds = figures.rounds_of(request.site, request.standing)
    context = {
        "section": "triad",
        "under_way": [r for r in rounds if r.rating or r.meeting],
        "over": [r for r in rounds if r.concluded],
        "set_aside": [r for r in rounds if r.set_aside],
        "due": figures.rounds_due([request.site])[request.site.pk],
        "may_open": rules.opens_rounds(request.standing),
        "inside": rules.reads_ratings(request.standing),
    }
    return render(request, "readiness/round_list.html", context)


@requires(rules.opens_rounds)
@require_http_methods(["GET", "POST"])
def round_open(request: Request) -> HttpResponse:
    wanted = request.GET.get("grille", Kind.PRECONDITIONS)
    form = OpenForm(request.POST or None, initial={"kind": wanted})
    if attempt(
        form, lambda: actions.open_round(request.site, by=request.user, **form.cleaned_data)
    ):
        said = _("The round is open: each rates alone. Nobody reads another's ratings before the meeting.")  # fmt: skip
        return done(request, said, at(request, "round-list"))
    return form_page(
        request, form, heading=_("Open a round"), submit=_("Open this round"),
        lead=_("First each rates alone, then you meet. The round keeps the words with which it begins."),
    )  # fmt: skip


@requires(rules.reads_rounds)
@require_GET
def round_page(request: Request, round_id: Any) -> HttpResponse:
    """Where a round stands, and what this reader may read of it."""
    found = find(request, round_id)
    line = figures.line(found, request.standing)
    context = {"section": "triad", "line": line, "may": may(request)}
    if line.rating and line.inside:
        own = figures.own_ratings(found, request.user)
        capacity = figures.capacity_of(found, request.user)
        context |= {"progress": figures.progress(found), "own": own, "capacity": capacity}
    if line.meeting and line.inside:
        context["meeting"] = figures.meeting(found)
    if line.readable:
        result = figures.result(found, request.standing)
        context |= {"result": result, "families": figures.families(result.rows)}
        context["evidence"] = evidence(request, line)
    return render(request, "readiness/round_page.html", context)


def may(request: Request) -> dict[str, bool]:
    """What this reader may do with a round."""
    standing = request.standing
    return {
        "rate": rules.rates(standing),
        "meet": rules.holds_meeting(standing),
        "share": rules.shares_rounds(standing),
        "decide": rules.decides_readiness(standing),
        "set_aside": rules.opens_rounds(standing),
        "ask": rules.asks_named_support(standing),
    }


@requires(rules.holds_meeting)
@require_http_methods(["GET", "POST"])
def meeting_open(request: Request, round_id: Any) -> HttpResponse:
    found = find(request, round_id)
    form = confirmation(request)
    if attempt(form, lambda: actions.open_meeting(found, by=request.user)):
        said = _("The meeting begins. What differs most comes first.")
        return done(request, said, page_of(request, found))
    return form_page(
        request, form, found,
        heading=_("Begin the meeting"), submit=_("Lay the ratings on the table"),
        lead=_("From now on you read what each seat rated. Nobody can add a rating after that, and there is no way back."),
        progress=figures.progress(found),
    )  # fmt: skip


@requires(rules.holds_meeting)
@require_http_methods(["GET", "POST"])
def round_conclude(request: Request, round_id: Any) -> HttpResponse:
    found = find(request, round_id)
    form = ConcludeForm(request.POST or None, seats=triad(request.site))
    if attempt(form, lambda: actions.conclude(found, by=request.user, **form.cleaned_data)):
        said = _("The round is concluded. Only the site reads it, unless you share it.")
        return done(request, said, page_of(request, found))
    return form_page(
        request, form, found, heading=_("Conclude the round"), submit=_("Conclude this round"),
        lead=_("What the meeting noted does not change after that."),
    )  # fmt: skip


@requires(rules.opens_rounds)
@require_http_methods(["GET", "POST"])
def round_set_aside(request: Request, round_id: Any) -> HttpResponse:
    found = find(request, round_id)
    form = ReasonForm(request.POST or None)
    if attempt(form, lambda: actions.set_aside(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The round is set aside."), at(request, "round-list"))
    return form_page(
        request, form, found, heading=_("Set the round aside"), submit=_("Set this round aside"),
        kind="withdraw", lead=_("What was given is kept, and is not read by anybody any more."),
    )  # fmt: skip


@requires(rules.shares_rounds)
@require_http_methods(["GET", "POST"])
def sharing_change(request: Request, round_id: Any) -> HttpResponse:
    found = find(request, round_id)
    form = SharingForm(request.POST or None, initial={"sharing": found.sharing})
    if attempt(form, lambda: actions.share(found, by=request.user, **form.cleaned_data)):
        found.refresh_from_db()
        said = _("Shared with: %(whom)s.") % {"whom": found.get_sharing_display()}
        return done(request, said, page_of(request, found))
    return form_page(
        request, form, found, heading=_("Share the round"), submit=_("Share it so"),
        lead=_("The resource centre and the national team know that a round was held, and when. You choose whether they read what you agreed on and what was decided."),
    )  # fmt: skip
