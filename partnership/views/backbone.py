"""The collective in one page, and its backbone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit import clock
from kit.access import requires
from partnership import actions, figures
from partnership.forms import GiveUpForm, HolderForm
from partnership.models import BackboneFunction
from partnership.rules import keeps_backbone, reads_collective
from partnership.views.forms import at, attempt, done, form_page


@requires(reads_collective)
@require_GET
def collective_page(request: Request) -> HttpResponse:
    """All that partners do together, each in a line, with the way to it."""
    site = request.site
    context = {
        "section": "triad",
        "network": figures.networks([site])[site.pk],
        "backbone": figures.backbone(site),
        "money": figures.money_of([site])[site.pk],
        "support": figures.support_of([site])[site.pk],
        "circle": figures.circles([site])[site.pk],
    }
    return render(request, "partnership/collective_page.html", context)


@requires(reads_collective)
@require_GET
def backbone_page(request: Request) -> HttpResponse:
    context = {
        "section": "triad",
        "backbone": figures.backbone(request.site),
        "may": keeps_backbone(request.standing),
    }
    return render(request, "partnership/backbone_page.html", context)


@requires(keeps_backbone)
@require_http_methods(["GET", "POST"])
def function_entrust(request: Request, function: str) -> HttpResponse:
    if function not in BackboneFunction.values:
        raise Http404
    words = BackboneFunction(function).label
    form = HolderForm(request.POST or None, initial={"starts_on": clock.today()})
    if attempt(
        form,
        lambda: actions.entrust(
            request.site, function=function, by=request.user, **form.cleaned_data
        ),
    ):
        said = _("The function is entrusted to %(name)s.") % {
            "name": form.cleaned_data["organisation"]
        }
        return done(request, said, at(request, "backbone-page"))
    return form_page(
        request, form,
        heading=_("Entrust a function"), submit=_("Entrust this function"), lead=words,
        back=at(request, "backbone-page"), up=_("Backbone"),
    )  # fmt: skip


@requires(keeps_backbone)
@require_http_methods(["GET", "POST"])
def function_end(request: Request, holder: Any) -> HttpResponse:
    found = get_object_or_404(request.site.backbone, pk=holder)
    form = GiveUpForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, lambda: actions.give_up(found, by=request.user, **form.cleaned_data)):
        said = _("The end is recorded. The function shows as vacant from the day after.")
        return done(request, said, at(request, "backbone-page"))
    facts = {"function": found.get_function_display(), "name": found.organisation}
    return form_page(
        request, form,
        heading=_("A function is given up"), submit=_("Record the end"), kind="withdraw",
        lead=_("%(function)s, held by %(name)s.") % facts,
        back=at(request, "backbone-page"), up=_("Backbone"),
    )  # fmt: skip
