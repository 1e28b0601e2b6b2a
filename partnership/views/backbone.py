"""The collective in one page, and its backbone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit import clock
from kit.access import requires, rule_for
from partnership import actions, figures
from partnership.forms import EntrustForm, GiveUpForm, HolderForm
from partnership.models import BackboneFunction
from partnership.rules import keeps_backbone, reads_collective, tends_network
from partnership.views.forms import at, attempt, done, form_page, shown

NAMES = {
    "partner-list": gettext_lazy("See the partners"),
    "backbone-page": gettext_lazy("See the backbone"),
    "grant-list": gettext_lazy("See the money"),
    "support-list": gettext_lazy("See the support days"),
    "decision-list": gettext_lazy("See the decisions"),
}


@requires(reads_collective)
@require_GET
def collective_page(request: Request) -> HttpResponse:
    """What is strong, what is missing and where to act; then each part in a line, with its page."""
    found = figures.collective(request.site)
    context = {
        "heading": _("The collective"),
        "collective": found,
        "strong": [led(request, point) for point in found.strong],
        "missing": [led(request, point) for point in found.missing],
    }
    return shown(request, "partnership/collective_page.html", context)


def led(request: Request, point: figures.Point) -> dict[str, Any]:
    """A sentence with the way to act on it, for who may; to the page it comes from, for others."""
    rule = rule_for(f"partnership:{point.act}") if point.act else None
    if (
        rule is not None
        and rule(request.standing)
        and (rule is not tends_network or tends(request))
    ):
        return {
            "sentence": point.sentence,
            "url": at(request, point.act, **dict(point.words)),
            "task": point.task,
        }
    return {"sentence": point.sentence, "url": at(request, point.see), "task": NAMES[point.see]}


def tends(request: Request) -> bool:
    """A partner acts for the collective only while their organisation holds a function."""
    return figures.may_tend(request.site, request.user)


@requires(reads_collective)
@require_GET
def backbone_page(request: Request) -> HttpResponse:
    context = {
        "heading": _("Backbone"),
        "backbone": figures.backbone(request.site),
        "may": keeps_backbone(request.standing),
        "today": clock.today(),
    }
    return shown(request, "partnership/backbone_page.html", context)


@requires(keeps_backbone)
@require_http_methods(["GET", "POST"])
def function_entrust(request: Request, function: str) -> HttpResponse:
    """A function gets a holder: the first, one more, or another."""
    if function not in BackboneFunction.values:
        raise Http404
    words = BackboneFunction(function).label
    there = request.site.backbone.in_force().filter(function=function).order_by("starts_on")
    holders = list(there.values_list("organisation_key", flat=True))
    form = EntrustForm(request.POST or None, holders=holders, initial={"starts_on": clock.today()})
    if attempt(
        form,
        lambda: actions.entrust(
            request.site, form.held(), function=function, beside=form.beside, by=request.user
        ),
    ):
        said = _("The function is entrusted to %(name)s.") % {
            "name": form.cleaned_data["organisation"]
        }
        return done(request, said, at(request, "backbone-page"))
    return backbone_form(
        request, form,
        heading=_("Entrust a function"), submit=_("Entrust this function"), lead=words,
    )  # fmt: skip


@requires(keeps_backbone)
@require_http_methods(["GET", "POST"])
def holder_correct(request: Request, holder: Any) -> HttpResponse:
    """What was recorded of a holder is set right: it was so all the time."""
    found = get_object_or_404(request.site.backbone, pk=holder)
    form = HolderForm(request.POST or None, holder=found)
    if attempt(form, lambda: actions.correct_holder(found, form.held(), by=request.user)):
        return done(request, _("The correction is recorded."), at(request, "backbone-page"))
    return backbone_form(
        request, form,
        heading=_("Correct a holder"), submit=_("Save the correction"),
        lead=_("For a mistake. When something changes from a day on, entrust the function again from that day."),
    )  # fmt: skip


@requires(keeps_backbone)
@require_http_methods(["GET", "POST"])
def function_end(request: Request, holder: Any) -> HttpResponse:
    found = get_object_or_404(request.site.backbone, pk=holder)
    form = GiveUpForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, lambda: actions.give_up(found, by=request.user, **form.cleaned_data)):
        said = _("The end is recorded.")
        return done(request, said, at(request, "backbone-page"))
    facts = {"function": found.get_function_display(), "name": found.organisation}
    return backbone_form(
        request, form,
        heading=_("A function is given up"), submit=_("Record the end"), kind="withdraw",
        lead=_("%(function)s, held by %(name)s.") % facts,
    )  # fmt: skip


def backbone_form(request: Request, form: Any, **words: Any) -> HttpResponse:
    """A form about the backbone."""
    return form_page(request, form, back=at(request, "backbone-page"), up=_("Backbone"), **words)
