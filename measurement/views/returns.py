"""What leaves a review: residents are told, lessons are kept and shared."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import ROLE_WORDS, Role
from governance.middleware import Request
from kit.access import requires
from kit.states import Refusal
from measurement import actions
from measurement.forms import LessonForm, ReturnForm
from measurement.forms.cycles import kind_of
from measurement.legs import role_in
from measurement.models import Lesson
from measurement.rules import reads_reviews, records_reviews
from measurement.views.cycles import cycle_form, found_cycle
from partnership.views.forms import attempt, done


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def return_add(request: Request, cycle: Any) -> HttpResponse:
    """How and when residents were told."""
    found = found_cycle(request, cycle)
    form = ReturnForm(request.POST or None, request.FILES or None)

    def tell() -> None:
        once = form.cleaned_data["once"]
        actions.return_to_residents(found, form.facts(), by=request.user, once=once)

    if attempt(form, tell):
        said = _("Written down: everybody reads how residents were told.")
        return done(request, said, found.get_absolute_url())
    return cycle_form(
        request, found, form, heading=_("Tell residents"),
        lead=_("What residents were told of the review, where and when. It is never changed: a later one stands beside it."),
        submit=_("Write it down"),
    )  # fmt: skip


@requires(reads_reviews)
@require_GET
def return_file(request: Request, cycle: Any, told: Any) -> HttpResponse:
    """The file that residents were given."""
    found = get_object_or_404(found_cycle(request, cycle).returns, pk=told)
    content = bytes(found.file or b"")
    kind = kind_of(content)
    if kind is None:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    ending = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}[kind]
    name = f"retour-{request.site.slug}-{found.on}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def lesson_add(request: Request, cycle: Any) -> HttpResponse:
    """What others may learn; it stays at the site until the site shares it."""
    found = found_cycle(request, cycle)
    form = LessonForm(request.POST or None)

    def keep() -> None:
        data = form.cleaned_data
        actions.keep_lesson(found, text=data["text"], by=request.user, once=data["once"])

    if attempt(form, keep):
        said = _("Kept at the site. One click shares it with the network, if you choose so.")
        return done(request, said, found.get_absolute_url())
    return cycle_form(
        request, found, form, heading=_("Write down a lesson"),
        lead=_("What this review taught us that another site could use."),
        submit=_("Keep it"),
    )  # fmt: skip


@requires(records_reviews)
@require_POST
def lesson_share(request: Request, cycle: Any, lesson: Any) -> HttpResponse:
    """One click: the lesson becomes a topic of the national forum."""
    found = found_cycle(request, cycle)
    kept: Lesson = get_object_or_404(found.lessons, pk=lesson)
    said = _("Shared: it is a topic of the national forum now.")
    try:
        actions.share_lesson(kept, by=request.user, role=spoken_as(request))
    except Refusal as refusal:
        said = str(refusal)
    return done(request, said, found.get_absolute_url())


def spoken_as(request: Request) -> str:
    """As what and for which site a lesson is told: « siège de l’association, Hazebrouck »."""
    words = ROLE_WORDS[Role(role_in(request.standing))]
    return f"{words}, {request.site.name}"
