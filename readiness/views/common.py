"""What the pages of rounds share: finding one, its address, pages that are one form."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.rules import national_team
from governance.middleware import Request
from kit.templatetags.kit import day
from readiness import figures
from readiness.models import ReadinessDecision, Round
from sites.models import Site

FORM = "readiness/form_page.html"


def at(request: Request, route: str, **words: Any) -> str:
    """The address of a page of the site in hand."""
    return reverse(f"readiness:{route}", kwargs={"site": request.site.slug, **words})


def page_of(request: Request, found: Round) -> str:
    return at(request, "round-page", round_id=found.pk)


def find(request: Request, pk: Any, *states: Round.State) -> Round:
    """A round of the site in hand, in one of some states; another one is not there."""
    rows: Any = request.site.rounds
    if states:
        rows = rows.filter(state__in=states)
    return get_object_or_404(figures.with_decisions(rows), pk=pk)


def confirmation(request: Request) -> forms.Form:
    """A form that asks for nothing but its button."""
    return forms.Form(request.POST if request.method == "POST" else None)


def form_page(
    request: Request, form: Any, found: Round | None = None, *, template: str = FORM, **more: Any
) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit.

    Context: heading, lead, submit, kind (the button's look), back (address), notice (a banner).
    """
    context = {"section": "triad", "form": form, "kind": "", "notice": "", "line": None} | more
    context["back"] = at(request, "round-list")
    if found is not None:
        context["line"] = figures.line(found, request.standing)
        context["back"] = page_of(request, found)
    return render(request, template, context, status=422 if form.is_bound else 200)


# The stages to which a decision may lead, the nearest first; who moves the site decides.
LEADS_TO = {
    ReadinessDecision.Outcome.READY: (Site.State.ASSESSED, Site.State.INVITED),
    ReadinessDecision.Outcome.SUPPORTED: (Site.State.ASSESSED, Site.State.INVITED),
    ReadinessDecision.Outcome.NOT_YET: (Site.State.ASSESSED, Site.State.PAUSED),
    ReadinessDecision.Outcome.UNSUITED: (Site.State.ASSESSED, Site.State.UNSUITED),
}


def evidence(request: Request, line: figures.RoundLine) -> list[tuple[str, str]]:
    """For the national team: the latest decision as what shows another stage, words and address."""
    if not line.decisions or not national_team(request.standing):
        return []
    latest = line.decisions[0]
    said = _("Decision of %(day)s on readiness: %(outcome)s. %(words)s") % {
        "day": day(latest.decided_on),
        "outcome": latest.outcome_words,
        "words": latest.words,
    }
    link = request.build_absolute_uri(at(request, "round-page", round_id=line.id))
    moves = reverse("sites:stage-move", kwargs={"site": request.site.slug})
    return [
        (str(to.label), f"{moves}?{urlencode({'vers': to.value, 'preuve': said, 'lien': link})}")
        for to in LEADS_TO[ReadinessDecision.Outcome(latest.outcome)]
        if request.site.can_move_to(to)
    ]
