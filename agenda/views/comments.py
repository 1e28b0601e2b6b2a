"""All that was said at a site, with what became of it; the triad answers here."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, export, figures
from agenda.forms import OutcomeForm
from agenda.forms.listing import CommentFilterForm
from agenda.forms.outcomes import choices_for
from agenda.models import Comment, Version
from agenda.rules import answers_comments, reads_agenda
from agenda.views.pages import ids, sent
from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.htmx import answer, refused
from kit.sheets import download
from kit.states import Refusal

PAGE = "agenda/comment_list.html"
A_PAGE = 20
WAITING = "suite=attente"


def counted(request: Request, *, waiting: bool) -> dict[str, Any]:
    """How many were said and answered, and the two ways of listing them."""
    counts = figures.voices([request.site])[request.site.pk]
    address = reverse("agenda:comment-list", kwargs={"site": request.site.slug})
    switch = [
        {"name": _("All (%(n)s)") % {"n": counts.total}, "url": address, "current": not waiting},
        {
            "name": _("Waiting (%(n)s)") % {"n": counts.waiting},
            "url": f"{address}?{WAITING}",
            "current": waiting,
        },
    ]
    return {"voices": counts, "switch": switch, "waiting": waiting}


def filters(request: Request) -> CommentFilterForm:
    """Which comments are looked for; an address of before still finds those that wait."""
    data = request.GET.copy()
    if data.get("a-traiter") == "1":
        data["suite"] = "attente"
    opened = request.site.versions.filter(opened_on__isnull=False).order_by("-number")
    numbers = list(opened.values_list("number", flat=True))
    return CommentFilterForm(
        data,
        numbers=numbers,
        themes=figures.comment_themes(request.site),
        passages=figures.commented_passages(request.site),
    )


@requires(reads_agenda)
@require_GET
def comments_file(request: Request, kind: str) -> HttpResponse:
    """The comments that are looked for, all pages of them, as a spreadsheet for everybody."""
    found = filters(request).narrow(request.site.comments.all())
    name = f"remarques-{request.site.slug}-{clock.today().isoformat()}"
    voices = figures.comments_of(found)
    return download(kind, name, export.table(voices, figures.later_places(request.site, voices)))


def unnamed(request: Request) -> tuple[figures.Unproven, ...]:
    """The kept comments that hold up the sending: their words are still to be named.

    Of the version in writing, or of one that an objection sent back.
    """
    if not answers_comments(request.standing):
        return ()
    back = Q(state=Version.State.REWORKING, sent_on__isnull=False)
    held = request.site.versions.filter(Q(state=Version.State.WRITING) | back)
    found = held.select_related("site").order_by("-number").first()
    return figures.unproven(found) if found else ()


def listing(request: Request) -> dict[str, Any]:
    """A page of comments, the latest first; those that wait, on request."""
    site = request.site
    form = filters(request)
    asked = form.asked()
    found = form.narrow(site.comments.all())
    page: Any = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    later = site.versions.public().order_by("-number").first()
    answers = answers_comments(request.standing)
    page.object_list = figures.comments_of(page.object_list, later, reveal=answers)
    context = {
        "section": "roadmap",
        "page": page,
        "answers": answers,
        "unnamed": unnamed(request),
        "form": form,
        "narrows": bool(asked),
        "query": f"?{urlencode(asked)}" if asked else "",
        "kept": f"{urlencode(asked)}&" if asked else "",
        "file": reverse("agenda:comments-xlsx", args=(site.slug,)).removesuffix("xlsx"),
        "told": form.last,
    }
    return context | counted(request, waiting=asked == {"suite": "attente"})


@requires(reads_agenda)
@require_GET
def comment_list(request: Request) -> HttpResponse:
    return render(request, PAGE, listing(request))


@requires(answers_comments)
@require_http_methods(["GET", "POST"])
def comment_answer(request: Request, comment: UUID) -> HttpResponse:
    """Says what became of one comment: in place at the desk and in the list, or on its own page."""
    found = get_object_or_404(request.site.comments.select_related("version"), pk=comment)
    form, said = answered(request, found)
    later = request.site.versions.public().order_by("-number").first()
    mine = request.site.comments.filter(pk=found.pk).order_by("at")
    voice = figures.comments_of(mine, later, reveal=True)[0]
    if said and request.htmx and at_desk(request):
        messages.success(request, said)
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {
        "section": "roadmap",
        "voice": voice,
        "form": form,
        "history": figures.outcome_history(found)[1:],
        "answers": True,
        "open_voice": said is None,
        "recount": bool(said and at_list(request)),
    } | counted(request, waiting=WAITING in (request.htmx.current_url or ""))
    return answer(
        request,
        "agenda/comment_answer.html",
        part="voice",
        then=f"{reverse('agenda:comment-list', kwargs={'site': request.site.slug})}#voice-{found.pk}"
        if said
        else None,
        said=said,
        invalid=form.is_bound and said is None,
        **context,
    )


def answered(request: Request, found: Comment) -> tuple[OutcomeForm, str | None]:
    """The form of an answer, and what to announce once it was given."""
    form = answer_form(request, found)
    if request.method != "POST" or not form.is_valid():
        return form, None
    try:
        answer_comment(request, found, form)
    except actions.Answered as refusal:
        form = answer_form(request, found, seen=refusal.theirs.number)
        refused(form, refusal)
    except Refusal as refusal:
        refused(form, refusal)
    else:
        said = _("%(name)s has an answer. It is public, and sent if an address was left.")
        return form, said % {"name": found.public_name}
    return form, None


def answer_form(request: Request, comment: Comment, seen: int | None = None) -> OutcomeForm:
    """The form of an answer; `seen`: it is shown again below another answer, which was not seen."""
    data = sent(request)
    if data is not None and seen is not None:
        data = data.copy()
        data["seen"] = str(seen)
    last = comment.outcomes.order_by("-number").values_list("number", flat=True).first()
    choices = choices_for(request.site.comments, comment, figures.version_after(comment))
    return OutcomeForm(data, auto_id=ids(comment.pk), choices=choices, seen=last or 0)


def answer_comment(request: Request, comment: Comment, form: OutcomeForm) -> None:
    """Gives the answer that was typed."""
    chosen = form.cleaned_data["merged_into"]
    joined = request.site.comments.filter(pk=chosen).first() if chosen else None
    actions.give_outcome(
        comment, by=request.user, seen=form.cleaned_data["seen"], **form.answer(joined)
    )


def at_list(request: Request) -> bool:
    """True when the answer was given in the list, whose counts change with it."""
    here = reverse("agenda:comment-list", kwargs={"site": request.site.slug})
    return (request.htmx.current_url_abs_path or "").partition("?")[0] == here


def at_desk(request: Request) -> bool:
    """True when the answer was given at the writing desk, whose counters all change with it."""
    desk = reverse("agenda:desk", kwargs={"site": request.site.slug})
    return (request.htmx.current_url_abs_path or "").startswith(desk)
