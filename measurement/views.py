"""The figures of a site: list, one indicator, entering, correcting, aiming."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import SEATS, Role
from governance.middleware import Request
from kit import clock
from kit.access import Standing, requires
from kit.htmx import answer, refused
from kit.states import Refusal
from measurement import actions, figures, history
from measurement.dues import figures_due
from measurement.forms import (
    CorrectionForm,
    IndicatorForm,
    ReviewCorrectionForm,
    ReviewForm,
    TargetForm,
    TieForm,
    UntieForm,
    ValueForm,
)
from measurement.models import Indicator, LearningReview, indicators_at
from measurement.reviews import learning_reviews, review_watch
from measurement.rules import (
    chooses_indicators,
    enters_values,
    reads_figures,
    reads_reviews,
    records_reviews,
    ties_indicators,
)
from measurement.tied import ties_of, untied
from measurement.words import told, typed
from partnership.views.forms import attempt, done

LIST = "measurement/indicator_list.html"
PAGE = "measurement/indicator_page.html"
TIES = "measurement/tie_list.html"
FORM = "measurement/figure_form.html"


@requires(reads_figures)
@require_GET
def indicator_list(request: Request) -> HttpResponse:
    table = figures.indicator_table(request.site)
    late = {due.code: due for due in figures_due([request.site])[request.site.pk] if due.late}
    context = {
        "section": "indicators",
        "own": [(figure, late.get(figure.code)) for figure in table if figure.is_local],
        "curves": [f for f in table if not f.is_local and len(f.points) > 1],
        "others": [f for f in table if not f.is_local and len(f.points) < 2],
        "apart": any(figure.refusal and not figure.is_additive for figure in table),
        "may_choose": chooses_indicators(request.standing),
    }
    return render(request, LIST, context)


@requires(reads_figures)
@require_GET
def indicator_page(request: Request, code: str) -> HttpResponse:
    found = get_object_or_404(indicators_at(request.site), code=code)
    return render(request, PAGE, page_context(request, found))


def page_context(
    request: Request, found: Indicator, form: ValueForm | None = None
) -> dict[str, Any]:
    """The figure, every value behind it, and the form for those who enter values."""
    figure = figures.indicator(request.site, found)
    rows = history.value_rows(request.site, found)
    may_enter = figure.is_entered and enters_values(request.standing)
    if may_enter and form is None:
        form = ValueForm(figure=figure, rows=rows)
    return {
        "section": "indicators",
        "figure": figure,
        "rows": rows,
        "ties": ties_of(request.site, found),
        "may_tie": ties_indicators(request.standing),
        "may_enter": may_enter,
        "may_aim": figure.may_have_target and chooses_indicators(request.standing),
        "form": form,
    }


@requires(enters_values)
@require_POST
def value_enter(request: Request, code: str) -> HttpResponse:
    found = get_object_or_404(indicators_at(request.site), code=code)
    site, said = request.site, None
    figure, rows = figures.indicator(site, found), history.value_rows(site, found)
    if not figure.is_entered:
        return render(request, PAGE, page_context(request, found), status=422)
    form: ValueForm | None = ValueForm(request.POST, figure=figure, rows=rows)
    if form and form.is_valid():
        try:
            period = form.chosen_period()
            row = actions.enter_value(
                found, period, form.reading(), site=site, by=request.user, role=role_in(request.standing)
            )  # fmt: skip
            said = _("Entered: %(value)s for %(period)s. The curve and the table show it.") % {
                "value": told(found, row),
                "period": period.label,
            }
            form = None
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request, PAGE, part="figure-desk", then=address(request, found), said=said,
        invalid=form is not None, **page_context(request, found, form),
    )  # fmt: skip


@requires(enters_values)
@require_http_methods(["GET", "POST"])
def value_correct(request: Request, code: str, measurement: Any) -> HttpResponse:
    found = get_object_or_404(
        request.site.measurements.select_related("indicator"), pk=measurement, indicator__code=code
    )
    indicator = found.indicator
    initial = {name: getattr(found, name) for name in ("state", "note", "provenance")}
    initial["value"] = typed(found.value)
    form = CorrectionForm(request.POST or None, unit=indicator.unit, initial=initial)
    if form.is_valid():
        try:
            actions.correct_value(
                found, form.reading(), reason=form.cleaned_data["reason"], by=request.user,
                role=role_in(request.standing),
            )  # fmt: skip
            said = _("Corrected. The earlier value and your reason stay readable beside it.")
            return saved(request, indicator, said)
        except Refusal as refusal:
            refused(form, refusal)
    facts = {"name": indicator.name, "period": found.period.label if found.period else ""}
    context = {
        "heading": _("Correct a value"),
        "lead": _("%(name)s, %(period)s. The value that you replace stays readable.") % facts,
        "submit": _("Correct this value"),
        "back": address(request, indicator),
    }
    return form_page(request, form, context)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def target_set(request: Request, code: str) -> HttpResponse:
    found = get_object_or_404(indicators_at(request.site), code=code)
    form = TargetForm(request.POST or None, unit=found.unit)
    if form.is_valid():
        value, due_on, note = form.aim()
        try:
            actions.set_target(
                found, site=request.site, value=value, due_on=due_on, note=note, by=request.user
            )
            said = _("The target is set and drawn on the curve.")
            return saved(request, found, said)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Set a target"),
        "lead": _("%(name)s. An earlier target stays readable.") % {"name": found.name},
        "submit": _("Set this target"),
        "back": address(request, found),
    }
    return form_page(request, form, context)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def indicator_add(request: Request) -> HttpResponse:
    form = IndicatorForm(request.POST or None)
    if form.is_valid():
        try:
            found = actions.choose_indicator(request.site, form.indicator(), by=request.user)
            said = _("The indicator is chosen. Enter its first value when you have it.")
            return saved(request, found, said)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Choose an indicator"),
        "lead": _("What the site wants to see move, counted the same way each time."),
        "submit": _("Choose this indicator"),
        "back": reverse("measurement:indicator-list", kwargs={"site": request.site.slug}),
    }
    return form_page(request, form, context)


@requires(reads_reviews)
@require_GET
def review_list(request: Request) -> HttpResponse:
    """Everybody reads what the collective learnt and decided."""
    watch = review_watch([request.site])[request.site.pk]
    context = {
        "section": "indicators",
        "reviews": learning_reviews(request.site),
        "watch": watch,
        "late": watch.is_late(clock.today()),
        "may": records_reviews(request.standing),
    }
    return render(request, "measurement/review_list.html", context)


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def review_record(request: Request) -> HttpResponse:
    form = ReviewForm(request.POST or None)
    once = {"once": form.cleaned_data["once"]} if form.is_valid() else {}
    if attempt(
        form, lambda: actions.record_review(request.site, form.facts(), by=request.user, **once)
    ):
        return done(
            request,
            _("The learning review is recorded. What was decided can be read here."),
            reviews_of(request),
        )
    context = {
        "heading": _("Record a learning review"),
        "lead": _("What the collective saw, learnt and decided together on that day."),
        "submit": _("Record this review"),
        "back": reviews_of(request),
    }
    return form_page(request, form, context)  # fmt: skip


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def review_correct(request: Request, review: Any) -> HttpResponse:
    found: LearningReview = get_object_or_404(request.site.learning_reviews, pk=review)
    form = ReviewCorrectionForm(request.POST or None, initial=vars(found) | {"once": None})
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if attempt(
        form, lambda: actions.correct_review(found, form.facts(), reason=reason, by=request.user)
    ):
        return done(
            request, _("Corrected. The journal keeps what stood there before."), reviews_of(request)
        )
    context = {
        "heading": _("Correct a learning review"),
        "lead": _("The journal keeps what stood there before, and your reason."),
        "submit": _("Correct this review"),
        "back": reviews_of(request),
    }
    return form_page(request, form, context)  # fmt: skip


@requires(reads_figures)
@require_GET
def tie_list(request: Request) -> HttpResponse:
    """Which indicator shows what, and what is not tied yet."""
    form = tie_form(request) if ties_indicators(request.standing) else None
    return render(request, TIES, ties_context(request, form))


@requires(ties_indicators)
@require_POST
def tie_add(request: Request) -> HttpResponse:
    """One tie more."""
    form = tie_form(request, request.POST)
    tied = attempt(form, lambda: tie(request, form))
    return answer(
        request, TIES, part="tie-list", then=ties_address(request), invalid=not tied,
        said=_("Tied. The plan and the page of the indicator show it.") if tied else None,
        **ties_context(request, tie_form(request) if tied else form),
    )  # fmt: skip


def tie(request: Request, form: TieForm) -> None:
    """Writes down what a clean form says; what it names is looked for at the site in hand."""
    site, target = request.site, form.target()
    found = indicators_at(site).get(code=form.cleaned_data["indicator"])
    activity = site.activities.get(pk=target["activity"]) if "activity" in target else None
    actions.tie_indicator(
        found, site=site, by=request.user, activity=activity, strategy=target.get("strategy", ""),
        why=form.cleaned_data["why"],
    )  # fmt: skip


def tie_form(request: Request, data: Any = None) -> TieForm:
    """The site's indicators, its activities that go on, and the strategies of the adopted version."""
    site = request.site
    going = site.activities.exclude(state="given_up").order_by("title")
    adopted = site.versions.filter(state="adopted").first()
    named = adopted.wordings.exclude(strategy="").order_by("position") if adopted else None
    strategies = list(named.values_list("strategy", flat=True)) if named is not None else []
    asked = {"indicator": "indicateur", "to": "a"}
    return TieForm(
        data,
        indicators=indicators_at(site).values_list("code", "name"),
        activities=going.values_list("pk", "title"),
        strategies=dict.fromkeys(strategies),
        initial={field: request.GET.get(word, "") for field, word in asked.items()},
    )


