"""Rating alone, and the meeting's word on one dimension."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from readiness import actions, figures, rules
from readiness.forms import ConsensusForm, RatingForm
from readiness.models import Round
from readiness.views.common import at, confirmation, find, form_page, page_of

State = Round.State


@requires(rules.rates)
@require_http_methods(["GET", "POST"])
def rating_page(request: Request, round_id: Any) -> HttpResponse:
    """One page for a person's own ratings, saved as far as they have come."""
    found = find(request, round_id, State.RATING, State.MEETING)
    if figures.capacity_of(found, request.user) is None:
        raise Http404
    own = figures.own_ratings(found, request.user)
    form = RatingForm(request.POST or None, ratings=own, adding=found.state == State.RATING)
    if attempt(form, lambda: actions.rate(found, form.answers, by=request.user)):
        return saved(request, found)
    context = {
        "section": "triad",
        "line": figures.line(found, request.standing),
        "introduction": found.rubric.introduction,
        "form": form,
        "own": own,
        "parts": figures.families(form.blocks),
        "saved_at": request.GET.get("enregistre", ""),
    }
    return render(
        request, "readiness/rating_page.html", context, status=422 if form.is_bound else 200
    )


def saved(request: Request, found: Round) -> HttpResponse:
    """Back to where the person was: the part that follows the one they saved."""
    part = request.POST.get("then", "")
    where = at(request, "rating-page", round_id=found.pk)
    if not part.isdecimal():
        return done(request, _("Your ratings are saved."), page_of(request, found))
    return redirect(f"{where}?enregistre={part}#partie-{part}")


@requires(rules.rates)
@require_http_methods(["GET", "POST"])
def ratings_withdraw(request: Request, round_id: Any) -> HttpResponse:
    found = find(request, round_id, State.RATING, State.MEETING)
    if figures.capacity_of(found, request.user) is None:
        raise Http404
    form = confirmation(request)
    if attempt(form, lambda: actions.withdraw(found, by=request.user)):
        return done(request, _("Your ratings are withdrawn: nothing of them is kept."), page_of(request, found))  # fmt: skip
    return form_page(
        request, form, found, heading=_("Withdraw my ratings"), submit=_("Withdraw all my ratings"),
        kind="withdraw",
        lead=_("Your levels and comments are erased, but for those on which the meeting has already noted its word."),
    )  # fmt: skip


@requires(rules.holds_meeting)
@require_http_methods(["GET", "POST"])
def consensus_note(request: Request, round_id: Any, dimension: str) -> HttpResponse:
    """One dimension on the table: what each seat says, then what the meeting says."""
    found = find(request, round_id, State.MEETING)
    meeting = figures.meeting(found)
    talk = meeting.talk(dimension)
    if talk is None:
        raise Http404
    form = ConsensusForm(request.POST or None, talk=talk)
    if attempt(
        form, lambda: actions.note_consensus(found, dimension, by=request.user, **form.facts)
    ):
        ahead = meeting.after(dimension)
        said = _("Noted: %(title)s.") % {"title": talk.question.title}
        if ahead is None:
            return done(request, said, page_of(request, found))
        return done(request, said, at(request, "consensus-note", round_id=found.pk, dimension=ahead.question.code))  # fmt: skip
    if form.is_bound:
        form.show_again(talk.mark)
    context = {
        "section": "triad",
        "line": figures.line(found, request.standing),
        "talk": talk,
        "meeting": meeting,
        "form": form,
    }
    return render(request, "readiness/consensus_page.html", context, status=422 if form.is_bound else 200)  # fmt: skip
