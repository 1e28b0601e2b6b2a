"""Home, the approach, where people land, a site's own pages, handover files, the national board."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import READERS
from accounts.rules import everybody, national_team, reads_site, signed_in
from governance import actions
from governance.forms import LetterForm
from governance.middleware import Request
from governance.models import Seat
from governance.rules import reads_handover, seats_to_read, writes_handover_letter
from kit import clock
from kit.access import requires
from kit.htmx import answer, refused
from kit.sheets import download
from kit.states import Refusal
from overview import export, figures, forms, landing, life
from overview.addresses import at_site


@requires(everybody)
@require_safe
def home(request: Request) -> HttpResponse:
    return render(
        request, "overview/home_page.html", {"home": figures.home(), "today": clock.today()}
    )


@requires(everybody)
@require_safe
def about(request: Request) -> HttpResponse:
    return render(request, "overview/about_page.html", about_context())


def about_context() -> dict[str, Any]:
    """The steps of a text and of a site, all still to come, and the four ways in."""
    return {
        "trail": [(_("The approach"), "")],
        "steps": life.steps_of_any_version(),
        "life": life.line_of_any_site(),
        "cards": [
            (_("I live there"), _("Read its common agenda, and say what you think of it."), reverse("sites:site-list")),
            (_("A text awaits me"), _("See which common agendas are open to comments today."), reverse("overview:consultation-list")),
            (_("I work there"), _("Sign in to write, to answer, or to give a figure."), reverse("account_login")),
            (_("My territory is not there"), _("Ask to take part, in your own words: the national team calls you."), reverse("sites:interest-express")),
        ],
    }  # fmt: skip


@requires(everybody)
@require_safe
def consultation_list(request: Request) -> HttpResponse:
    trail = [(_("Consultations"), "")]
    context = {"consultations": figures.consultations(), "trail": trail, "sites": SITES}
    return render(request, "overview/consultation_list.html", context)


@requires(signed_in)
@require_safe
def landing_page(request: Request) -> HttpResponse:
    return HttpResponseRedirect(landing.first_screen(request.standing))


@requires(everybody)
@require_safe
def site_page(request: Request) -> HttpResponse:
    context = {"page": figures.site_page(request.site), "today": clock.today()}
    return render(request, "overview/site_page.html", context)


@requires(reads_site)
@require_safe
def site_todo(request: Request) -> HttpResponse:
    everything = "tout" in request.GET
    todo = figures.todo(request.site, request.standing, everything=everything)
    context = {"section": "todo", "todo": todo, "everything": everything, "today": clock.today()}
    return render(request, "overview/site_todo.html", context)


@requires(everybody)
@require_safe
def site_journal(request: Request) -> HttpResponse:
    inside = request.standing.has(*READERS)
    form = forms.JournalForm(request.GET, years=figures.journal_years(request.site))
    number = request.GET.get("page")
    page = figures.journal_page(request.site, inside=inside, asked=form.asked, number=number)
    context = {"section": "journal", "page": page, "inside": inside, "form": form}
    return render(request, "overview/site_journal.html", context)


SITES = reverse_lazy("sites:site-list")
BOARD = "overview/national_board.html"


@requires(national_team)
@require_safe
def national_board(request: Request) -> HttpResponse:
    wanted = forms.wanted(request.GET)
    board = figures.board(
        request.standing, wanted, forms.page_number(request.GET), request.GET.get("ouvert", "")
    )
    context = {
        "board": board,
        "form": forms.BoardForm(request.GET, groups=board.groups),
        "query": forms.kept(request.GET),
        "wanted": wanted,
        "now": clock.now(),
    }
    if request.htmx and request.htmx.target == "selection":
        return render(request, f"{BOARD}#selection", context)
    return render(request, BOARD, context)


@requires(national_team)
@require_safe
def board_row(request: Request) -> HttpResponse:
    """One line with its reasons, or without them; without htmx the whole board opened there."""
    slug = request.site.slug
    opened = "" if "replier" in request.GET else slug
    page = request.GET.get("page", "")
    if not request.htmx:
        query = forms.kept(request.GET, ouvert=opened, page=page)
        return redirect(f"{reverse('overview:national-board')}?{query}#site-{slug}")
    row = figures.one_row(request.site)
    context = {
        "row": row,
        "opened": figures.reasons_of(row) if opened else None,
        "query": forms.kept(request.GET, page=page),
    }
    return render(request, "overview/_board_row.html", context)


@requires(national_team)
@require_safe
def board_file(request: Request, kind: str) -> HttpResponse:
    """The chosen sites as a file for spreadsheets: XLSX, ODS or CSV."""
    rows = figures.all_rows(request.standing, forms.wanted(request.GET))
    name = _("sites-%(day)s") % {"day": clock.today().isoformat()}
    return download(kind, name, export.table(rows))


HANDOVER = "overview/handover_page.html"


@requires(reads_handover)
@require_safe
def handover_page(request: Request, seat: str) -> HttpResponse:
    return render(request, HANDOVER, page_context(request, readable(request, seat)))


@requires(writes_handover_letter)
@require_POST
def letter_write(request: Request, seat: str) -> HttpResponse:
    """Who leaves writes to who follows; only for the own seat is there anything to write on."""
    here = readable(request, seat)
    mandate = request.standing.facts["letters"].get(here.value)
    if mandate is None:
        raise Http404
    form, said = LetterForm(request.POST), None
    if form.is_valid():
        try:
            actions.write_handover_letter(mandate, by=request.user, **form.cleaned_data)
            said = _("Your letter is in the file. You may change it as long as you hand over.")
        except Refusal as refusal:
            refused(form, refusal)
    invalid = bool(form.errors)
    more = {"form": form} if invalid else {}
    then = at_site("overview:handover-page", request.site, seat=here.word)
    context = page_context(request, here, **more)
    return answer(
        request, HANDOVER, part="letter", then=then, said=said, invalid=invalid, **context
    )


def readable(request: Request, word: str) -> Seat:
    """The seat that the address names, if its file is this person's to read; else it is not there."""
    seat = Seat.named(word)
    if seat is None or seat not in seats_to_read(request.standing):
        raise Http404
    return seat


def page_context(request: Request, seat: Seat, **more: Any) -> dict[str, Any]:
    """The file; the form of the letter for who may write it."""
    file = figures.handover_file(request.site, seat)
    mandate = request.standing.facts.get("letters", {}).get(seat.value)
    mine = mandate and mandate.letters.order_by("-number").first()
    form = LetterForm(initial={"text": mine.text if mine else ""}) if mandate else None
    return {
        "section": "triad",
        "file": file,
        "open_to_me": figures.doors_of(file, request.standing),
        "seat": seat,
        "form": form,
        "begun": bool(mine),
    } | more
