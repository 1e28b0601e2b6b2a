"""The writing desk: the text in the middle, edited passage by passage, voices beside."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agenda import actions, figures
from agenda.models import Version
from agenda.rules import decides_agenda, writes_agenda
from agenda.views.pages import desk_address, in_hand
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer
from kit.states import Refusal

PAGE = "agenda/desk.html"
State = Version.State


def chosen(request: Request) -> UUID | None:
    """The passage named in the address of the desk, if it is one."""
    asked = request.GET
    if request.htmx:
        asked = QueryDict(urlsplit(request.htmx.current_url or "").query)
    try:
        return UUID(asked.get("passage", ""))
    except ValueError:
        return None


def desk_context(request: Request, version: Version | None) -> dict[str, Any]:
    """All that stands on the desk: text, outline, the passage in hand and what was said of it."""
    hand = chosen(request)
    site = request.site
    passages = figures.text_of(version) if version else ()
    spoken = version.based_on if version and version.is_writable and version.based_on else version
    current = next((p for p in passages if p.id == hand), passages[0] if passages else None)
    places = figures.Places(version) if version else None
    said = site.comments.none()
    if places and spoken and current:
        here = places.origins(spoken.pk, current.id)
        said = spoken.comments.filter(passage__in=here).order_by("at", "pk")
    return {
        "section": "roadmap",
        "version": version,
        "spoken": spoken,
        "passages": passages,
        "parts": figures.outline(passages),
        "without_plain": tuple(p for p in passages if not p.plain_text),
        "current": current,
        "aged": figures.aged(version) if version else {},
        "said_here": figures.comments_of(said, version, reveal=True),
        "waiting_by": waiting_by_passage(spoken, places) if spoken and places else {},
        "voices": figures.voices([site])[site.pk],
        "steps": figures.steps(version) if version else (),
        "acts": figures.acts_of(version, 3) if version and version.is_writable else (),
        "writers": figures.writers(version, request.user) if version else (),
        "unsaved": figures.unsaved(version, request.user) if version else (),
        "decides": decides_agenda(request.standing),
        "answers": True,
    }


def waiting_by_passage(spoken: Version, places: figures.Places) -> dict[Any, int]:
    """How many comments wait for their answer, by the passage where they are to be answered now."""
    waiting: dict[Any, int] = {}
    for passage, count in figures.counts(spoken, only_waiting=True).items():
        for here in places.trace(spoken.pk, passage).pieces if passage else ():
            waiting[here] = waiting.get(here, 0) + count
    return waiting


@requires(writes_agenda)
@require_GET
def desk(request: Request) -> HttpResponse:
    version = in_hand(request)
    return render(request, PAGE, desk_context(request, version))


@requires(writes_agenda)
@require_GET
def desk_presence(request: Request) -> HttpResponse:
    """Who else is writing where, asked for by the desk every half minute."""
    version = in_hand(request)
    if not request.htmx:
        return to_desk(request)
    writers = figures.writers(version, request.user) if version else ()
    return answer(request, PAGE, part="presence", writers=writers)


def to_desk(request: Request) -> HttpResponseRedirect:
    return HttpResponseRedirect(desk_address(request))


@requires(writes_agenda)
@require_POST
def version_start(request: Request) -> HttpResponse:
    """Begins the next version from the last one."""
    try:
        version = actions.start_version(request.site, by=request.user)
        said = _("Version %(number)s is in writing, from the text of the last one.")
        messages.success(request, said % {"number": version.number})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to_desk(request)


@requires(writes_agenda)
@require_GET
def act_list(request: Request) -> HttpResponse:
    """The last acts of writing, each with its undoing."""
    version = in_hand(request)
    acts = figures.acts_of(version) if version else ()
    context = {"section": "roadmap", "version": version, "acts": acts}
    return render(request, "agenda/act_list.html", context)


@requires(writes_agenda)
@require_POST
def act_undo(request: Request, act: UUID) -> HttpResponse:
    """Undoes an act, or does again what was undone."""
    version = in_hand(request)
    found = get_object_or_404(version.acts.select_related("version"), pk=act) if version else None
    if found is None:
        raise Http404
    try:
        actions.undo(found, by=request.user)
        messages.success(request, _("Undone. Nothing is lost: it can be done again."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if request.POST.get("back") == "desk":
        return to_desk(request)
    return HttpResponseRedirect(reverse("agenda:act-list", kwargs={"site": request.site.slug}))
