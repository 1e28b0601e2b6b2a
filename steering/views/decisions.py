"""What the committee decided: searched, read, followed, reviewed, taken away as a file."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.pages import attempt, done, form_page
from kit.sheets import FILES, download
from sites.figures import sites_named
from steering import actions, export, figures
from steering.forms import DecisionForm, FilterForm, FollowForm, ReviewForm
from steering.models import SUPPORT, CommitteeDecision
from steering.rules import reads_committee, reads_of_site, steers
from steering.views.meetings import about_meeting, committee_step, meeting_address, meeting_in_hand

PER_PAGE = 20


def asked_by(request: Request) -> tuple[FilterForm, figures.Asked]:
    """The filters of the address, and what they ask for."""
    years, sites = figures.choices(request.standing)
    form = FilterForm(request.GET, years=years, sites=sites)
    return form, form.asked()


@requires(reads_committee)
@require_safe
def decision_list(request: Request) -> HttpResponse:
    form, asked = asked_by(request)
    found = figures.asked_decisions(request.standing, asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kept = {"q": asked.text, "state": asked.state, "year": asked.year, "site": asked.site}
    context = {
        "form": form,
        "page": page,
        "decisions": figures.decision_figures(page.object_list, request.standing),
        "query": urlencode({name: value for name, value in kept.items() if value}),
        "files": [(reverse(f"steering:decision-{kind}"), kind.upper()) for kind in FILES],
        "trail": [committee_step(), (_("Decisions"), "")],
    }
    return render(request, "steering/decision_list.html", context)


@requires(reads_committee)
@require_safe
def decision_file(request: Request, kind: str) -> HttpResponse:
    """The chosen decisions as a spreadsheet."""
    _form, asked = asked_by(request)
    found = figures.asked_decisions(request.standing, asked)
    name = _("committee-decisions-%(day)s") % {"day": clock.today().isoformat()}
    return download(kind, name, export.table(figures.decision_figures(found, request.standing)))


@requires(reads_committee)
@require_safe
def decision_page(request: Request, decision: Any) -> HttpResponse:
    found = decision_in_hand(request, decision)
    context = {
        "page": figures.decision_page(found, request.standing),
        "may": steers(request.standing),
        "trail": [committee_step(), decisions_step(), (found.reference, "")],
    }
    return render(request, "steering/decision_page.html", context)


@requires(reads_of_site)
@require_safe
def site_decisions(request: Request) -> HttpResponse:
    """The committee's decisions about one site, for its triad and those who support it."""
    context = {
        "section": "triad",
        "decisions": figures.site_decisions(request.site, request.standing),
        "national": steers(request.standing),
        "supports": request.standing.has(*SUPPORT),
    }
    return render(request, "steering/site_decisions.html", context)


@requires(steers)
@require_http_methods(["GET", "POST"])
def decision_record(request: Request, meeting: Any) -> HttpResponse:
    """What a meeting decided."""
    held = meeting_in_hand(request, meeting)
    form = DecisionForm(
        request.POST or None,
        named=lambda words: sites_named(words, request.standing),
        open_ones=figures.open_choices(),
    )
    if attempt(form, lambda: actions.decide(held, by=request.user, **decided(form))):
        return done(request, _("The decision is recorded."), meeting_address(held))
    return about_meeting(
        request, form, held, heading=_("Record a decision"), submit=_("Record this decision")
    )


def decided(form: DecisionForm) -> dict[str, Any]:
    """What was typed, with the decision in whose place the new one stands."""
    data = dict(form.cleaned_data)
    earlier = data.pop("replaces")
    return data | {"replaces": figures.decision_called(earlier) if earlier else None}


@requires(steers)
@require_http_methods(["GET", "POST"])
def decision_follow(request: Request, decision: Any) -> HttpResponse:
    found = decision_in_hand(request, decision)
    names = ("carried_by", "due_on", "review_on", "for_support", "for_sites")
    initial = {name: getattr(found, name) for name in names}
    form = FollowForm(request.POST or None, initial=initial)
    if attempt(form, lambda: actions.follow(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The follow-up is changed."), decision_address(found))
    return about_decision(
        request, form, found, heading=_("Follow-up"), submit=_("Keep this follow-up")
    )


@requires(steers)
@require_http_methods(["GET", "POST"])
def decision_review(request: Request, decision: Any) -> HttpResponse:
    found = decision_in_hand(request, decision)
    form = ReviewForm(request.POST or None)
    if attempt(form, lambda: actions.review(found, by=request.user, **form.cleaned_data)):
        return done(request, _("What was said is kept."), decision_address(found))
    return about_decision(
        request, form, found, heading=_("Review the decision"), submit=_("Keep what was said")
    )


def decision_in_hand(request: Request, key: Any) -> CommitteeDecision:
    found: CommitteeDecision = get_object_or_404(figures.decisions_for(request.standing), pk=key)
    return found


def decision_address(decision: CommitteeDecision) -> str:
    return reverse("steering:decision-page", kwargs={"decision": decision.pk})


def decisions_step() -> tuple[str, str]:
    """The list of decisions in a trail."""
    return _("Decisions"), reverse("steering:decision-list")


def about_decision(
    request: Request, form: Any, decision: CommitteeDecision, **words: Any
) -> HttpResponse:
    """A form about one decision."""
    back = decision_address(decision)
    trail = [committee_step(), decisions_step(), (decision.reference, back), (words["heading"], "")]
    return form_page(request, form, lead=decision.title, trail=trail, back=back, **words)
