"""Home, the approach, where people land, a site's own pages, handover files, the national board."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import READERS
from accounts.rules import everybody, follows_sites, national_team, reads_site, signed_in
from agenda.figures import open_page, places_with_open_texts
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
from measurement.rules import enters_values
from overview import export, figures, forms, landing, life
from overview.addresses import at_site
from sites.models import Sight


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
    areas = places_with_open_texts()
    form = forms.OpenTextForm(request.GET, areas=areas)
    sought = form.sought
    return answer(
        request,
        "overview/consultation_list.html",
        part="open-list",
        trail=[(_("Consultations"), "")],
        sites=SITES,
        open_in_all=sum(area.count for area in areas),
        form=form,
        sought=sought,
        found=open_page(sought, request.GET.get("page", 1)),
    )


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
    context = {
        "section": "todo",
        "todo": todo,
        "everything": everything,
        "today": clock.today(),
        "may_enter": enters_values(request.standing),
    }
    return render(request, "overview/site_todo.html", context)


@requires(everybody)
@require_safe
def site_journal(request: Request) -> HttpResponse:
    inside = request.standing.has(*READERS)
    form = forms.JournalForm(request.GET, years=figures.journal_years(request.site))
    number = request.GET.get("page")
    page = figures.journal_page(
        request.site, request.standing, inside=inside, asked=form.asked, number=number
    )
    context = {"section": "journal", "page": page, "inside": inside, "form": form}
    return render(request, "overview/site_journal.html", context)


SITES = reverse_lazy("sites:site-list")
BOARD = "overview/national_board.html"
MINE = "overview/my_sites.html"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a board stands: the routes of its page, its lines, a site's stage, its files, its views."""

    page: str
    row: str
    stage: str
    xlsx: str
    ods: str
    csv: str
    save: str = ""


EVERYWHERE = Place(
    "overview:national-board",
    "overview:board-row",
    "sites:life-page",
    "overview:board-xlsx",
    "overview:board-ods",
    "overview:board-csv",
    "overview:view-save",
)
AT_MINE = Place(
    "overview:my-sites",
    "overview:my-site",
    "overview:site-page",
    "overview:my-xlsx",
    "overview:my-ods",
    "overview:my-csv",
)


@requires(national_team)
@require_safe
def national_board(request: Request) -> HttpResponse:
    board = figures.board(Sight.of(request.standing), **asked_of(request), reader=request.standing)
    return board_answer(request, EVERYWHERE, BOARD, board)


@requires(follows_sites)
@require_safe
def my_sites(request: Request) -> HttpResponse:
    """The board of the sites that a facilitator or a coach supports."""
    mine = figures.my_board(request.standing, **asked_of(request))
    return board_answer(request, AT_MINE, MINE, mine.board, given=mine.given)


def asked_of(request: Request) -> dict[str, Any]:
    """What the address asks of a board: the filters, the page, the opened line."""
    return {
        "wanted": forms.wanted(request.GET),
        "page": forms.page_number(request.GET),
        "opened": request.GET.get("ouvert", ""),
    }


def board_answer(
    request: Request, place: Place, template: str, board: figures.Board, **more: Any
) -> HttpResponse:
    """A board's page, or for htmx its selection alone."""
    context = {
        "board": board,
        "place": place,
        "form": forms.BoardForm(request.GET, groups=board.groups, mine=place is AT_MINE),
        "query": forms.kept(request.GET),
        "wanted": forms.wanted(request.GET),
        "large": "carte" in request.GET,
        "now": clock.now(),
    } | more
    if request.htmx and request.htmx.target == "selection":
        template = f"{BOARD}#selection"
    return render(request, template, context)


@requires(national_team)
@require_safe
def board_row(request: Request) -> HttpResponse:
    row = figures.one_row(request.site)
    opened = figures.reasons_of(row, request.standing) if opens(request) else None
    return row_answer(request, EVERYWHERE, row, opened)


@requires(follows_sites)
@require_safe
def my_site(request: Request) -> HttpResponse:
    """The line of one of their sites; any other is not there."""
    found = figures.my_row(request.site, request.standing, opened=opens(request))
    if found is None:
        raise Http404
    return row_answer(request, AT_MINE, *found)


def opens(request: Request) -> bool:
    """True when a line is asked for with its reasons."""
    return "replier" not in request.GET


def row_answer(
    request: Request, place: Place, row: figures.BoardRow, opened: figures.Reasons | None
) -> HttpResponse:
    """One line with its reasons, or without them; without htmx the whole board opened there."""
    page = request.GET.get("page", "")
    if not request.htmx:
        query = forms.kept(request.GET, ouvert=row.slug if opened else "", page=page)
        return redirect(f"{reverse(place.page)}?{query}#site-{row.slug}")
    query = forms.kept(request.GET, page=page)
    context = {"row": row, "opened": opened, "query": query, "place": place}
    answer = render(request, "overview/_board_row.html", context)
    # A boosted link would put the line's own address above the board.
    answer["HX-Push-Url"] = "false"
    return answer


@requires(national_team)
@require_safe
def board_file(request: Request, kind: str) -> HttpResponse:
    """The chosen sites as a file for spreadsheets: XLSX, ODS or CSV."""
    sight = Sight.of(request.standing)
    return file_of(kind, figures.all_rows(sight, forms.wanted(request.GET)))


@requires(follows_sites)
@require_safe
def my_file(request: Request, kind: str) -> HttpResponse:
    """The chosen ones of their sites as a file for spreadsheets."""
    return file_of(kind, figures.my_rows(request.standing, forms.wanted(request.GET)))


def file_of(kind: str, rows: Sequence[figures.BoardRow]) -> HttpResponse:
    """Lines of a board as a file: XLSX, ODS or CSV."""
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
