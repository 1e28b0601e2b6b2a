"""Many pictures on one page, and the public figures of a neighbourhood."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.sheets import download
from measurement import figures
from measurement.figures.panels import place_panels, site_panels
from measurement.figures.profile import profile, profile_sheet
from measurement.finding import indicator_here
from measurement.models import Indicator
from measurement.rules import reads_figures
from sites.figures import neighbourhood_of, search
from sites.forms import SearchForm


@requires(reads_figures)
@require_GET
def indicator_sheet(request: Request) -> HttpResponse:
    """Every figure of the site by theme, small, on one axis of time."""
    context = {
        "section": "indicators",
        "themes": site_panels(figures.indicator_table(request.site)),
    }
    return render(request, "measurement/sheet_page.html", context)


@requires(reads_figures)
@require_GET
def indicator_places(request: Request, code: str) -> HttpResponse:
    """One figure over the neighbourhoods of the site, on one scale."""
    found = indicator_here(request.site, code)
    if found.level != Indicator.Level.NEIGHBOURHOOD:
        raise Http404
    figure = figures.indicator(request.site, found)
    context = {
        "section": "indicators",
        "figure": figure,
        "panels": place_panels(found, figure),
    }
    return render(request, "measurement/places_page.html", context)


@requires(reads_figures)
@require_GET
def profile_page(request: Request, code: str) -> HttpResponse:
    """A neighbourhood in public figures; a code in small letters leads to its one address."""
    place = neighbourhood_of(code)
    if place is None:
        raise Http404
    if place.code != code:
        return redirect("measurement:profile-page", code=place.code)
    context = {
        "profile": profile(place, request.standing),
        "today": clock.today(),
        "file": reverse("measurement:profile-xlsx", args=[place.code]).removesuffix("xlsx"),
        "trail": [
            (_("Neighbourhoods in figures"), reverse("measurement:profile-find")),
            (place.name, ""),
        ],
    }
    return render(request, "measurement/profile_page.html", context)


@requires(reads_figures)
@require_GET
def profile_file(request: Request, code: str, kind: str) -> HttpResponse:
    """The figures of a neighbourhood as a sheet."""
    place = neighbourhood_of(code)
    if place is None:
        raise Http404
    name = _("figures-%(code)s") % {"code": place.code.lower()}
    return download(kind, name, profile_sheet(profile(place, request.standing)))


@requires(reads_figures)
@require_GET
def profile_find(request: Request) -> HttpResponse:
    """The neighbourhoods whose name, code or commune was typed, each with the way to its figures."""
    form = SearchForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "typed": typed,
        "found": search(typed) if typed else None,
        "trail": [
            (_("The sites"), reverse("sites:site-list")),
            (_("Neighbourhoods in figures"), ""),
        ],
    }
    return render(request, "measurement/profile_find.html", context)
