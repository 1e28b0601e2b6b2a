"""The neighbourhoods of a site, the page of a neighbourhood, the waves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import everybody, national_team
from kit.access import requires
from kit.htmx import refused
from kit.pages import attempt, done, form_page
from kit.states import Refusal
from sites import actions, figures
from sites.forms import FormerCodeForm, LineageForm, LinkForm, SearchForm, UnlinkForm, WaveForm
from sites.models import Neighbourhood
from sites.views.requests import Request, national, sent


@requires(national_team)
@require_http_methods(["GET", "POST"])
def link_list(request: Request) -> HttpResponse:
    """The neighbourhoods of a site with their days; one more is linked with a reason."""
    form = LinkForm(sent(request), initial={"code": request.GET.get("qpv", "")[:8]})
    if form.is_bound and form.is_valid():
        try:
            place = named(form, "code")
            actions.link_neighbourhood(
                request.site,
                place,
                by=request.user,
                since=form.cleaned_data["since"],
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, linked_words(request, place))
            return redirect("sites:link-list", site=request.site.slug)
        except Refusal as refusal:
            refused(form, refusal)
    searched = SearchForm(request.GET)
    links = figures.links_of(request.site)
    found = (
        figures.search(searched.cleaned_data["q"], [link.code for link in links if link.holds])
        if searched.is_valid()
        else None
    )
    context = {
        "section": "life",
        "links": links,
        "form": form,
        "searched": searched,
        "found": found,
        "shared": figures.shared_place(request.site, str(form["code"].value() or "")),
    }
    return render(request, "sites/link_list.html", context, status=422 if form.is_bound else 200)


def linked_words(request: Request, place: Neighbourhood) -> str:
    """What happened, and which other sites hold the neighbourhood too."""
    words = _("%(name)s is linked to the site.") % {"name": place.name}
    shared = figures.shared_place(request.site, place.code)
    if shared is None:
        return words
    also = _("It is also in %(sites)s.") % {"sites": ", ".join(shared.sites)}
    return f"{words} {also}"


def named(form: Any, field: str) -> Neighbourhood:
    """The neighbourhood whose code was typed, or a sentence that there is none."""
    place = figures.neighbourhood_of(form.cleaned_data[field])
    if place is None:
        code = {"code": form.cleaned_data[field]}
        raise Refusal(_("There is no neighbourhood of the code %(code)s.") % code)
    return place


@requires(national_team)
@require_http_methods(["GET", "POST"])
def link_end(request: Request, link: UUID) -> HttpResponse:
    """Asks for the last day of a link and the reason; the link stays in the history."""
    found = get_object_or_404(request.site.links.select_related("neighbourhood"), pk=link)
    form = UnlinkForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.end_link(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The link ends on that day and stays in the history."))
            return redirect("sites:link-list", site=request.site.slug)
        except Refusal as refusal:
            refused(form, refusal)
    context = {"section": "life", "form": form, "link": found}
    return render(request, "sites/link_end.html", context, status=422 if form.is_bound else 200)


@requires(everybody)
@require_http_methods(["GET"])
def neighbourhood_page(request: Request, code: str) -> HttpResponse:
    """What a neighbourhood was, what it became, which sites hold it."""
    place = present(code)
    context = {
        "place": figures.neighbourhood_figure(place, request.standing),
        "trail": [(_("The sites"), reverse("sites:site-list")), (place.name, "")],
    }
    return render(request, "sites/neighbourhood_page.html", context)


@requires(national_team)
@require_http_methods(["GET", "POST"])
def lineage_say(request: Request, code: str) -> HttpResponse:
    """The national team says what became of a neighbourhood that left the list."""
    place = present(code)
    form = LineageForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            later = named(form, "later") if form.cleaned_data["later"] else None
            data = form.cleaned_data | {"later": later}
            actions.say_lineage(place, by=request.user, **data)
            messages.success(request, _("It is recorded, with your reason."))
            return redirect("sites:neighbourhood-page", code=place.code)
        except Refusal as refusal:
            refused(form, refusal)
    page = reverse("sites:neighbourhood-page", kwargs={"code": place.code})
    context = {"form": form, "place": place, "trail": [(place.name, page), (_("Lineage"), "")]}
    return render(request, "sites/lineage_say.html", context, status=422 if form.is_bound else 200)


@requires(national_team)
@require_http_methods(["GET", "POST"])
def former_code_say(request: Request, code: str) -> HttpResponse:
    """The national team says which code of 2015 a neighbourhood had."""
    place = present(code)
    form = FormerCodeForm(sent(request))
    page = reverse("sites:neighbourhood-page", kwargs={"code": place.code})

    def say() -> None:
        actions.say_former_code(place, by=request.user, **form.cleaned_data)

    if form.is_bound and attempt(form, say):
        return done(request, _("It is recorded, with your reason."), page)
    return form_page(
        request, form, heading=_("A code of 2015 of %(name)s") % {"name": place.name},
        lead=_("Files that name it are then read, or refused with this reason."),
        trail=[(place.name, page), (_("Code of 2015"), "")], submit=_("Record it"), back=page,
    )  # fmt: skip


def present(code: str) -> Neighbourhood:
    """The neighbourhood of that code, retired or not, or nothing is here."""
    place = figures.neighbourhood_of(code)
    if place is None:
        raise Http404
    return place


@requires(national_team)
@require_http_methods(["GET", "POST"])
def wave_list(request: Request) -> HttpResponse:
    """The waves, and one more."""
    form = WaveForm(sent(request), initial=figures.next_wave())
    if form.is_bound and form.is_valid():
        try:
            wave = actions.add_wave(by=request.user, **form.cleaned_data)
            messages.success(request, _("%(wave)s is added.") % {"wave": wave})
            return redirect("sites:wave-list")
        except Refusal as refusal:
            refused(form, refusal)
    context = {"waves": figures.waves(), "form": form, "trail": national((_("Waves"), ""))}
    return render(request, "sites/wave_list.html", context, status=422 if form.is_bound else 200)


@requires(national_team)
@require_http_methods(["GET", "POST"])
def wave_change(request: Request, number: int) -> HttpResponse:
    """Another name or first day for a wave."""
    wave = figures.wave_numbered(number)
    if wave is None:
        raise Http404
    first = {"name": wave.name, "period": wave.period, "started_on": wave.started_on}
    form = WaveForm(sent(request), known=True, initial=first)
    if form.is_bound and form.is_valid():
        actions.change_wave(wave, by=request.user, **form.cleaned_data)
        messages.success(request, _("The wave is changed."))
        return redirect("sites:wave-list")
    trail = national((_("Waves"), reverse("sites:wave-list")), (wave.words, ""))
    context = {"form": form, "wave": wave, "trail": trail}
    return render(request, "sites/wave_change.html", context, status=422 if form.is_bound else 200)
