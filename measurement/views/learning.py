"""In a review: one page for each figure, its decisions, what became of those of earlier reviews."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.forms import clean_text
from kit.htmx import refused
from kit.states import Refusal
from measurement import actions, figures
from measurement.finding import indicator_here
from measurement.forms import AnswerForm, CurveForm, DecisionForm, PassForm, WithdrawForm
from measurement.models import (
    Adaptation,
    Indicator,
    LearningCycle,
    decisions_at,
)
from measurement.models.learning import WORDS_OF_A_CURVE, words_of
from measurement.rules import records_reviews
from measurement.views.cycles import cycle_form, found_cycle
from partnership.views.forms import attempt, done

PAGE = "measurement/curve_page.html"


def activities_of(request: Request) -> list[tuple[Any, str]]:
    """The activities of the plan that were not given up, by title."""
    going = request.site.activities.exclude(state="given_up").order_by("title", "pk")
    return list(going.values_list("pk", "title"))


def activities_for(
    request: Request, cycle: LearningCycle, indicator: Indicator
) -> list[tuple[Any, str]]:
    """The same, and those given up since that the review has named beside the figure: they stay named."""
    named = Q(curve_reviews__cycle=cycle, curve_reviews__indicator=indicator)
    kept = request.site.activities.filter(named).order_by("title", "pk")
    pairs = {*activities_of(request), *kept.values_list("pk", "title")}
    return sorted(pairs, key=lambda pair: (pair[1], str(pair[0])))


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def curve_page(request: Request, cycle: Any, code: str) -> HttpResponse:
    """What the review says of one figure; what two people type at once is brought together."""
    found = found_cycle(request, cycle)
    indicator = indicator_here(request.site, code)
    if request.method == "GET":
        form, draft = begun(request, found, indicator)
        return curve_shown(request, found, indicator, form, draft=draft)
    form = CurveForm(request.POST, activities=activities_for(request, found, indicator))
    try:
        if form.is_valid():
            revision = form.cleaned_data["revision"] or 0
            actions.write_curve(found, indicator, form.words(), revision=revision, by=request.user)
            said = _("Kept. Decide now what follows from it, or go on to the next figure.")
            return done(request, said, curve_address(found, code))
    except actions.CurveClash as clash:
        form = both(request, found, clash)
    except Refusal as refusal:
        refused(form, refusal)
    return curve_shown(request, found, indicator, form)


def begun(request: Request, cycle: LearningCycle, indicator: Indicator) -> tuple[CurveForm, Any]:
    """The form as it stands, or as this person left it unsaved."""
    curve = cycle.curves.filter(indicator=indicator).first()
    said: dict[str, Any] = words_of(curve) | {"revision": curve.revision} if curve else {}
    if not any(said.get(name) for name in WORDS_OF_A_CURVE):
        said["activities"] = tied_activities(request, indicator)
    draft = cycle.drafts.filter(indicator=indicator, by=request.user).first()
    if draft is not None:
        said |= draft.words
    offered = activities_for(request, cycle, indicator)
    return CurveForm(initial=said, activities=offered), draft


def tied_activities(request: Request, indicator: Indicator) -> list[str]:
    """The activities of which the figure should show the effect: proposed at first."""
    ties = request.site.indicator_ties.current().filter(indicator=indicator, activity__isnull=False)
    return [str(key) for key in ties.order_by("pk").values_list("activity", flat=True)]


def both(request: Request, cycle: LearningCycle, clash: actions.CurveClash) -> CurveForm:
    """The same form with mine in the fields and theirs beside those that clash."""
    data = {**clash.mine, "revision": clash.theirs.revision}
    offered = activities_for(request, cycle, clash.theirs.indicator)
    form = CurveForm(data, activities=offered)
    form.is_valid()
    form.add_error(None, str(clash))
    titles = {str(key): title for key, title in offered}
    for name in clash.clashing:
        theirs = clash.now[name]
        if isinstance(theirs, list):
            theirs = ", ".join(titles.get(key, "") for key in theirs)
        words = _("Now stands there: “%(words)s”. Yours is in the field.")
        form.add_error(name, words % {"words": theirs or _("nothing")})
    return form


def curve_shown(
    request: Request, cycle: LearningCycle, indicator: Indicator, form: CurveForm, draft: Any = None
) -> HttpResponse:
    """The figure, what the last review said of it, the form, the decisions, the next figure."""
    page = figures.cycle_page(cycle)
    order = figures.asked_of(cycle)
    codes = [asked.figure.code for asked in order]
    place = codes.index(indicator.code) if indicator.code in codes else -1
    asked = order[place] if place >= 0 else None
    figure = asked.figure if asked else figures.indicator(request.site, indicator)
    context = {
        "section": "indicators",
        "cycle": page,
        "figure": figure,
        "off_course": asked.is_off_course if asked else figures.is_off_course(figure),
        "may_pass": bool(asked and asked.may_be_passed_over),
        "mine": next((c for c in page.curves if c.code == indicator.code), None),
        "before": figures.last_words(request.site, indicator.code, but=cycle),
        "form": form,
        "draft": draft,
        "place": place + 1,
        "count": len(order),
        "following": order[place + 1].figure if 0 <= place < len(order) - 1 else None,
    }
    return render(request, PAGE, context, status=422 if form.is_bound else 200)


def curve_address(cycle: LearningCycle, code: str) -> str:
    """The page of a figure in a review."""
    kwargs = {"site": cycle.site.slug, "cycle": cycle.pk, "code": code}
    return reverse("measurement:curve-page", kwargs=kwargs)


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def curve_pass(request: Request, cycle: Any, code: str) -> HttpResponse:
    """Why the review did not speak of a figure."""
    found = found_cycle(request, cycle)
    indicator = indicator_here(request.site, code)
    form = PassForm(request.POST or None)

    def pass_over() -> None:
        reason = form.cleaned_data["reason"]
        actions.pass_over_curve(found, indicator, reason=reason, by=request.user)

    if attempt(form, pass_over):
        return done(request, _("Kept. It may still be discussed before the end."), found.get_absolute_url())  # fmt: skip
    return cycle_form(
        request, found, form, heading=_("We did not discuss this figure"),
        lead=_("“%(name)s” stays in the review, with your reason.") % {"name": indicator.name},
        submit=_("Keep this reason"),
    )  # fmt: skip


@requires(records_reviews)
@require_POST
def curve_draft(request: Request, cycle: Any, code: str) -> HttpResponse:
    """Keeps what is being typed, or throws it away; theirs alone."""
    found = found_cycle(request, cycle)
    indicator = indicator_here(request.site, code)
    if "drop" in request.POST:
        actions.drop_curve_draft(found, indicator, by=request.user)
        return done(request, _("Your draft is thrown away."), curve_address(found, code))
    words: dict[str, Any] = {n: clean_text(request.POST.get(n, "")) for n in WORDS_OF_A_CURVE[:-1]}
    words["activities"] = [clean_text(key) for key in request.POST.getlist("activities")[:100]]
    kept = actions.keep_curve_draft(found, indicator, words, by=request.user)
    context = {"kept_at": kept and clock.now(), "too_long": kept is None}
    return render(request, f"{PAGE}#curve-draft", context)


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def decision_add(request: Request, cycle: Any) -> HttpResponse:
    """A decision, about the figure that the address names, or about the whole."""
    found = found_cycle(request, cycle)
    code = request.GET.get("figure", "")
    indicator = indicator_here(request.site, code) if code else None
    form = DecisionForm(request.POST or None, activities=activities_of(request))

    def decide() -> None:
        key = form.cleaned_data["activity"]
        activity = request.site.activities.get(pk=key) if key else None
        actions.decide_adaptation(
            found, form.facts(activity), by=request.user, indicator=indicator,
            once=form.cleaned_data["once"],
        )  # fmt: skip

    if attempt(form, decide):
        then = curve_address(found, code) if code else found.get_absolute_url()
        said = _("Decided. With one click it changes the plan: the button stands beside it.")
        return done(request, said, then)
    lead = _("About the whole, not about one figure.")
    if indicator is not None:
        lead = _("About “%(name)s”.") % {"name": indicator.name}
    return cycle_form(
        request, found, form, heading=_("Write down a decision"), lead=lead,
        submit=_("Write it down"),
    )  # fmt: skip


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def decision_withdraw(request: Request, adaptation: Any) -> HttpResponse:
    """A decision is taken back, with the reason, before the review is closed."""
    found = found_decision(request, adaptation)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> None:
        actions.withdraw_adaptation(found, why=form.cleaned_data["reason"], by=request.user)

    if attempt(form, withdraw):
        return done(request, _("Taken back. The journal keeps it."), found.cycle.get_absolute_url())
    return cycle_form(
        request, found.cycle, form, heading=_("Take a decision back"), lead=found.text,
        submit=_("Take it back"),
    )  # fmt: skip


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def decision_answer(request: Request, adaptation: Any) -> HttpResponse:
    """What became of a decision of an earlier review."""
    found = found_decision(request, adaptation)
    form = AnswerForm(request.POST or None)
    here = request.site.learning_cycles.under_way().exclude(pk=found.cycle_id).first()

    def answer() -> None:
        actions.answer_adaptation(found, by=request.user, **form.cleaned_data)

    if attempt(form, answer):
        then = (here or found.cycle).get_absolute_url()
        return done(request, _("Written down. Residents read what became of it."), then)
    lead = found.text
    if found.expected:
        lead = _("%(text)s Expected sign: %(sign)s") % {"text": found.text, "sign": found.expected}
    return cycle_form(
        request, found.cycle, form, heading=_("What became of this decision"), lead=lead,
        submit=_("Write it down"),
    )  # fmt: skip


def found_decision(request: Request, adaptation: Any) -> Adaptation:
    """The decision, of this site and no other; 404 else."""
    rows = decisions_at(request.site).select_related("cycle__site", "activity", "curve__indicator")
    found: Adaptation = get_object_or_404(rows, pk=adaptation)
    return found
