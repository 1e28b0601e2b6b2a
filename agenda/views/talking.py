"""What others said about a passage, read by anybody, and the replies to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.network import network_address
from accounts.roles import INSIDE, SEATS, Role
from agenda import actions, figures, voters
from agenda.actions.replies import sealed_contact
from agenda.forms import LostCodeForm, ReplyForm
from agenda.models import Comment, Version
from agenda.rules import comments_at_home, comments_on_agenda, reads_agenda, writes_agenda
from agenda.views.pages import desk_address, ids, in_hand, sent
from governance.middleware import Request
from kit.access import Standing, requires
from kit.htmx import refused
from kit.states import Refusal

A_PAGE = 20
# Who holds several roles here speaks with the first of these.
BY_WEIGHT = (*SEATS, Role.DEPUTY, Role.PARTNER, Role.FACILITATOR, Role.COACH, Role.NATIONAL)


def role_here(standing: Standing) -> str:
    """The role with which somebody speaks at this site; empty for a resident."""
    held = standing.roles & INSIDE
    return next((role.value for role in BY_WEIGHT if role in held), "")


def taken_from(request: Request, version: Version) -> bool:
    """True while comments on a version are taken, from this person too."""
    spoken = not version.is_for_people or comments_at_home(request.standing)
    return version.takes_comments and spoken


def last_opened(request: Request) -> Version:
    """The version that everybody was asked about last; not found before the first time."""
    opened = request.site.versions.filter(opened_on__isnull=False).order_by("-number")
    found = opened.select_related("site").first()
    if found is None:
        raise Http404
    return found


@requires(reads_agenda)
@require_GET
def passage_voices(request: Request, passage: UUID | None = None) -> HttpResponse:
    """All that was said about one passage (or the whole text), the latest first, in pages."""
    version = last_opened(request)
    wording = get_object_or_404(version.wordings, passage=passage) if passage else None
    found = version.comments.filter(passage=passage).order_by("-at", "-pk")
    page: Any = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = figures.comments_of(page.object_list)
    context = {
        "version": version,
        "wording": wording,
        "page": page,
        "takes": taken_from(request, version),
        "threads": figures.threads(voice.id for voice in page.object_list),
        "agreeing": figures.agreements(
            [voice.id for voice in page.object_list], voters.keys_of(request)
        ),
    }
    return render(request, "agenda/passage_voices.html", context)


def said_context(request: Request, comment: UUID) -> dict[str, Any]:
    """One comment of the site with all that was replied to it, in pages."""
    found = get_object_or_404(request.site.comments.select_related("version__site"), pk=comment)
    later = request.site.versions.public().order_by("-number").first()
    mine = request.site.comments.filter(pk=found.pk).order_by("at")
    known = request.site.versions.visible_to(request.standing).exclude(state="set_aside")
    last = known.order_by("-number").first()
    page: Any = Paginator(found.replies.select_related("not_shown").order_by("at", "pk"), A_PAGE)
    page = page.get_page(request.GET.get("page"))
    replies = figures.replies_of(page.object_list)
    return {
        "comment": found,
        "version": found.version,
        "voice": figures.comments_of(mine, later)[0],
        "changes": figures.changes_of(found, last),
        "takes": taken_from(request, found.version),
        "page": page,
        "thread": figures.Thread(page.paginator.count, replies),
        "agreed": figures.agreements([comment], voters.keys_of(request))[comment],
    }


@requires(reads_agenda)
@require_GET
def comment_page(request: Request, comment: UUID) -> HttpResponse:
    """One comment, what became of it and what others replied: the address to pass on."""
    context = said_context(request, comment) | {"alone": True}
    return render(request, "agenda/said_page.html", context)


@requires(comments_on_agenda)
@require_http_methods(["GET", "POST"])
def reply_add(request: Request, comment: UUID) -> HttpResponse:
    """Somebody replies to a comment: in place under it, or on the comment's page."""
    context = said_context(request, comment)
    role = role_here(request.standing)
    form = ReplyForm(sent(request), auto_id=ids(comment), with_role=bool(role))
    made, code = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, code = actions.reply(
                context["comment"],
                role=role,
                by=request.user if role else None,
                address=network_address(request),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            refused(form, refusal)
    if made is not None:
        context = said_context(request, comment)
    context |= {
        "form": form,
        "open_reply": made is None and (context["takes"] or form.is_bound),
        "mine": figures.replies_of([made])[0] if made else None,
        "reply_code": "" if role else code,
        "role": figures.role_words(role),
        "alone": not request.htmx,
    }
    if request.htmx:
        context["thread"] = figures.threads([comment])[comment]
    status = 422 if form.is_bound and made is None else 200
    name = "agenda/said_page.html#said" if request.htmx else "agenda/said_page.html"
    return render(request, name, context, status=status)


@requires(comments_on_agenda)
@require_POST
def agreement(request: Request, comment: UUID) -> HttpResponse:
    """Somebody agrees with a comment or takes it back; in place, or back to where they read it."""
    found = get_object_or_404(request.site.comments.select_related("version__site"), pk=comment)
    keys = voters.keys_for_writing(request)
    yes, refusal = request.POST.get("agrees") == "yes", ""
    try:
        actions.agree(
            found,
            yes=yes,
            keys=keys,
            by=request.user if request.standing.signed_in else None,
            at_home=comments_at_home(request.standing),
            address=network_address(request),
        )
    except Refusal as refused_why:
        refusal = str(refused_why)
    response = answered(request, found, keys, refusal, yes=yes)
    voters.remember(response, keys)
    return response


def answered(
    request: Request, comment: Comment, keys: tuple[str, ...], refusal: str, *, yes: bool
) -> HttpResponse:
    """With htmx the button and the count; without, the list or page on which it was pressed."""
    said = _("You agree with this comment.") if yes else _("You no longer agree with this comment.")
    if request.htmx:
        context = {
            "comment_id": comment.pk,
            "agreed": figures.agreements([comment.pk], keys)[comment.pk],
            "takes": taken_from(request, comment.version),
            "refusal": refusal,
            "said": "" if refusal else said,
        }
        name = "agenda/said_page.html#agreeing"
        return render(request, name, context, status=422 if refusal else 200)
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, said)
    return redirect(f"{came_from(request, comment)}#said-{comment.pk}")


