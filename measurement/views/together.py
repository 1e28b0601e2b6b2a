"""The figures of all sites together, for the national team."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.sheets import download
from measurement.forms.together import MomentForm, QuarterForm
from measurement.forms.trust import AsShownForm
from measurement.models import Indicator
from measurement.rules import reads_together
from measurement.then import as_defined
from measurement.together import sheets
from measurement.together.asking import QUARTER, Asked, last_ended
from measurement.together.lines import laid_together, together
from measurement.together.pages import page

PER_PAGE = 50
LIST, PAGE = "measurement/together_list.html", "measurement/together_page.html"
INDENT = {"ensure_ascii": False, "indent": 1}


def asked_of(request: Request) -> Asked:
    """Of which day the page is read, with the last instant of one that is read again."""
    form = AsShownForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("le")
    quarter = last_ended(QUARTER, day or clock.today())
    if day is None:
        return Asked(quarter)
    end = clock.begins(day + timedelta(days=1)) - timedelta(microseconds=1)
    return Asked(quarter, day, min(end, clock.now()))


def quarter_of(request: Request) -> tuple[QuarterForm, Asked]:
    """The question about a quarter."""
    asked = asked_of(request)
    form = QuarterForm(request.GET, asked.shown_on)
    return form, replace(asked, quarter=form.quarter)


def step() -> tuple[Any, str]:
    return _("Figures of all sites"), reverse("measurement:together-list")


def address_of(query: QueryDict, *, but: str = "") -> str:
    """What stays of the question in the address of a file or another page of the list."""
    names = ("periode", "etat", "le")
    return urlencode([(name, query[name]) for name in names if query.get(name) and name != but])


@requires(reads_together)
@require_safe
def together_list(request: Request) -> HttpResponse:
    """Each common figure with what may be said of all sites, on how many of them it rests."""
    form, asked = quarter_of(request)
    context = {
        "form": form,
        "asked": asked,
        "found": together(asked),
        "query": address_of(request.GET),
        "file": reverse("measurement:together-list-xlsx").removesuffix("xlsx"),
        "trail": [(step()[0], "")],
    }
    return render(request, LIST, context)


@requires(reads_together)
@require_safe
def together_list_file(request: Request, kind: str) -> HttpResponse:
    """The same lines as a spreadsheet."""
    _form, asked = quarter_of(request)
    name = _("figures-of-all-sites-%(day)s") % {"day": asked.quarter.starts_on.isoformat()}
    return download(kind, name, sheets.list_table(together(asked), asked))


@requires(reads_together)
@require_safe
def together_list_json(request: Request) -> HttpResponse:
    """The same lines as open data."""
    _form, asked = quarter_of(request)
    return JsonResponse(sheets.list_data(together(asked), asked), json_dumps_params=INDENT)


def moment_of(request: Request, code: str) -> tuple[Indicator, MomentForm, Asked]:
    """A common figure as it was defined then, and the question about one of its periods.

    Those of one site have no page of all sites.
    """
    asked = asked_of(request)
    (found,) = as_defined([get_object_or_404(laid_together(), code=code)], asked.instant)
    return found, MomentForm(request.GET, found=found, asked=asked), asked


@requires(reads_together)
@require_safe
def together_page(request: Request, entry: str) -> HttpResponse:
    """One figure and period: the answer or the refusal, and every place by name."""
    found, form, asked = moment_of(request, entry)
    shown = page(found, form.moment, asked)
    listed = Paginator(shown.having(form.standing), PER_PAGE).get_page(request.GET.get("page"))
    kept = address_of(request.GET)
    others = address_of(request.GET, but="etat")
    context = {
        "form": form,
        "found": found,
        "asked": asked,
        "shown": shown,
        "chosen": form.standing,
        "page": listed,
        "kept": f"{kept}&" if kept else "",
        "others": f"{others}&" if others else "",
        "query": kept,
        "file": reverse("measurement:together-page-xlsx", args=[found.code]).removesuffix("xlsx"),
        "trail": [step(), (shown.line.name.words, "")],
    }
    return render(request, PAGE, context)


@requires(reads_together)
@require_safe
def together_page_file(request: Request, entry: str, kind: str) -> HttpResponse:
    """Every place of the figure as a spreadsheet."""
    found, form, asked = moment_of(request, entry)
    shown = page(found, form.moment, asked)
    return download(kind, f"{found.code}-{form.moment.key}", sheets.page_table(shown, asked))


@requires(reads_together)
@require_safe
def together_page_json(request: Request, entry: str) -> HttpResponse:
    """The figure and every place as open data."""
    found, form, asked = moment_of(request, entry)
    shown = page(found, form.moment, asked)
    return JsonResponse(sheets.page_data(shown, asked), json_dumps_params=INDENT)
