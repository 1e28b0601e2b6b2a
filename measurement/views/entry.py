"""One page on which a site enters all that is due."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer
from kit.states import Refusal
from measurement import actions
from measurement.figures import entry_sheet, numbers_of
from measurement.forms import EntryForm, asked_periods
from measurement.legs import role_in
from measurement.rules import enters_values

SHEET = "measurement/entry_page.html"


@requires(enters_values)
@require_http_methods(["GET", "POST"])
def entry_page(request: Request) -> HttpResponse:
    """Each figure that can be taken is taken; what is to be corrected stays, as it was typed."""
    if request.method != "POST":
        form = EntryForm(lines=entry_sheet(request.site))
        return answer(request, SHEET, part="entry-desk", **context_of(form))
    form = EntryForm(request.POST, lines=entry_sheet(request.site, asked_periods(request.POST)))
    form.is_valid()
    taken, refused, remarks = enter(request, form)
    if taken and (form.errors or refused):
        form = what_stays(request, taken, refused)
    else:
        for code, words in refused.items():
            form.refuse(code, words)
    said = ngettext("%(count)s figure entered.", "%(count)s figures entered.", len(taken)) % {
        "count": len(taken)
    }
    return answer(
        request, SHEET, part="entry-desk", said=" ".join((said, *remarks)) if taken else None, invalid=bool(form.errors),
        then=reverse("measurement:entry-page", kwargs={"site": request.site.slug}),
        **context_of(form if form.errors else EntryForm(lines=entry_sheet(request.site))),
    )  # fmt: skip


def enter(request: Request, form: EntryForm) -> tuple[set[str], dict[str, str], list[str]]:
    """The codes of the figures that were taken, why others were refused, and what is to be said."""
    taken, refused, remarks = set(), {}, []
    for line, reading in form.entered():
        try:
            row = actions.enter_value(
                line.current, line.period, reading, site=request.site, by=request.user,
                role=role_in(request.standing),
            )  # fmt: skip
            taken.add(line.code)
            remarks += [
                remark(line.indicator.spoken().name, words)
                for words in line.remarks(numbers_of(row))
            ]
        except Refusal as refusal:
            refused[line.code] = str(refusal)
    return taken, refused, remarks


def remark(name: str, words: str) -> str:
    """A word about one of several figures."""
    return _("%(name)s: %(words)s") % {"name": name, "words": words}


def what_stays(request: Request, taken: set[str], refused: dict[str, str]) -> EntryForm:
    """The sheet without what was taken: the rest as it was typed, and what is due after it."""
    rest = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name.partition("-")[2] not in taken:
            rest.setlist(name, values)
    form = EntryForm(rest, lines=entry_sheet(request.site, asked_periods(rest)))
    form.is_valid()
    for code, words in refused.items():
        form.refuse(code, words)
    return form


def context_of(form: EntryForm) -> dict[str, Any]:
    return {"section": "indicators", "form": form, "rows": list(form.rows())}
