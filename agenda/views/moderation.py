"""Deciding what is shown of what residents say; its author may take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agenda import actions, codes, figures
from agenda.forms import FollowForm, ModerationForm
from agenda.forms.moderation import HIDE
from agenda.models import Comment
from agenda.rules import comments_on_agenda, moderates
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal


@requires(moderates)
@require_http_methods(["GET", "POST"])
def comment_moderate(request: Request, comment: UUID) -> HttpResponse:
    """Shows one comment whole, with what was decided so far, and takes the next decision."""
    found = get_object_or_404(request.site.comments.select_related("not_shown"), pk=comment)
    place = getattr(getattr(found, "not_shown", None), "kind", "")
    form = ModerationForm(sent(request), place=place)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, decided(found, form.cleaned_data, place, request.user))
            address = reverse("agenda:comment-list", kwargs={"site": request.site.slug})
            return redirect(f"{address}#voice-{found.pk}")
        except Refusal as refusal:
            refused(form, refusal)
    mine = request.site.comments.filter(pk=found.pk).order_by("at")
    context = {
        "section": "roadmap",
        "voice": figures.comments_of(mine, reveal=True)[0],
        "history": figures.decisions_about(found),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/comment_moderate.html", context, status=status)


def decided(comment: Comment, said: dict[str, Any], place: str, by: Any) -> str:
    """Takes the decision of the form; what to announce."""
    if said["decision"] == HIDE:
        actions.hide(comment, ground=said["ground"], reason=said["reason"], by=by)
        return _(
            "The comment is hidden. Its author reads why, and may ask another person to decide."
        )
    if place == "hidden":
        actions.show_again(comment, reason=said["reason"], by=by)
        return _("The comment is shown again. Its author is told.")
    actions.let_through(comment, by=by)
    return _("Everybody reads the comment.")


@requires(comments_on_agenda)
@require_POST
def comment_withdraw(request: Request) -> HttpResponse:
    """The author takes their own comment back, with its code, after being asked once more."""
    form = FollowForm(request.POST)
    mine = request.site.comments.none()
    if form.is_valid():
        secret = codes.hash_of(form.cleaned_data["follow_up"])
        mine = request.site.comments.filter(code_hash=secret)
    found = get_object_or_404(mine.select_related("not_shown"))
    said = refusal = ""
    if request.POST.get("sure"):
        try:
            actions.withdraw(found)
            said = _("Your comment is withdrawn: nobody outside the site reads it any more.")
        except Refusal as fault:
            refusal = str(fault)
    context = {
        "voice": figures.comments_of(mine.order_by("at"), reveal=True)[0],
        "code": form.cleaned_data["follow_up"],
        "said": said,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "agenda/comment_withdraw.html", context, status=status)
