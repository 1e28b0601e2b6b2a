"""The editions of the official list: what changed from one to the next."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.rules import everybody
from kit.access import requires
from kit.htmx import answer
from kit.sheets import Table, download
from sites import figures
from sites.forms import EditionForm
from sites.views.requests import Request

PAGE = "sites/edition_page.html"


@requires(everybody)
@require_safe
def edition_page(request: Request) -> HttpResponse:
    """The six words with their numbers, and the neighbourhoods of which each is said."""
    years = figures.editions()
    context: dict[str, Any] = {
        "years": years,
        "trail": [(_("The sites"), reverse("sites:site-list")), (_("The official list"), "")],
        "address": reverse("sites:edition-page"),
    }
    if len(years) > 1:
        form = EditionForm(request.GET, years=years)
        asked = form.asked()
        query = kept(asked)
        context |= {
            "form": form,
            "asked": asked,
            "counts": [(each, ways(context["address"], asked, each.word)) for each in figures.changes(asked)],
            "page": figures.edition_page(asked, request.GET.get("page")),
            "kept": f"{query}&",
            "query": f"?{query}",
            "file": reverse("sites:edition-xlsx").removesuffix("xlsx"),
        }  # fmt: skip
    return answer(request, PAGE, part="edition", **context)


def kept(asked: figures.AskedEdition) -> str:
    """What is asked for, as an address."""
    fields = {"edition": asked.edition, "word": asked.word, "q": asked.text}
    return urlencode({name: value for name, value in fields.items() if value})


def ways(address: str, asked: figures.AskedEdition, word: str) -> str:
    """Where the lines of one word are listed."""
    return f"{address}?{urlencode({'edition': asked.edition, 'word': word})}#lines"


@requires(everybody)
@require_safe
def edition_file(request: Request, kind: str) -> HttpResponse:
    """The chosen lines as a spreadsheet."""
    years = figures.editions()
    head = [
        _("Code before"), _("Name before"), pgettext("neighbourhood", "What became of it"), _("Code after"), _("Name after"),
        _("Department"), _("Reason"), _("Edition"),
    ]  # fmt: skip
    rows: Any = ()
    name = _("official-list")
    if len(years) > 1:
        asked = EditionForm(request.GET, years=years).asked()
        name = f"{name}-{asked.edition}"
        rows = (
            [n.former, n.former_name, n.words, n.later, n.later_name, n.place, n.why, asked.edition]
            for n in figures.edition_lines(asked)
        )
    return download(kind, name, Table(_("The official list"), head, rows))
