"""Breaks in common series: the national team records them and takes back those that were none."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from kit.templatetags.kit import day
from measurement import actions
from measurement.forms.breaks import BreakForm, TakeBackForm
from measurement.models import breaks_of
from measurement.rules import keeps_catalogue
from measurement.views.catalogue import address, kept_page, one_of


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def break_record(request: Request, entry: str) -> HttpResponse:
    """From a day on the values of a common figure count otherwise."""
    found = one_of(request, entry)
    form = BreakForm(request.POST or None)
    if attempt(form, lambda: actions.record_break(found, by=request.user, **form.cleaned_data)):
        return done(
            request, _("Recorded. Every curve of this figure is cut there."), address(found)
        )
    words = {
        "heading": _("Record a break in the series"),
        "lead": _("For what the definition does not say: another way of counting, another law. Values on both sides are no longer compared."),
        "submit": _("Record this break"),
    }  # fmt: skip
    return kept_page(request, found, form, words)


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def break_take_back(request: Request, entry: str, cut: Any) -> HttpResponse:
    """A break that was none: the curves go on over it again."""
    found = one_of(request, entry)
    row = get_object_or_404(breaks_of(found), pk=cut)
    form = TakeBackForm(request.POST or None)
    if attempt(form, lambda: actions.take_break_back(row, by=request.user, **form.cleaned_data)):
        return done(request, _("Taken back. The journal keeps both."), address(found))
    words = {
        "heading": _("Take a break back"),
        "lead": _("From %(day)s on: %(words)s") % {"day": day(row.on), "words": row.words},
        "submit": _("Take it back"),
    }
    return kept_page(request, found, form, words)
