"""The national team makes a site from the list of neighbourhoods."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.rules import national_team
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal
from sites import actions, figures
from sites.forms import SearchForm, SiteForm
from sites.models import Interest, Site
from sites.views.requests import Request, national, sent

PAGE = "sites/site_new.html"
MOST = 40


@requires(national_team)
@require_http_methods(["GET", "POST"])
def site_new(request: Request) -> HttpResponse:
    """Search, tick, confirm: what is chosen stands in the address until the site is made."""
    interest = asked_in(request)
    codes = request.GET.getlist("qpv")[:MOST]
    programme = request.GET.get("programme", "")[:20]
    searched = SearchForm(request.GET)
    found = figures.search(searched.cleaned_data["q"], codes) if searched.is_valid() else None
    proposed = figures.proposal(codes, programme)
    form = None
    if proposed.communes:
        first = {"reason": contact_of(interest)} if interest else {}
        form = SiteForm(sent(request), proposal=proposed, programme=programme, initial=first)
    if form and form.is_bound and form.is_valid():
        try:
            site = opened(request, form.cleaned_data, codes, interest)
            messages.success(request, said(site, proposed))
            return redirect("sites:life-page", site=site.slug)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "trail": national((_("A new site"), "")),
        "searched": searched,
        "found": found,
        "proposal": proposed,
        "programme": programme,
        "form": form,
        "interest": interest,
        "address": request.get_full_path(),
    }
    return render(request, PAGE, context, status=422 if form and form.is_bound else 200)


def asked_in(request: Request) -> Interest | None:
    """The request of a territory that this site would answer, if the address names one."""
    given = request.GET.get("demande", "")
    if not given:
        return None
    try:
        interest = figures.interest_with(UUID(given))
    except ValueError:
        interest = None
    if interest is None:
        raise Http404
    return interest


def contact_of(interest: Interest) -> str:
    """The first contact in a sentence."""
    facts = {
        "organisation": interest.organisation,
        "territory": interest.territory,
    }
    return _("Request of %(organisation)s for %(territory)s, through the portal.") % facts


def opened(
    request: Request, data: dict[str, Any], codes: list[str], interest: Interest | None
) -> Site:
    """Opens the site as the form says, as the answer to a request when there is one."""
    rows = figures.picked_rows(codes)
    place = figures.placed(rows, figures.chosen_commune(data["commune"]))
    new = actions.NewSite(
        slug=data["slug"],
        name=data["name"],
        wave=figures.chosen_wave(data["wave"]),
        commune=place.commune,
        on=data["on"],
        reason=data["reason"],
        city_programme=figures.chosen_programme(data["programme"]),
        point=place.point,
        map_point=place.map_point,
        neighbourhoods=rows,
    )
    if interest:
        return actions.accept_interest(interest, new, by=request.user)
    return actions.open_site(new, by=request.user)


def said(site: Site, proposed: figures.Proposal) -> str:
    """What happened, what is not yet, and which neighbourhoods are in two sites now."""
    words = _("%(site)s is in the portal. Only the national team sees it so far.") % {"site": site}
    shared = proposed.overlaps
    if not shared:
        return words
    twice = ngettext(
        "This neighbourhood is also in another site: %(names)s.",
        "These neighbourhoods are also in another site: %(names)s.",
        len(shared),
    )
    return f"{words} {twice % {'names': ', '.join(each.name for each in shared)}}"