def came_from(request: Request, comment: Comment) -> str:
    """The page of the list on which the comment was read; else the comment's own page."""
    page = request.POST.get("page", "")
    if not page.isdecimal() or len(page) > 6:
        return reverse("agenda:comment-page", args=(request.site.slug, comment.pk))
    if comment.passage_id:
        address = reverse("agenda:passage-voices", args=(request.site.slug, comment.passage_id))
    else:
        address = reverse("agenda:whole-voices", args=(request.site.slug,))
    return f"{address}?page={page}" if page != "1" else address


@requires(writes_agenda)
@require_GET
def suggestion_put(request: Request, comment: UUID) -> HttpResponse:
    """From a suggested wording to the editor of its passage, where it stands ready, unsaved."""
    found = get_object_or_404(
        request.site.comments.select_related("version").exclude(suggestion=""), pk=comment
    )
    version = in_hand(request)
    if version is None or not version.is_writable:
        messages.warning(request, _("No version is being written now: begin the next one first."))
        return redirect(desk_address(request))
    then = found.version.wordings.get(passage=found.passage_id)
    now = figures.Places(version).of(then, found.quote)
    spot = now.quoted_at or (now.spots[0] if now.spots else None)
    if spot is None:
        messages.warning(request, _("The passage is no longer in the text that is being written."))
        return redirect(desk_address(request))
    address = reverse("agenda:passage-edit", args=(request.site.slug, spot.id))
    return redirect(f"{address}?remarque={found.pk}")


@requires(reads_agenda)
@require_http_methods(["GET", "POST"])
def codes_again(request: Request) -> HttpResponse:
    """Somebody lost their code and left an address: it is sent there; the page says the same to all."""
    form = LostCodeForm(sent(request))
    asked = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_codes_again(
                request.site, email=form.cleaned_data["email"], address=network_address(request)
            )
            asked = True
        except Refusal as refusal:
            refused(form, refusal)
    status = 422 if form.is_bound and not asked else 200
    context = {"form": form, "asked": asked}
    return render(request, "agenda/codes_again.html", context, status=status)


# A mail reader sends this by itself, from elsewhere, with no session: the seal says who.
@csrf_exempt
@requires(comments_on_agenda)
@require_http_methods(["GET", "POST"])
def reply_letters_stop(request: Request, seal: str) -> HttpResponse:
    """The link of a letter about replies: asks, and stops such letters when asked to."""
    contact = sealed_contact(request.site, seal)
    if contact is None:
        raise Http404
    if request.method == "POST":
        actions.stop_reply_letters(contact, by=None)
    stopped = request.method == "POST" or contact.replies_stopped_at is not None
    context = {"comment": contact.comment, "stopped": stopped}
    return render(request, "agenda/reply_letters_stop.html", context)
