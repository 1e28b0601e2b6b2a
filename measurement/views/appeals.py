"""A resident whose words are hidden asks another person to decide; who lost the code gets it again."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.network import network_address
from agenda import codes
from agenda.figures import deciders
from agenda.forms import FollowForm, LostCodeForm
from agenda.forms.moderation import SHOW
from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from measurement import actions, history
from measurement.figures.withheld import (
    decisions_about_words,
    for_words_author,
    words_appeal_at,
)
from measurement.forms import WordsAppealAnswerForm, WordsAppealForm
from measurement.models import Dispute
from measurement.rules import answers_disputes, contests_values, decides_appeals, reads_figures
from measurement.views.contests import figure_of
from measurement.views.trust import history_of


@requires(reads_figures)
@require_http_methods(["GET", "POST"])
def dispute_codes_again(request: Request) -> HttpResponse:
    """Somebody lost their code and left an address: it is sent there; the page says the same to all."""
    form = LostCodeForm(request.POST if request.method == "POST" else None)

    def send() -> None:
        actions.send_dispute_codes_again(
            request.site, email=form.cleaned_data["email"], address=network_address(request)
        )

    asked = attempt(form, send)
    context = {"section": "indicators", "form": form, "asked": asked}
    status = 422 if form.is_bound and not asked else 200
    return render(request, "measurement/contest_codes_again.html", context, status=status)


@requires(contests_values)
@require_POST
def dispute_appeal(request: Request) -> HttpResponse:
    """The author of hidden words says why they should be shown; the code proves who asks."""
    asked = FollowForm(request.POST)
    code = asked.cleaned_data["follow_up"] if asked.is_valid() else ""
    rows = request.site.disputes.select_related("indicator", "site")
    found: Dispute | None = rows.filter(code_hash=codes.hash_of(code)).first()
    if found is None:
        raise Http404
    sent = request.POST if "words" in request.POST else None
    form = WordsAppealForm(sent, initial={"follow_up": code})
    made = attempt(form, lambda: actions.appeal_words(found, words=form.cleaned_data["words"]))
    context = {
        "section": "indicators",
        "indicator": found.indicator,
        "one": figure_of(found),
        "author": for_words_author(found),
        "form": form,
        "done": made,
    }
    status = 422 if form.is_bound and not made else 200
    return render(request, "measurement/contest_appeal.html", context, status=status)


@requires(decides_appeals)
@require_http_methods(["GET", "POST"])
def dispute_appeal_decide(request: Request, appeal: UUID) -> HttpResponse:
    """What was hidden, why, and what its author answers; another person than who hid decides."""
    found = words_appeal_at(request.site, appeal)
    if found is None:
        raise Http404
    hid = found.decision
    rows = request.site.disputes.select_related("indicator", "measurement", "site")
    dispute: Dispute = rows.get(pk=hid.dispute_id)
    dispute.measurement.indicator = dispute.indicator
    form = WordsAppealAnswerForm(request.POST if request.method == "POST" else None)
    back = history_of(request, dispute.indicator.code, dispute.measurement_id)
    if attempt(form, lambda: decided(found, form.cleaned_data, by=request.user)):
        return done(request, _("The appeal is decided. Its author is told."), back)
    others = deciders(request.site, hid.by)
    mine = request.user in others or (not others and request.user != hid.by)
    context = {
        "section": "indicators",
        "appeal": found,
        "told": history.value_history(request.site, dispute.measurement),
        "one": figure_of(dispute),
        "history": decisions_about_words(dispute),
        "others": others,
        "mine": mine and not hasattr(found, "decided"),
        "reads": mine or answers_disputes(request.standing),
        "back": back,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "measurement/dispute_appeal.html", context, status=status)


def decided(found: Any, data: dict[str, Any], *, by: Any) -> None:
    """Takes the decision of the form."""
    shows = data["decision"] == SHOW
    actions.decide_words_appeal(found, shows=shows, reason=data["reason"], by=by)
