"""A triad changes an indicator of its own: what counts, or only how it is said; or follows it no longer."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.pages import attempt
from measurement import actions
from measurement.catalogue.figures import others_in_use
from measurement.figures.redefining import effects_of
from measurement.forms.catalogue import RetireForm
from measurement.forms.redefining import LocalRulesForm, LocalWordsForm
from measurement.models import Indicator
from measurement.releases import sources
from measurement.rules import chooses_indicators
from measurement.views.pages import address, form_page, saved

REDEFINE = "measurement/redefine_form.html"


def own_of(request: Request, code: str) -> Indicator:
    """An indicator of the site itself; those of the catalogue are the national team's to change."""
    found: Indicator = get_object_or_404(request.site.indicators, code=code)
    return found


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def indicator_redefine(request: Request, code: str) -> HttpResponse:
    """What is counted changes: first it is shown what that does to the series, then it is written."""
    found = own_of(request, code)
    form = LocalRulesForm(
        request.POST or None, found=found, sources=sources(), initial={"valid_from": clock.today()}
    )
    effects = effects_of(found, form.cleaned_data["valid_from"]) if form.is_valid() else None
    if effects and form.agree_to(effects.key):
        if attempt(form, lambda: actions.redefine(found, form.change(), by=request.user)):
            found.refresh_from_db()
            said = _("The new definition holds. Values from its day on are measured under it.")
            return saved(request, found, said)
        effects = None
    context = {
        "heading": _("Change what is counted"),
        "lead": _("%(name)s. Values before and after are not compared any more.")
        % {"name": found.name},
        "submit": _("Write the new definition") if effects else _("See what it does"),
        "back": address(request, found),
        "trail": [(found.name, address(request, found))],
        "section": "indicators",
        "effects": effects,
        "form": form,
    }
    return render(request, REDEFINE, context, status=422 if form.errors else 200)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def indicator_reword(request: Request, code: str) -> HttpResponse:
    """Better words: what is counted stays, and so does the curve."""
    found = own_of(request, code)
    form = LocalWordsForm(request.POST or None, found=found)
    if attempt(form, lambda: actions.reword(found, form.change(), by=request.user)):
        found.refresh_from_db()
        return saved(request, found, _("Reworded. The journal keeps the words before."))
    context = {
        "heading": _("Put the words better"),
        "lead": _("For names, questions, translations and uses. What is counted does not change."),
        "submit": _("Keep these words"),
        "back": address(request, found),
        "trail": [(found.name, address(request, found))],
    }
    return form_page(request, form, context)


@requires(chooses_indicators)
@require_http_methods(["GET", "POST"])
def indicator_stop(request: Request, code: str) -> HttpResponse:
    """A site follows an indicator of its own no longer; its values stay."""
    found = own_of(request, code)
    if not found.is_in_use_here:
        return redirect(address(request, found))
    others = others_in_use(found)
    common = others.filter(derived_from=found).first()
    form = RetireForm(
        request.POST or None, others=others,
        initial={"replaced_by": common.code if common else ""},
    )  # fmt: skip
    if attempt(form, lambda: actions.retire_indicator(found, by=request.user, **form.chosen())):
        found.refresh_from_db()
        return saved(request, found, _("Followed no longer. Its values and its page stay."))
    context = {
        "heading": _("Follow it no longer"),
        "lead": _("%(name)s. Nobody is asked for values any more; those that are there stay, with your reason.")
        % {"name": found.name},
        "submit": _("Follow it no longer"),
        "back": address(request, found),
        "trail": [(found.name, address(request, found))],
    }  # fmt: skip
    return form_page(request, form, context)