def ties_context(request: Request, form: TieForm | None) -> dict[str, Any]:
    """The ties that hold, those that were taken off, what is tied to nothing."""
    ties, table = ties_of(request.site), figures.indicator_table(request.site)
    return {
        "section": "indicators",
        "ties": [tie for tie in ties if tie.ended_on is None],
        "former": [tie for tie in ties if tie.ended_on],
        "untied": untied(table, ties),
        "form": form,
    }


@requires(ties_indicators)
@require_http_methods(["GET", "POST"])
def tie_end(request: Request, tie: Any) -> HttpResponse:
    """The indicator is taken off, with the reason."""
    found = get_object_or_404(
        request.site.indicator_ties.current().select_related("indicator", "activity"), pk=tie
    )
    form = UntieForm(request.POST or None)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if attempt(form, lambda: actions.untie_indicator(found, reason=reason, by=request.user)):
        return done(
            request, _("Taken off. Both days and the reason stay readable."), ties_address(request)
        )
    facts = {"name": found.indicator.name, "to": actions.thing_of(found)}
    context = {
        "heading": _("Take an indicator off"),
        "lead": _("“%(name)s” would no longer show what “%(to)s” changes.") % facts,
        "submit": _("Take it off"),
        "back": ties_address(request),
    }
    return form_page(request, form, context)


def ties_address(request: Request) -> str:
    """The page of all ties of the site."""
    return reverse("measurement:tie-list", kwargs={"site": request.site.slug})


def reviews_of(request: Request) -> str:
    """The page of the site's learning reviews."""
    return reverse("measurement:review-list", kwargs={"site": request.site.slug})


def form_page(request: Request, form: Any, context: dict[str, Any]) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit."""
    context |= {"section": "indicators", "form": form}
    return render(request, FORM, context, status=422 if form.is_bound else 200)


def saved(request: Request, found: Indicator, said: str) -> HttpResponse:
    """Back to the indicator, which shows what was just written."""
    context = page_context(request, found)
    return answer(
        request, PAGE, part="figure-desk", then=address(request, found), said=said, **context
    )


def address(request: Request, found: Indicator) -> str:
    """The page of an indicator at the site in hand."""
    return reverse(
        "measurement:indicator-page", kwargs={"site": request.site.slug, "code": found.code}
    )


def role_in(standing: Standing) -> str:
    """As what the person acts here, to be kept with what they wrote."""
    order = (*SEATS, Role.DEPUTY, Role.PARTNER)
    return next((role.value for role in order if role in standing.roles), "")
