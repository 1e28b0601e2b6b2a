"""The partners of a site: reading, adding, correcting, leaving, pasting a list."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.htmx import answer, refused
from kit.sheets import Table
from kit.states import Refusal
from partnership import actions, figures, paste
from partnership.forms import LeaveForm, PartnerFilterForm, PartnerForm, PasteForm, PreviewForm
from partnership.models import PartnerPaste
from partnership.rules import reads_collective, reads_network, tends_network
from partnership.views.forms import at, done, form_page, framed, saved, shown

LIST, PREVIEW = "partnership/partner_list.html", "partnership/paste_preview.html"
PER_PAGE = 20


@requires(reads_network)
@require_GET
def partner_list(request: Request) -> HttpResponse:
    """Organisations for everybody; their contacts for those who have a role at the site."""
    inside = reads_collective(request.standing)
    network = figures.network(request.site, contacts=inside)
    form = PartnerFilterForm(request.GET, network=network)
    asked = form.asked()
    found = figures.listed(network, asked)
    query = urlencode(asked.fields)
    context = {
        "heading": _("Partners"),
        "network": network,
        "form": form,
        "asked": asked,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "nobody": None if found else figures.nobody(network, asked),
        "inside": inside,
        "may": tends_network(request.standing) and figures.may_tend(request.site, request.user),
        "today": clock.today(),
        "kept": f"{query}&" if query else "",
        "file": at(request, "partner-xlsx").removesuffix("xlsx"),
        "query": f"?{query}" if query else "",
    }
    return answer(request, LIST, part="partner-list", **framed(request, context))


@requires(reads_network)
@require_GET
def partner_file(request: Request, kind: str) -> HttpResponse:
    """What the list shows, all pages of it, as a spreadsheet; contacts for the people of the site."""
    inside = reads_collective(request.standing)
    network = figures.network(request.site, contacts=inside)
    found = figures.listed(network, PartnerFilterForm(request.GET, network=network).asked())
    head = [_("Organisation"), _("Sector"), _("Joined on"), _("Left on")]
    if inside:
        head.append(_("Contact"))
    rows = (
        [p.name, p.sector_words, p.joined_on, p.left_on]
        + ([", ".join(p.contact)] if inside else [])
        for p in found
    )
    return saved(request, kind, "partenaires", Table(_("Partners"), head, rows))


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def partner_add(request: Request) -> HttpResponse:
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        try:
            partner = actions.add_partner(request.site, form.facts(), by=request.user)
            said = _("%(name)s is now among the partners.") % {"name": partner.name}
            return done(request, said, at(request, "partner-list"))
        except Refusal as refusal:
            refused(form, refusal)
    return form_page(
        request, form,
        heading=_("Add a partner"), submit=_("Add this partner"),
        lead=_("An organisation that takes part in the collective, whatever its size."),
        back=at(request, "partner-list"), up=_("Partners"),
    )  # fmt: skip


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def partner_change(request: Request, partner: Any) -> HttpResponse:
    found = get_object_or_404(request.site.partners, pk=partner)
    form = PartnerForm(request.POST or None, partner=found)
    if form.is_valid():
        try:
            changed = actions.change_partner(found, form.facts(), by=request.user)
            said = _("What is known of %(name)s is corrected.") % {"name": changed.name}
            return done(request, said, at(request, "partner-list"))
        except Refusal as refusal:
            refused(form, refusal)
    return form_page(
        request, form,
        heading=_("Correct a partner"), submit=_("Save the correction"), lead=found.name,
        back=at(request, "partner-list"), up=_("Partners"),
    )  # fmt: skip


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def partner_leave(request: Request, partner: Any) -> HttpResponse:
    found = get_object_or_404(request.site.partners, pk=partner)
    form = LeaveForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        try:
            actions.leave(found, by=request.user, **form.cleaned_data)
            said = _("The departure is recorded. %(name)s stays in the history.") % {
                "name": found.name
            }
            return done(request, said, at(request, "partner-list"))
        except Refusal as refusal:
            refused(form, refusal)
    return form_page(
        request, form,
        heading=_("A partner leaves"), submit=_("Record the departure"), kind="withdraw",
        lead=found.name, back=at(request, "partner-list"), up=_("Partners"),
    )  # fmt: skip


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def partner_paste(request: Request) -> HttpResponse:
    """A list is pasted and looked through; nothing is written here."""
    form = PasteForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        lines = paste.read(text, figures.known_names(request.site))
        return preview_page(request, PreviewForm(lines=lines, text=text))
    return form_page(
        request, form,
        heading=_("Paste a list of partners"), submit=_("Look through the list"),
        lead=_("You see what becomes of each line before anything is written."),
        back=at(request, "partner-list"), up=_("Partners"),
    )  # fmt: skip


@requires(tends_network)
@require_POST
def paste_confirm(request: Request) -> HttpResponse:
    """Reads the same text again, so that what goes in is what was shown."""
    text = PasteForm(request.POST)
    if not text.is_valid():
        return form_page(
            request, text,
            heading=_("Paste a list of partners"), submit=_("Look through the list"),
            lead="", back=at(request, "partner-list"), up=_("Partners"),
        )  # fmt: skip
    pasted = text.cleaned_data["text"]
    lines = paste.read(pasted, figures.known_names(request.site))
    if known := figures.pasted_already(request.site, request.POST.get("once", "")):
        return done(request, told(known), at(request, "partner-list"))
    form = PreviewForm(request.POST, lines=lines, text=pasted)
    if form.is_valid():
        try:
            entries = form.entries()
            made = actions.confirm_paste(
                request.site, entries, by=request.user, once=form.cleaned_data["once"],
                left_out=len(lines) - len(entries),
            )  # fmt: skip
            return done(request, told(made), at(request, "partner-list"))
        except Refusal as refusal:
            refused(form, refusal)
    return preview_page(request, form)


def told(made: PartnerPaste) -> str:
    """What became of the list."""
    added = ngettext("%(count)s partner added", "%(count)s partners added", made.added)
    rest = _("%(merged)s merged, %(left)s left out.") % {
        "merged": made.merged,
        "left": made.left_out,
    }
    return f"{added % {'count': made.added}}, {rest}"


def preview_page(request: Request, form: PreviewForm) -> HttpResponse:
    """Each line with its verdict and what may become of it; 422 when a choice is missing."""
    lines = form.lines
    context = {
        "heading": _("The list, line by line"),
        "trail": [(_("Partners"), at(request, "partner-list"))],
        "status": 422 if form.is_bound else 200,
        "form": form,
        "text": form["text"].value(),
        "rows": list(form.rows()),
        "refused": sum(line.refused for line in lines),
        "doubts": sum(line.verdict in {"near", "unclear"} for line in lines),
        "same": sum(line.verdict == "same" for line in lines),
        "fresh": sum(line.verdict == "new" for line in lines),
    }
    return shown(request, PREVIEW, context)
