"""Facilitators and the single sites that the national team gives them beyond their region."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.rules import national_team
from governance import actions, figures
from governance.forms import GiveSiteForm, TakeBackForm
from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.pages import attempt, done, form_page
from sites.figures import sites_named

PER_PAGE = 30


@requires(national_team)
@require_safe
def facilitator_list(request: Request) -> HttpResponse:
    page = Paginator(figures.facilitators_in_order(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "facilitators": figures.facilitator_figures(page),
        "trail": [(_("Facilitators"), "")],
    }
    return render(request, "governance/facilitator_list.html", context)


@requires(national_team)
@require_http_methods(["GET", "POST"])
def single_site_give(request: Request, person: Any) -> HttpResponse:
    """A right at one site outside the facilitator's region."""
    found = figures.facilitator_named(person)
    if found is None:
        raise Http404
    form = GiveSiteForm(
        request.POST or None,
        named=lambda words: sites_named(words, request.standing),
        initial={"starts_on": clock.today()},
    )
    if attempt(form, lambda: actions.give_site(found, by=request.user, **form.cleaned_data)):
        said = _("%(name)s works at %(site)s too. A letter says so.") % {
            "name": found,
            "site": form.cleaned_data["site"],
        }
        return done(request, said, reverse("governance:facilitator-list"))
    return form_page(
        request,
        form,
        heading=_("Give %(name)s a single site") % {"name": found},
        lead=_("Outside the region: its reports, drafts and forum included, as at the sites of the centre. What is internal to the national team stays there."),
        submit=_("Give this site"),
        **around(_("Give a site")),
    )  # fmt: skip


@requires(national_team)
@require_http_methods(["GET", "POST"])
def single_site_end(request: Request, membership: Any) -> HttpResponse:
    """The last day of such a right."""
    found = get_object_or_404(figures.single_sites(), pk=membership)
    form = TakeBackForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, lambda: actions.take_site_back(found, by=request.user, **form.cleaned_data)):
        said = _("The right of %(name)s at %(site)s has its last day.") % {
            "name": found.person,
            "site": found.site,
        }
        return done(request, said, reverse("governance:facilitator-list"))
    return form_page(
        request,
        form,
        heading=_("End the right of %(name)s at %(site)s")
        % {"name": found.person, "site": found.site},
        submit=_("End this right"),
        kind="withdraw",
        **around(_("End a right")),
    )


def around(here: str) -> dict[str, Any]:
    """Where a form of these pages stands, and the way back."""
    back = reverse("governance:facilitator-list")
    return {"trail": [(_("Facilitators"), back), (here, "")], "back": back}
