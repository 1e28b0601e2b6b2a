"""Files of values: sent, looked through, taken, taken back; at a site or for the national team."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_htmx.http import HttpResponseClientRefresh

from governance.middleware import Request
from kit.htmx import refused
from kit.pages import attempt, done
from kit.sheets import download
from kit.states import Refusal
from kit.templatetags.kit import number
from kit.uploads import is_too_large
from measurement import actions
from measurement.figures.imports import import_figure, import_lines, refusals
from measurement.forms import ApplyForm, ColumnsForm, RevertForm, ValueFileForm
from measurement.incoming.cells import Manner
from measurement.incoming.known import indicators_for
from measurement.legs import role_in
from measurement.models import ValueImport, imports_of
from sites.models import Site

LIST, PAGE = "measurement/import_list.html", "measurement/import_page.html"
PER_PAGE = 20
ASKED = gettext_lazy("The file is long: it is worked on now, and its page says when that is done.")


class Desk:
    """Where a file is brought: at a site, or for all of them."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site: Site | None = request.site or None

    def address(self, name: str, found: Any = None) -> str:
        """The address of a page of this desk."""
        words = {"site": self.site.slug} if self.site else {}
        words |= {"batch": found.pk} if found else {}
        return reverse(f"measurement:{'' if self.site else 'national-'}{name}", kwargs=words)

    def find(self, key: Any) -> ValueImport:
        """A file of this desk that the person finds here; else it is not there."""
        return get_object_or_404(imports_of(self.site, self.request.user), pk=key)

    @property
    def role(self) -> str:
        """As what the person acts."""
        return role_in(self.request.standing) if self.site else "national"

    def steps(self) -> list[tuple[Any, str]]:
        """The way to this desk."""
        if self.site is None:
            return []
        words = {"site": self.site.slug}
        return [
            (_("Sites"), reverse("sites:site-list")),
            (self.site.name, self.site.get_absolute_url()),
            (_("Indicators"), reverse("measurement:indicator-list", kwargs=words)),
        ]

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """The page at the site, or outside of sites."""
        home = self.address("import-list")
        trail = [*self.steps(), (_("Figures from files"), home if template == PAGE else "")]
        if template == PAGE:
            trail.append((context["figure"].name, ""))
        context |= {
            "base": "site_base.html" if self.site else "base.html",
            "section": "indicators",
            "home": home,
            "trail": trail,
        }
        return render(self.request, template, context, status=status)


def listed(request: Request) -> HttpResponse:
    """The files of this place, and one more."""
    desk = Desk(request)
    form = ValueFileForm()
    if request.method == "POST":
        form = ValueFileForm(request.POST, request.FILES, too_large=is_too_large(request))
        if form.is_valid():
            sent = form.cleaned_data["file"]
            try:
                found = actions.keep_file(
                    desk.site, by=request.user, name=sent.name, content=sent.read()
                )
                said = _("The file is read. Say what its columns are; nothing is written yet.")
                return done(request, said, desk.address("import-page", found))
            except Refusal as refusal:
                refused(form, refusal, "file")
    rows = imports_of(desk.site, request.user).newest_first().defer("content", "told")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = import_lines(page.object_list)
    return desk.show(LIST, form=form, page=page, lines=lines, status=422 if form.is_bound else 200)


def shown(request: Request, found: ValueImport, *, status: int = 200, **forms: Any) -> HttpResponse:
    """A file: its columns while it is open, its account once it was looked through."""
    desk, figure = Desk(request), import_figure(found)
    if figure.task:
        return desk.show(
            PAGE, figure=figure, here=desk.address("import-page", found), status=status
        )
    mine = found.is_open
    columns = forms.get("columns") or (columns_form(desk, found) if mine else None)
    ready = found.state == ValueImport.State.CHECKED and figure.writes
    apply = forms.get("apply") or (apply_form(figure) if ready else None)
    revert = forms.get("revert")
    if revert is None and found.state == ValueImport.State.APPLIED:
        revert = RevertForm()
    pages = {
        name: desk.address(f"import-{name}", found)
        for name in ("look", "apply", "revert", "drop", "page")
    }
    return desk.show(
        PAGE, figure=figure, columns=columns, apply=apply, revert=revert, pages=pages,
        refusals=f"{pages['page']}refus.", status=status, again=forms.get("again", figure.said),
    )  # fmt: skip


def progress(request: Request, found: ValueImport) -> HttpResponse:
    """Where the worker stands with a file; once it is done, its page is loaded anew."""
    if not found.task:
        return HttpResponseClientRefresh()
    here = Desk(request).address("import-page", found)
    return render(request, f"{PAGE}#work", {"figure": import_figure(found), "here": here})


