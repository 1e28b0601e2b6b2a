"""The figures that a site puts first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from measurement import actions
from measurement.catalogue import figures
from measurement.figures.residents import resident_figures
from measurement.forms.catalogue import EndForm, HeadlineForm
from measurement.models import MOST, indicators_at
from measurement.rules import chooses_indicators, reads_figures
from measurement.views.pages import form_page


@requires(reads_figures)
@require_GET
def headline_list(request: Request) -> HttpResponse:
    """The figures that the site looks at first, in plain words, to read and to contest; and why."""
    lines = figures.headline_lines(request.site)
    standing = [line for line in lines if line.ended_at is None]
    chosen = {line.code: line for line in standing}
    shown = resident_figures(request.site)
    context = {
        "section": "indicators",
        "shown": [(one, chosen.get(one.figure.code)) for one in shown],
        "former": [line for line in lines if line.ended_at],
        "may": chooses_indicators(request.standing),
        "full": len(standing) >= MOST,
    }
    return render(request, "measurement/headline_list.html", context)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def headline_choose(request: Request) -> HttpResponse:
    """One figure more among the first five."""
    form = HeadlineForm(request.POST or None, choices=figures.headline_choices(request.site))

    def act() -> Any:
        found = indicators_at(request.site).get(code=form.cleaned_data["indicator"])
        why = form.cleaned_data["why"]
        return actions.choose_headline(found, site=request.site, why=why, by=request.user)

    if attempt(form, act):
        return done(request, _("Chosen. It comes first on the pages of the site."), home(request))
    context = {
        "heading": _("Choose a headline figure"),
        "lead": _("At most five, each with the question that residents read. Context figures are never judged, so they are not offered."),
        "submit": _("Choose it"),
        "back": home(request),
    }  # fmt: skip
    return form_page(request, form, context)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def headline_end(request: Request, headline: Any) -> HttpResponse:
    """A figure is put first no longer; both reasons stay."""
    found = get_object_or_404(
        request.site.headlines.standing().select_related("indicator"), pk=headline
    )
    form = EndForm(request.POST or None)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if attempt(form, lambda: actions.end_headline(found, reason=reason, by=request.user)):
        return done(request, _("Taken off. Both days and reasons stay readable."), home(request))
    context = {
        "heading": _("Take a figure off the headlines"),
        "lead": _("“%(name)s” stays among the figures of the site.") % {"name": found.indicator.name},
        "submit": _("Take it off"),
        "back": home(request),
    }  # fmt: skip
    return form_page(request, form, context)


def home(request: Request) -> str:
    """The page of the site's headline figures."""
    return reverse("measurement:headline-list", kwargs={"site": request.site.slug})
