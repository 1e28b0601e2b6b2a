"""What residents may do about what is shown: report it, take their own words back, appeal."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.network import network_address
from agenda import actions, codes, figures
from agenda.forms import AppealForm, FollowForm, ReportForm
from agenda.models import Comment, Reply
from agenda.rules import comments_on_agenda, reads_agenda
from agenda.views.moderation import said_context, what_was_said
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal


@requires(comments_on_agenda)
@require_http_methods(["GET", "POST"])
def said_report(
    request: Request, comment: UUID | None = None, reply: UUID | None = None
) -> HttpResponse:
    """Anybody reports a comment or a reply: the ground, words, an address to be told; then the receipt."""
    said = what_was_said(request, comment, reply)
    form = ReportForm(sent(request))
    made = None
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        address = network_address(request)
        try:
            made = actions.report(said, address=address, by=by, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
    context = said_context(said, reveal=False) | {
        "form": form,
        "made": made,
        "told": bool(made and form.cleaned_data["email"]),
    }
    status = 422 if form.is_bound and made is None else 200
    return render(request, "agenda/said_report.html", context, status=status)


def my_words(request: Request, follow_up: str) -> Comment | Reply:
    """What its author opens with the code, a comment or a reply of this site."""
    secret = codes.hash_of(follow_up)
    rows: tuple[Any, ...] = (
        request.site.comments.select_related("version", "not_shown"),
        request.site.replies.select_related("comment__version", "not_shown"),
    )
    for found in rows:
        said: Comment | Reply | None = found.filter(code_hash=secret).first()
        if said is not None:
            return said
    raise Http404


@requires(comments_on_agenda)
@require_POST
def comment_withdraw(request: Request) -> HttpResponse:
    """The author takes their own words back, with their code, after being asked once more."""
    form = FollowForm(request.POST)
    said = my_words(request, form.cleaned_data["follow_up"] if form.is_valid() else "")
    done, refusal = False, ""
    if request.POST.get("sure"):
        try:
            actions.withdraw(said)
            done = True
        except Refusal as fault:
            refusal = str(fault)
    said = my_words(request, form.cleaned_data["follow_up"])
    context = said_context(said, reveal=True) | {
        "author": figures.for_author(said),
        "code": form.cleaned_data["follow_up"],
        "done": done,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "agenda/comment_withdraw.html", context, status=status)


@requires(comments_on_agenda)
@require_POST
def appeal_make(request: Request) -> HttpResponse:
    """The author of what was hidden says why it should be shown; the code proves who asks."""
    asked = FollowForm(request.POST)
    code = asked.cleaned_data["follow_up"] if asked.is_valid() else ""
    said = my_words(request, code)
    form = AppealForm(
        request.POST if "words" in request.POST else None, initial={"follow_up": code}
    )
    if form.is_bound and form.is_valid():
        try:
            actions.appeal(said, words=form.cleaned_data["words"])
        except Refusal as refusal:
            refused(form, refusal)
    context = said_context(said, reveal=True) | {
        "author": figures.for_author(said),
        "form": form,
        "done": form.is_bound and form.is_valid(),
    }
    status = 422 if form.is_bound and not context["done"] else 200
    return render(request, "agenda/appeal_make.html", context, status=status)


@requires(reads_agenda)
@require_GET
def moderation_rules(request: Request) -> HttpResponse:
    """How comments are moderated here: the rule in force, the grounds, what was decided, in numbers."""
    context = {"section": "roadmap", "practice": figures.practice(request.site)}
    return render(request, "agenda/moderation_rules.html", context)
