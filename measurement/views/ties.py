"""Ties of indicators."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer
from measurement import actions, figures
from measurement.forms import (
    TieForm,
    UntieForm,
)
from measurement.models import indicators_at
from measurement.rules import (
    reads_figures,
    ties_indicators,
)
from measurement.tied import ties_of, untied
from measurement.views.pages import form_page
from partnership.views.forms import attempt, done

TIES = "measurement/tie_list.html"


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
