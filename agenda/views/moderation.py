"""Deciding what is shown of what residents say: the queue, one decision, an appeal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, figures
from agenda.forms import AppealAnswerForm, ModerationForm
from agenda.forms.moderation import HIDE, SHOW
from agenda.models import Comment, Reply
from agenda.rules import decides_appeals, moderates
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal

A_PAGE = 20


def what_was_said(request: Request, comment: UUID | None, reply: UUID | None) -> Comment | Reply:
    """A comment or a reply of this site; one of another site is not there."""
    rows: Any = request.site.replies if reply else request.site.comments
    more = ("comment__version", "comment__site") if reply else ("version",)
    found: Comment | Reply = get_object_or_404(
        rows.select_related("site", "not_shown", *more), pk=reply or comment
    )
    return found


def place_of(said: Comment | Reply) -> str:
    """Where it stands now: empty while everybody may read it."""
    return getattr(getattr(said, "not_shown", None), "kind", "")


def said_context(said: Comment | Reply, *, reveal: bool) -> dict[str, Any]:
    """What was said and what was decided about it, for a page about it alone."""
    comment = said.comment if isinstance(said, Reply) else said
    return {
        "section": "roadmap",
        "shown": figures.shown_of(said, reveal=reveal),
        "said_at": said.at,
        "comment_id": comment.pk,
        "version": comment.version,
        "is_reply": isinstance(said, Reply),
    }


@requires(decides_appeals)
@require_GET
def moderation_queue(request: Request) -> HttpResponse:
    """What waits for a decision of this person here, the oldest first.

    For the triad and its deputies that is all; for the national team the appeals that nobody at
    the site can decide, and nothing else.
    """
    here = moderates(request.standing)
    waiting = request.site.tomoderate_set.all() if here else figures.left_to_nation(request.site)
    page: Any = Paginator(waiting.order_by("at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = figures.cases(page.object_list)
    context = {"section": "roadmap", "page": page, "moderates": here}
    return render(request, "agenda/moderation_queue.html", context)


@requires(moderates)
@require_http_methods(["GET", "POST"])
def said_moderate(
    request: Request, comment: UUID | None = None, reply: UUID | None = None
) -> HttpResponse:
    """Shows a comment or a reply whole, with what was decided so far, and takes the next decision."""
    said = what_was_said(request, comment, reply)
    place = place_of(said)
    form = ModerationForm(sent(request), place=place)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, decided(said, form.cleaned_data, place, request.user))
            return redirect("agenda:moderation-queue", site=request.site.slug)
        except Refusal as refusal:
            refused(form, refusal)
    context = said_context(said, reveal=True) | {
        "history": figures.decisions_about(said),
        "reports": figures.reports_of(said),
        "appeal": actions.open_appeal(said),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/said_moderate.html", context, status=status)


def decided(said: Comment | Reply, data: dict[str, Any], place: str, by: Any) -> str:
    """Takes the decision of the form; what to announce."""
    if data["decision"] == HIDE:
        actions.hide(said, ground=data["ground"], reason=data["reason"], by=by)
        return _(
            "The comment is hidden. Its author reads why, and may ask another person to decide."
        )
    if place == "hidden":
        actions.show_again(said, reason=data["reason"], by=by)
        return _("The comment is shown again. Its author is told.")
    actions.let_through(said, by=by)
    return _("Everybody reads the comment.")


@requires(decides_appeals)
@require_http_methods(["GET", "POST"])
def appeal_decide(request: Request, appeal: UUID) -> HttpResponse:
    """What was hidden, why, and what its author answers; another person than who hid decides."""
    found = figures.appeal_at(request.site, appeal)
    if found is None:
        raise Http404
    hid = found.decision
    said = what_was_said(request, hid.comment_id, hid.reply_id)
    form = AppealAnswerForm(sent(request))
    if request.method == "POST" and form.is_valid():
        shows = form.cleaned_data["decision"] == SHOW
        reason = form.cleaned_data["reason"]
        try:
            actions.decide_appeal(found, shows=shows, reason=reason, by=request.user)
            messages.success(request, _("The appeal is decided. Its author is told."))
            return redirect("agenda:moderation-queue", site=request.site.slug)
        except Refusal as refusal:
            refused(form, refusal)
    others = figures.deciders(request.site, hid.by)
    mine = request.user in others or (not others and request.user != hid.by)
    reads = mine or moderates(request.standing)
    context = said_context(said, reveal=reads) | {
        "reads": reads,
        "appeal": found,
        "history": figures.decisions_about(said),
        "form": form,
        "others": others,
        "mine": mine,
        "queue": reverse("agenda:moderation-queue", kwargs={"site": request.site.slug}),
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/appeal_decide.html", context, status=status)