def columns_form(desk: Desk, found: ValueImport, data: Any = None) -> ColumnsForm:
    """What the columns are: as kept so far, or as somebody chooses."""
    chosen = {f"column-{number}": role for number, role in enumerate(found.columns)}
    return ColumnsForm(
        data, found=found, indicators=indicators_for(desk.site),
        initial=chosen | found.choices,
    )  # fmt: skip


def apply_form(figure: Any, data: Any = None) -> ApplyForm:
    """Whether the file goes in, as far as there is something to choose."""
    return ApplyForm(
        data, refused=bool(figure.rejected), corrects=bool(figure.corrections),
        initial={"seen": figure.outcome},
    )  # fmt: skip


def looked(request: Request, batch: Any) -> HttpResponse:
    """The dry run."""
    desk = Desk(request)
    found = open_one(desk, batch)
    form = columns_form(desk, found, request.POST)

    look = actions.ask_to_look if found.is_large else actions.look_through

    def act() -> None:
        look(found, by=request.user, columns=form.columns(), manner=form.manner())

    page = desk.address("import-page", found)
    if attempt(form, act):
        if found.is_large:
            return done(request, ASKED, page)
        said = _("The file is looked through: this is what becomes of each row.")
        return done(request, said, f"{page}#account")
    return shown(request, found, columns=form, status=422)


def taken(request: Request, batch: Any) -> HttpResponse:
    """The file goes in; where the portal says something else meanwhile, its account comes again."""
    desk = Desk(request)
    found = desk.find(batch)
    figure = import_figure(found)
    form = apply_form(figure, request.POST)
    if not form.is_valid():
        return shown(request, found, apply=form, status=422)
    here = partial(actions.apply_file, role=desk.role)
    apply = actions.ask_to_apply if found.is_large else here
    try:
        row = apply(found, by=request.user, **form.chosen())
    except Refusal as refusal:
        return seen_again(request, found, form, refusal)
    if found.is_large and row.is_open:
        return done(request, ASKED, desk.address("import-page", found))
    words = ngettext(
        "Taken: %(count)s value is in the portal, with the name of the file.",
        "Taken: %(count)s values are in the portal, with the name of the file.",
        row.writes,
    )
    return done(request, words % {"count": number(row.writes)}, desk.address("import-page", found))


def seen_again(
    request: Request, found: ValueImport, form: ApplyForm, refusal: Refusal
) -> HttpResponse:
    """Why the file did not go in; its account as things stand now, where they have changed."""
    if found.state == ValueImport.State.CHECKED and not found.is_large:
        manner = Manner.of(found.choices)
        fresh = actions.look_through(found, by=request.user, columns=found.columns, manner=manner)
        if fresh.outcome != form.cleaned_data["seen"]:
            return shown(request, fresh, again=str(refusal), status=422)
    refused(form, refusal)
    return shown(request, found, apply=form, status=422)


def reverted(request: Request, batch: Any) -> HttpResponse:
    """What stood before the file stands again."""
    desk = Desk(request)
    found = desk.find(batch)
    form = RevertForm(request.POST)
    here = partial(actions.revert_import, role=desk.role)
    revert = actions.ask_to_revert if found.is_large else here

    def act() -> None:
        revert(found, by=request.user, **form.cleaned_data)

    if attempt(form, act):
        said = (
            ASKED
            if found.is_large
            else _("The file is taken back: what stood before stands again.")
        )
        return done(request, said, desk.address("import-page", found))
    return shown(request, found, revert=form, status=422)


def dropped(request: Request, batch: Any) -> HttpResponse:
    """A file that was not taken is thrown away."""
    desk = Desk(request)
    found = open_one(desk, batch)
    try:
        actions.drop_file(found, by=request.user)
    except Refusal as refusal:
        return shown(request, found, again=str(refusal), status=422)
    return done(request, _("The file is thrown away: nothing of it was written."), desk.address("import-list"))  # fmt: skip


def refused_rows(request: Request, batch: Any, kind: str) -> HttpResponse:
    """The refused rows as a file: line, column, reason, and the cells to put right."""
    found = Desk(request).find(batch)
    words = (_("Line"), _("Column"), _("Why it is refused"))
    return download(kind, _("refused-rows"), refusals(found, words))


def open_one(desk: Desk, batch: Any) -> ValueImport:
    """A file that is still looked through; one that was taken has no such page."""
    found = desk.find(batch)
    if not found.is_open:
        raise Http404
    return found
