"""The residents' page: read, say something, get a code, follow what becomes of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.network import network_address
from agenda import actions, codes, figures, languages, voters
from agenda.forms import CommentForm, FollowForm
from agenda.in_hand import version_open
from agenda.leaves import leaf_of, leaves
from agenda.models import Version, Wording
from agenda.models.comments import COMMENT_LENGTH, QUOTE_LENGTH
from agenda.models.versions import Section
from agenda.putting import quotable
from agenda.rules import comments_at_home, comments_on_agenda, reads_agenda
from agenda.tongues import Language
from agenda.views.pages import ids, sent, text_in, tongue
from drawing.qr import square_code
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal

PAGE = "agenda/consultation_page.html"
SHOWN = 3


def consulted(request: Request) -> Version | None:
    """The version that takes comments; after the last day the one that took them."""
    return version_open(request.site)


def reading(request: Request, version: Version) -> dict[str, Any]:
    """The text as a resident reads it: in plain language first, where there is one; leaf by leaf."""
    spoken = tongue(request, version)
    passages = text_in(version, spoken)
    has_plain = any(passage.plain_text for passage in passages)
    whole = request.GET.get("texte") == "complet" or not has_plain
    address = reverse("agenda:consultation", kwargs={"site": request.site.slug})
    language = spoken["spoken"]
    kept = f"langue={language.code}" if language else ""
    complete = f"?{kept}&texte=complet" if kept else "?texte=complet"
    plain = f"?{kept}" if kept else ""
    switch = [
        {"name": _("Plain version"), "url": address + plain, "current": not whole},
        {"name": _("Full text"), "url": address + complete, "current": whole},
    ]
    query = complete if whole and has_plain else plain
    cut = leaves(passages, lambda p: len((not whole and p.plain_text) or p.text))
    wanted = request.GET.get("page", "")
    place = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else 1
    return {
        "version": version,
        "passages": passages,
        "leaves": cut,
        "leaf": cut[min(max(place, 1), len(cut)) - 1],
        "total": len(passages),
        "said_of_all": figures.counts(version).get(None, 0),
        "heard": figures.heard_about(version),
        "whole": whole,
        "query": query,
        "kept_query": "texte=complet&" if whole and has_plain else "",
        "reading_query": query[1:] + "&" if query else "",
        "switch": switch if has_plain else [],
        "open_passage": None,
        "welcome": languages.WELCOME,
        "speaks": not version.is_for_people or comments_at_home(request.standing),
    } | spoken


def contents(reading: dict[str, Any]) -> list[tuple[str, Any, int]]:
    """The parts of a text of several leaves: title, first passage and its leaf."""
    if len(reading["leaves"]) == 1:
        return []
    return [
        (part.title, part.passages[0], leaf_of(reading["leaves"], part.passages[0]))
        for part in figures.outline(reading["passages"])
    ]


@requires(reads_agenda)
@require_GET
def consultation(request: Request) -> HttpResponse:
    """The version open to comments, passage by passage, and nothing else."""
    version = consulted(request)
    if version is None or not version.takes_comments:
        later = request.site.versions.filter(opened_on__isnull=False).order_by("-number").first()
        return render(request, "agenda/consultation_none.html", {"version": later})
    found = reading(request, version)
    return render(request, PAGE, found | {"contents": contents(found)})


@requires(reads_agenda)
@require_GET
def consultation_short(request: Request) -> HttpResponse:
    """The address on posters, short enough to be typed: it leads to whatever is open now."""
    there = reverse("agenda:consultation", kwargs={"site": request.site.slug})
    spoken = Language.of(request.GET.get("langue", ""))
    return redirect(f"{there}?langue={spoken.code}" if spoken else there)


@requires(reads_agenda)
@require_GET
def poster(request: Request) -> HttpResponse:
    """A page to hang up: what is asked, until when, a square code and the short address."""
    return on_paper(request, "agenda/poster_page.html")


@requires(reads_agenda)
@require_GET
def reading_sheet(request: Request) -> HttpResponse:
    """The text with a number at each passage and room to write, for a table in a workshop."""
    return on_paper(request, "agenda/sheet_page.html")


def on_paper(request: Request, template: str) -> HttpResponse:
    """A page made to be printed while a consultation is open; without one, the words that say so."""
    version = consulted(request)
    if version is None or not version.takes_comments:
        return render(request, "agenda/consultation_none.html", {"version": None})
    short = reverse("agenda:consultation-short", kwargs={"site": request.site.slug})
    host = settings.BASE_URL.partition("://")[2]
    spoken = tongue(request, version)
    passages = text_in(version, spoken)
    language = spoken["spoken"]
    opened = f"{short}?langue={language.code}" if language else short
    context = {
        "version": version,
        "parts": figures.outline(passages),
        "horizon": next((p for p in passages if p.section == Section.HORIZON), None),
        "host": host,
        "path": short.rstrip("/"),
        "short": host + short.rstrip("/"),
        "code": square_code(settings.BASE_URL + opened),
    } | spoken
    return render(request, template, context)


@requires(comments_on_agenda)
@require_http_methods(["GET", "POST"])
def comment_add(request: Request, passage: UUID | None = None) -> HttpResponse:
    """The form about a passage (or the whole text), in place or on its own page; then the thanks."""
    version = consulted(request)
    if version is None or (request.method == "GET" and not version.takes_comments):
        return closed(request, passage)
    wording = get_object_or_404(version.wordings, passage=passage) if passage else None
    form = CommentForm(
        sent(request), auto_id=ids(passage), sentences=sentences_of(request, wording)
    )
    made, code, keys = None, "", voters.keys_for_writing(request)
    if request.method == "POST" and form.is_valid():
        try:
            made, code = actions.comment(
                version,
                passage=wording.passage if wording else None,
                address=network_address(request),
                keys=keys,
                at_home=comments_at_home(request.standing),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            refused(form, refusal)
    context = reading(request, version) | {
        "form": form,
        "thanks_code": code,
        "thanks_held": bool(made and figures.for_author(made).place),
        "thanks_name": form.cleaned_data["public_name"] if code else "",
        "thanks_email": bool(code and form.cleaned_data["email"]),
        "open_passage": passage,
        "about": wording,
    }
    response = in_place(request, version, context, passage)
    if code:
        voters.remember(response, keys)
    return response


def sentences_of(request: Request, wording: Wording | None) -> tuple[str, ...]:
    """The sentences of a passage as the resident reads it, to speak of one of them.

    None of a translation: what is quoted are the words on which the three seats decide.
    """
    if wording is None or Language.of(request.GET.get("langue", "")):
        return ()
    whole = request.GET.get("texte") == "complet" or not wording.plain_text
    return quotable(wording.text if whole else wording.plain_text, QUOTE_LENGTH)


def in_place(
    request: Request, version: Version, context: dict[str, Any], passage: UUID | None
) -> HttpResponse:
    """With htmx the passage in hand alone; without, a page that holds it and nothing else."""
    context["passage"] = next((p for p in context["passages"] if p.id == passage), None)
    context["on_leaf"] = leaf_of(context["leaves"], context["passage"])
    said = version.comments.shown().filter(passage=passage).order_by("-at", "-pk")
    context["latest"] = figures.comments_of(said[:SHOWN])
    context["more"] = max(0, said.count() - SHOWN)
    status = 422 if context["form"].is_bound and not context["thanks_code"] else 200
    name = "agenda/comment_page.html"
    if request.htmx:
        return render(request, f"{name}#passage", context, status=status)
    return render(request, name, context, status=status)


def typed_words(request: Request) -> list[dict[str, str]]:
    """All the words of a comment that was sent too late, each with its label, as they were typed."""
    fields = CommentForm.base_fields
    found = []
    for name in ("text", "quote", "suggestion", "public_name", "email"):
        words = request.POST.get(name, "").replace("\x00", "")[:COMMENT_LENGTH]
        if words.strip():
            found.append({"name": name, "label": str(fields[name].label), "words": words})
    return found


def closed(request: Request, passage: UUID | None) -> HttpResponse:
    """Nothing is open: who was typing gets the text back, to copy it."""
    if request.method == "GET":
        known = request.site.passages.filter(pk=passage).exists() if passage else True
        if not known:
            raise Http404
    typed = typed_words(request)
    context = {"version": None, "typed": typed}
    if request.htmx:
        name = "agenda/consultation_none.html#passage"
        return render(request, name, context | {"passage_id": passage}, status=422)
    return render(request, "agenda/consultation_none.html", context, status=422 if typed else 200)


def followed(request: Request, secret: str) -> dict[str, Any]:
    """The comment that a code opens with what was replied, or the comment that one's reply is to."""
    comments, reply = request.site.comments, None
    mine = comments.filter(code_hash=secret).order_by("at")
    if not mine:
        reply = request.site.replies.filter(code_hash=secret).first()
        mine = comments.filter(pk=reply.comment_id).order_by("at") if reply else comments.none()
    later = request.site.versions.public().order_by("-number").first()
    found = next(iter(figures.comments_of(mine, later, reveal=reply is None)), None)
    if found is None:
        return {}
    said = reply or mine.get()
    shown = {
        "found": found,
        "reply": figures.replies_of([reply], reveal=True) if reply else (),
        "author": figures.for_author(said),
    }
    return shown | {"thread": figures.threads([found.id])[found.id]}


@requires(reads_agenda)
@require_http_methods(["GET", "POST"])
def comment_follow(request: Request) -> HttpResponse:
    """Somebody finds their comment and its answer with the code; the code never stands in an address."""
    form = FollowForm(sent(request))
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        found = followed(request, codes.hash_of(form.cleaned_data["follow_up"]))
        if not found:
            form.add_error("follow_up", _("No comment at this site has this code. Read it again?"))
    status = 422 if form.is_bound and not found else 200
    code = form.data.get("follow_up", "")
    context = {"form": form, "found": None, "code": code} | found
    return render(request, "agenda/comment_follow.html", context, status=status)
