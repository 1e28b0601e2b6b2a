"""Bringing a text in: pasted or uploaded, looked through passage by passage, then written at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agenda import actions, figures
from agenda.bringing import pasted
from agenda.bringing.proposals import Limits, read_out
from agenda.forms import BringForm, ChoicesForm
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


def address(request: Request, bringing: Bringing, page: int = 1) -> str:
    """A page of the preview."""
    kwargs = {"site": request.site.slug, "bringing": bringing.pk}
    found = reverse("agenda:text-look", kwargs=kwargs)
    return f"{found}?page={page}" if page > 1 else found


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
        return HttpResponseRedirect(address(request, kept))
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


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def text_look(request: Request, bringing: UUID) -> HttpResponse:
    """The proposed passages, page by page; what is chosen is kept, and at last brought in."""
    found = mine(request, bringing)
    if found.act is not None:
        return HttpResponseRedirect(desk_address(request))
    page = Paginator(range(len(found.items)), PAGE_SIZE).get_page(request.GET.get("page"))
    form = ChoicesForm(sent(request), items=found.items, numbers=list(page))
    if request.method == "POST" and form.is_valid():
        chosen, rest = form.choices, form.cleaned_data.get("rest", "")
        actions.keep_choices(found, by=request.user, choices=chosen, section=rest)
        if request.POST.get("then") != "bring":
            onward = page.next_page_number() if page.has_next() else page.number
            return HttpResponseRedirect(address(request, found, onward))
        try:
            act = actions.bring_in(found, by=request.user)
        except actions.Unsettled as missing:
            messages.error(request, str(missing))
            there = address(request, found, missing.item // PAGE_SIZE + 1)
            return HttpResponseRedirect(f"{there}#passage-{missing.item + 1}")
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return said(request, len(act.touched))
    context = looked(request, found) | {"page": page, "form": form}
    return render(request, "agenda/text_look.html", context, status=422 if form.is_bound else 200)


def said(request: Request, count: int) -> HttpResponse:
    """Back at the desk, with what happened."""
    words = _("The text is in: %(count)s passages. All of it can be undone at once.")
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(desk_address(request))


def looked(request: Request, bringing: Bringing) -> dict[str, Any]:
    """What stands around the proposed passages."""
    strategies = [item["strategy"] for item in bringing.items if item["strategy"]]
    return {
        "section": "roadmap",
        "bringing": bringing,
        "version": bringing.version,
        "strategies": list(dict.fromkeys(strategies)),
        "kept_out": figures.kept_out(bringing),
        "pages": range(1, (len(bringing.items) - 1) // PAGE_SIZE + 2),
    }


@requires(writes_agenda)
@require_POST
def text_drop(request: Request, bringing: UUID) -> HttpResponse:
    """Throws away what was read and not brought in."""
    actions.drop_bringing(mine(request, bringing), by=request.user)
    messages.success(request, _("Thrown away. The agenda is as it was."))
    kwargs = {"site": request.site.slug}
    return HttpResponseRedirect(reverse("agenda:text-bring", kwargs=kwargs))
