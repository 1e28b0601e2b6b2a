"""The catalogue of indicators, open to everybody, and what the national team writes in it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.pages import attempt, done, form_page
from kit.sheets import download
from measurement import actions
from measurement.catalogue import figures, sheets
from measurement.forms.catalogue import (
    CatalogueForm,
    DefinitionForm,
    PromoteForm,
    RetireForm,
    UseForm,
    WordsForm,
)
from measurement.models import Indicator
from measurement.rules import keeps_catalogue, reads_catalogue

PER_PAGE = 30
LIST, PAGE = "measurement/catalogue_list.html", "measurement/catalogue_page.html"


def asked_by(request: Request) -> tuple[CatalogueForm, Any]:
    """The filters of the address, and the indicators that they leave."""
    form = CatalogueForm(request.GET, sources=figures.sources())
    staff = keeps_catalogue(request.standing)
    return form, figures.asked_indicators(form.asked, staff=staff)


@requires(reads_catalogue)
@require_safe
def catalogue_list(request: Request) -> HttpResponse:
    """The common indicators with the question that each answers."""
    form, found = asked_by(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kept = {"q": form.asked.text, "theme": form.asked.theme, "kind": form.asked.kind,
            "source": form.asked.source, "status": form.asked.status}  # fmt: skip
    context = {
        "form": form,
        "page": page,
        "lines": figures.lines(page.object_list),
        "query": urlencode({name: value for name, value in kept.items() if value}),
        "file": reverse("measurement:catalogue-xlsx").removesuffix("xlsx"),
        "may_keep": keeps_catalogue(request.standing),
        "trail": [(_("Indicators"), "")],
    }
    return render(request, LIST, context)


def one_of(request: Request, entry: str) -> Indicator:
    """The common indicator of an address, which a draft is to the national team only."""
    seen = figures.asked_indicators(figures.Asked(), staff=keeps_catalogue(request.standing))
    retired = figures.asked_indicators(figures.Asked(status="retired"), staff=True)
    found: Indicator = get_object_or_404(seen | retired, code=entry)
    return found


@requires(reads_catalogue)
@require_safe
def catalogue_page(request: Request, entry: str) -> HttpResponse:
    """One definition: what is counted, what may be computed, its versions and publications."""
    found = one_of(request, entry)
    context = {
        "found": found,
        "figure": figures.catalogue_page(found, request.standing),
        "may_keep": keeps_catalogue(request.standing),
        "trail": trail(found, ""),
    }
    return render(request, PAGE, context)


def trail(found: Indicator | None, last: str) -> list[tuple[str, str]]:
    """The path to a page of the catalogue."""
    steps = [(_("Indicators"), reverse("measurement:catalogue-list"))]
    if found:
        steps.append((found.said("name")[0], address(found) if last else ""))
    return [*steps, (last, "")] if last else steps


def address(found: Indicator) -> str:
    """The page of an indicator in the catalogue."""
    return reverse("measurement:catalogue-page", args=[found.code])


@requires(reads_catalogue)
@require_safe
def catalogue_file(request: Request, kind: str) -> HttpResponse:
    """The chosen indicators with all their versions, as a sheet that can be brought in again."""
    name = _("indicators-%(day)s") % {"day": clock.today().isoformat()}
    return download(
        kind, name, sheets.table(figures.told_to(request.standing, asked_by(request)[1]))
    )


@requires(reads_catalogue)
@require_safe
def catalogue_json(request: Request) -> HttpResponse:
    """The same as open data, with the meaning of each column."""
    return JsonResponse(
        sheets.document(figures.told_to(request.standing, asked_by(request)[1])),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@requires(reads_catalogue)
@require_safe
def dictionary_file(request: Request, kind: str) -> HttpResponse:
    """What each column of the catalogue means."""
    return download(kind, _("indicators-dictionary"), sheets.dictionary())


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def definition_write(request: Request, entry: str) -> HttpResponse:
    """A new version: the series are cut from its day on."""
    found = one_of(request, entry)
    form = DefinitionForm(request.POST or None, found=found, initial={"valid_from": clock.today()})
    if attempt(form, lambda: actions.redefine(found, form.change(), by=request.user)):
        said = _("Written. Values from now on are measured under the new version.")
        return done(request, said, address(found))
    words = {
        "heading": _("A new version of the definition"),
        "lead": _("For what changes what is counted. The values before stay and are no longer compared with those after."),
        "submit": _("Write the new version"),
    }  # fmt: skip
    return kept_page(request, found, form, words)


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def words_write(request: Request, entry: str) -> HttpResponse:
    """Better words: what is counted stays, and so do the series."""
    found = one_of(request, entry)
    form = WordsForm(request.POST or None, found=found)
    if attempt(form, lambda: actions.reword(found, form.change(), by=request.user)):
        return done(request, _("Reworded. The journal keeps the words before."), address(found))
    words = {
        "heading": _("Put the words better"),
        "lead": _("For names, questions, translations and uses. What is counted does not change."),
        "submit": _("Keep these words"),
    }
    return kept_page(request, found, form, words)


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def indicator_use(request: Request, entry: str) -> HttpResponse:
    """What was to be developed is followed from now on."""
    found = one_of(request, entry)
    if found.status != Indicator.Status.DRAFT:
        return redirect(address(found))
    form = UseForm(request.POST or None)
    if attempt(form, lambda: actions.put_in_use(found, by=request.user, **form.cleaned_data)):
        return done(request, _("In use: sites may enter values from now on."), address(found))
    words = {
        "heading": _("Put the indicator into use"),
        "lead": _("It is developed: what is counted is clear, and somebody can count it. Sites may enter values from now on."),
        "submit": _("Put it into use"),
    }  # fmt: skip
    return kept_page(request, found, form, words)


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def indicator_retire(request: Request, entry: str) -> HttpResponse:
    """No more values; those that are there stay."""
    found = one_of(request, entry)
    form = RetireForm(request.POST or None, others=figures.others_in_use(found))
    if attempt(form, lambda: actions.retire_indicator(found, by=request.user, **form.chosen())):
        return done(request, _("Retired. Its values and its page stay."), address(found))
    words = {
        "heading": _("Retire the indicator"),
        "lead": _("No value can be entered any more. The values that are there stay, with your reason."),
        "submit": _("Retire it"),
    }  # fmt: skip
    return kept_page(request, found, form, words)


def kept_page(request: Request, found: Indicator, form: Any, words: dict[str, str]) -> HttpResponse:
    """A page of the catalogue that is one form."""
    return form_page(
        request, form, trail=trail(found, words["heading"]), back=address(found), **words
    )


@requires(keeps_catalogue)
@require_safe
def local_list(request: Request) -> HttpResponse:
    """What sites follow of their own, by site: which of it could serve all."""
    shown = Paginator(figures.local_in_use(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "locals": figures.promoted(shown.object_list),
        "trail": trail(None, _("Indicators of the sites")),
    }
    return render(request, "measurement/local_list.html", context)


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def indicator_promote(request: Request, local: Any) -> HttpResponse:
    """A local indicator serves all from now on, under a new code; the local one is not touched."""
    found = get_object_or_404(figures.local_in_use(), pk=local)
    names = ("name", "question", "definition", "information_use", "name_en", "question_en")
    form = PromoteForm(request.POST or None, initial={n: getattr(found, n) for n in names})
    made: list[Indicator] = []
    if attempt(form, lambda: made.append(
        actions.promote_indicator(found, form.cleaned_data, by=request.user)
    )):  # fmt: skip
        return done(
            request, _("It is in the catalogue now. The site keeps its own."), address(made[0])
        )
    back = reverse("measurement:local-list")
    heading = _("Make a local indicator common")
    lead = _("“%(name)s” of %(site)s. The site keeps its own indicator and its values.")
    return form_page(
        request, form, heading=heading, back=back, submit=_("Make it common"),
        lead=lead % {"name": found.name, "site": found.site},
        trail=[*trail(None, _("Indicators of the sites"))[:1], (_("Indicators of the sites"), back), (heading, "")],
    )  # fmt: skip
