"""Bringing a text in: pasted or uploaded, looked through passage by passage, then written at once."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agenda import actions, figures
from agenda.bringing import pasted
from agenda.bringing.proposals import Limits, read_out
from agenda.forms import AbsentForm, BringForm, ChoicesForm
from agenda.models import Bringing, Version
from agenda.models.versions import HEADING_LENGTH, TEXT_LENGTH
from agenda.rules import writes_agenda
from agenda.views.pages import desk_address, in_hand, sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal
from kit.uploads import is_too_large

PAGE_SIZE = 40
# On one page: each passage of the file may be any passage of the agenda.
MOST_OPTIONS = 4_000
OPEN = "open"


def address(request: Request, bringing: Bringing, name: str = "text-look", **query: Any) -> str:
    """A page of the preview."""
    kwargs = {"site": request.site.slug, "bringing": bringing.pk}
    found = reverse(f"agenda:{name}", kwargs=kwargs)
    return f"{found}?{urlencode(query)}" if query else found


def mine(request: Request, bringing: UUID) -> Bringing:
    """A text that this person brings in at this site; 404 else."""
    found = request.site.bringings.select_related("version__site", "act")
    kept: Bringing = get_object_or_404(found, pk=bringing, by=request.user)
    return kept


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def text_bring(request: Request) -> HttpResponse:
    """A text is pasted or a file chosen; it is read, and nothing is written to the agenda."""
    version = in_hand(request)
    files = request.FILES if request.method == "POST" else None
    form = BringForm(sent(request), files, too_large=is_too_large(request))
    kept = None
    if version and request.method == "POST" and form.is_valid():
        kept = keep(request, form, version)
    if kept:
        return HttpResponseRedirect(first_page(request, kept))
    waiting = request.site.bringings.filter(by=request.user, act=None).order_by("-touched_at")
    context = {
        "section": "roadmap",
        "version": version,
        "form": form,
        "waiting": waiting.defer("items", "left", "out", "absent"),
    }
    return render(request, "agenda/text_bring.html", context, status=422 if form.is_bound else 200)


@requires(writes_agenda)
@require_POST
def text_convert(request: Request) -> HttpResponse:
    """What a word processor put on the clipboard, as somebody would type it; writes nothing."""
    html = request.FILES.get("html")
    if html is None:
        return JsonResponse({}, status=413 if is_too_large(request) else 400)
    source = pasted.read(html.read().decode("utf-8", "replace"))
    left = [[found.kind, found.words] for found in source.left]
    said = [_("Pasted with its headings, lists, bold words and links.")]
    if left:
        words = "; ".join(dict.fromkeys(figures.left_out(kind).why for kind, _words in left))
        said.append(_("Not as it was: %(things)s.") % {"things": words})
    answer = {"text": pasted.as_typed(source), "left": left, "said": " ".join(said)}
    return JsonResponse(answer)


def keep(request: Request, form: BringForm, version: Version) -> Bringing | None:
    """What was read, kept for its owner; None when it was refused, with the reason on the form."""
    known = {p.strategy for p in figures.text_of(version) if p.strategy}
    reading = read_out(form.source, Limits(HEADING_LENGTH, TEXT_LENGTH), known)
    try:
        return actions.keep_bringing(
            version, by=request.user, reading=reading, left=form.source.left, **form.brought
        )
    except Refusal as refusal:
        refused(form, refusal, "file" if form.brought["name"] else "text")
        return None


def first_page(request: Request, bringing: Bringing) -> str:
    """Where somebody goes on: at what is to be chosen, else at all passages."""
    if bringing.seen and any(actions.lacks_choice(item) for item in bringing.items):
        return address(request, bringing, show=OPEN)
    return address(request, bringing)


def numbers_of(request: Request, bringing: Bringing) -> tuple[str, list[int]]:
    """Which passages the page shows: those to be chosen, or all."""
    missing = [n for n, item in enumerate(bringing.items) if actions.lacks_choice(item)]
    if request.GET.get("show") == OPEN and missing:
        return OPEN, missing
    return "", list(range(len(bringing.items)))


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def text_look(request: Request, bringing: UUID) -> HttpResponse:
    """The proposed passages, page by page; what is chosen is kept, and at last brought in."""
    found = mine(request, bringing)
    if found.act is not None:
        return HttpResponseRedirect(desk_address(request))
    if request.method == "GET" and not found.version.is_writable:
        return closed(request, found)
    passages = figures.there(found)
    show, numbers = numbers_of(request, found)
    size = max(10, min(PAGE_SIZE, MOST_OPTIONS // (1 + len(passages))))
    page = Paginator(numbers, size).get_page(request.GET.get("page"))
    form = ChoicesForm(
        sent(request), items=found.items, numbers=list(page), passages=figures.named(passages)
    )
    if request.method == "POST" and form.is_valid():
        chosen, rest = form.choices, form.cleaned_data.get("rest", "")
        found = actions.keep_choices(found, by=request.user, choices=chosen, section=rest)
        if request.POST.get("then") != "bring":
            return HttpResponseRedirect(onward(request, found, show, page))
        if actions.absent_from(found) and not any(map(actions.lacks_choice, found.items)):
            return HttpResponseRedirect(address(request, found, "text-absent"))
        if done := bring(request, found, form):
            return done
    spoken = figures.translated_into(found.version)
    rows = [
        replace(row, compared=figures.compared(row.item, passages, spoken)) for row in form.rows
    ]
    context = looked(request, found) | {"page": page, "form": form, "rows": rows, "show": show}
    return render(request, "agenda/text_look.html", context, status=422 if form.is_bound else 200)


def onward(request: Request, bringing: Bringing, show: str, page: Any) -> str:
    """The page after this one; what is still to be chosen first."""
    if show == OPEN:
        return first_page(request, bringing)
    number = page.next_page_number() if page.has_next() else page.number
    return address(request, bringing, page=number)


def bring(request: Request, bringing: Bringing, form: Any) -> HttpResponse | None:
    """Brings it in; a page that says what is missing; None when it was refused, written on the form."""
    try:
        act = actions.bring_in(bringing, by=request.user)
    except actions.Unsettled as missing:
        messages.error(request, str(missing))
        there = address(request, bringing, show=OPEN)
        return HttpResponseRedirect(f"{there}#passage-{missing.item + 1}")
    except Refusal as refusal:
        refused(form, refusal)
        return None
    words = _("The text says what the agenda says already: nothing was written.")
    if act is not None:
        words = _("The text is in: %(count)s passages. All of it can be undone at once.")
        words %= {"count": len(act.touched)}
    messages.success(request, words)
    return HttpResponseRedirect(desk_address(request))


def closed(request: Request, bringing: Bringing) -> HttpResponse:
    """The version is not in writing any more: what was chosen is kept, for the next one."""
    context = {"section": "roadmap", "bringing": bringing, "version": in_hand(request)}
    return render(request, "agenda/text_closed.html", context)


def looked(request: Request, bringing: Bringing) -> dict[str, Any]:
    """What stands around the proposed passages."""
    strategies = [item["strategy"] for item in bringing.items if item["strategy"]]
    return {
        "section": "roadmap",
        "bringing": bringing,
        "version": bringing.version,
        "strategies": list(dict.fromkeys(strategies)),
        "kept_out": figures.kept_out(bringing),
        "missing": sum(map(actions.lacks_choice, bringing.items)),
        "again": bool(bringing.seen),
    }


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def text_absent(request: Request, bringing: UUID) -> HttpResponse:
    """The passages that the file does not hold: each is kept or taken out, then all is brought in."""
    found = mine(request, bringing)
    if found.act is not None:
        return HttpResponseRedirect(desk_address(request))
    passages = figures.there(found)
    called = figures.named(passages)
    lacking = set(actions.absent_from(found))
    absent = {key: name for key, name in called.items() if key in lacking}
    form = AbsentForm(sent(request), absent=absent, gone=found.absent)
    if request.method == "POST" and form.is_valid():
        found = actions.keep_absent(found, by=request.user, gone=form.gone)
        if done := bring(request, found, form):
            return done
    rows = [(form[key], passages[key]) for key in absent]
    context = looked(request, found) | {"form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return render(request, "agenda/text_absent.html", context, status=status)


@requires(writes_agenda)
@require_POST
def text_take_up(request: Request, bringing: UUID) -> HttpResponse:
    """Goes on with a text in the version that is now in writing."""
    found, version = mine(request, bringing), in_hand(request)
    if version is None:
        raise Http404
    try:
        found = actions.take_up(found, version, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(address(request, found))
    return HttpResponseRedirect(first_page(request, found))


@requires(writes_agenda)
@require_POST
def text_drop(request: Request, bringing: UUID) -> HttpResponse:
    """Throws away what was read and not brought in."""
    actions.drop_bringing(mine(request, bringing), by=request.user)
    messages.success(request, _("Thrown away. The agenda is as it was."))
    kwargs = {"site": request.site.slug}
    return HttpResponseRedirect(reverse("agenda:text-bring", kwargs=kwargs))
