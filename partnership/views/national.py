"""The money of the country, for the national team."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.htmx import answer
from kit.sheets import Table, download
from partnership import figures
from partnership.forms import CountryMoneyForm
from partnership.rules import reads_national_money

PAGE = "partnership/national_money.html"


def asked_by(request: Request) -> tuple[CountryMoneyForm, figures.CountryMoney]:
    """The conditions of the address, and the money that answers them."""
    form = CountryMoneyForm(request.GET, years=figures.grant_years())
    return form, figures.country_money(form.asked())


@requires(reads_national_money)
@require_GET
def national_money(request: Request) -> HttpResponse:
    """All grants that sites recorded, each counted once; a sum leads to the grants that make it."""
    form, found = asked_by(request)
    query = urlencode(found.asked.fields)
    address = reverse("partnership:national-money")
    trail = [
        (_("National board"), reverse("overview:national-board")),
        (_("Money of the sites"), ""),
    ]
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "heaps": [(heap, ways(address, found.asked, heap.key)) for heap in found.heaps],
        "page": figures.country_page(found.asked, request.GET.get("page")),
        "address": address,
        "kept": f"{query}&" if query else "",
        "query": f"?{query}" if query else "",
        "file": reverse("partnership:national-money-xlsx").removesuffix("xlsx"),
        "today": clock.today(),
        "trail": trail,
    }
    return answer(request, PAGE, part="national-money", **context)


def ways(address: str, asked: figures.AskedMoney, key: str) -> str:
    """Where the grants of one line of the table are listed."""
    fields = asked.fields | {asked.by: key}
    return f"{address}?{urlencode(fields)}#grants"


@requires(reads_national_money)
@require_GET
def national_money_file(request: Request, kind: str) -> HttpResponse:
    """The chosen grants as a spreadsheet, a line each; the part of the chosen sites and the whole."""
    _form, found = asked_by(request)
    head = [
        _("Site"), _("Programme"), _("Sites that share it"), _("Funder"), _("Kind of funder"), _("What for"),
        _("State of the request"), _("Asked on"), _("Asked"), _("Granted"), _("Paid"),
        _("Whole asked"), _("Whole granted"), _("Whole paid"),
    ]  # fmt: skip
    rows: Any = (
        [g.site, g.programme_words, ", ".join(g.others), g.funder, g.funder_kind_words, g.purpose,
         g.state_words, g.asked_on, g.money.asked, g.money.granted, g.money.paid,
         g.whole.asked, g.whole.granted, g.whole.paid]
        for g in figures.country_rows(found.asked)
    )  # fmt: skip
    name = _("money-of-the-sites-%(day)s") % {"day": clock.today().isoformat()}
    return download(kind, name, Table(_("Money of the sites"), head, rows))
