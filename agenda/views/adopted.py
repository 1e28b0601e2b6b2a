"""What follows an answer: objections are met, an adoption is shown to the room and remembered."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, figures
from agenda.copies import fingerprint_of
from agenda.forms import CeremonyForm, ObjectionAnswerForm
from agenda.models import Version
from agenda.rules import answers_objections, reads_agenda, records_ceremony
from agenda.views.pages import sent
from drawing.qr import square_code
from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done


@requires(answers_objections)
@require_http_methods(["GET", "POST"])
def objection_answer(request: Request, endorsement: UUID) -> HttpResponse:
    """What the version in hand does to meet an objection or a reservation."""
    told = get_object_or_404(request.site.versions, endorsements=endorsement)
    worry = next((w for w in figures.worries(told) if w.id == endorsement), None)
    version = request.site.versions.in_hand().order_by("-number").first()
    if worry is None or version is None:
        raise Http404
    row = told.endorsements.get(pk=endorsement)
    changed = version.wordings.order_by("position") if version.number > worry.number else ()
    form = ObjectionAnswerForm(
        sent(request), passages=[(str(w.passage_id), f"{w.position}. {w.heading}") for w in changed]
    )

    def act() -> None:
        actions.answer_objection(row, version=version, by=request.user, **form.cleaned_data)

    if attempt(form, act):
        return done(request, _("Written. Everybody reads it beside the objection."), back(request))
    context = {
        "section": "roadmap", "worry": worry, "version": version, "form": form,
        "back": back(request),
    }  # fmt: skip
    return render(
        request, "agenda/objection_answer.html", context, status=422 if form.is_bound else 200
    )


def back(request: Request) -> str:
    """The page of the three answers."""
    return reverse("agenda:endorsement", kwargs={"site": request.site.slug})


def adopted_version(request: Request, number: int) -> Version:
    """A version that was adopted one day."""
    found = request.site.versions.filter(adopted_on__isnull=False).select_related("site")
    version: Version = get_object_or_404(found, number=number)
    return version


@requires(reads_agenda)
@require_GET
def ceremony(request: Request, number: int) -> HttpResponse:
    """An adopted version for the wall of the room on the day of the signing, and the record of it."""
    version = adopted_version(request, number)
    told = figures.adoption(version)
    context: dict[str, Any] = {
        "section": "roadmap",
        "adoption": told,
        "code": square_code(told.address),
        "signed": figures.groups_of(fingerprint_of(version)),
        "may_record": records_ceremony(request.standing),
    }
    return render(request, "agenda/ceremony_page.html", context)


@requires(records_ceremony)
@require_http_methods(["GET", "POST"])
def ceremony_record(request: Request, number: int) -> HttpResponse:
    """When and where the adoption was celebrated; recorded again it is a correction."""
    version = adopted_version(request, number)
    told = figures.adoption(version).ceremony
    names = ("held_on", "place", "people", "words")
    known = {name: getattr(told, name) for name in names} if told else {}
    form = CeremonyForm(sent(request), initial=known or {"held_on": version.adopted_on})

    def act() -> None:
        actions.record_ceremony(version, by=request.user, **form.cleaned_data)

    then = reverse("agenda:ceremony", kwargs={"site": request.site.slug, "number": number})
    if attempt(form, act):
        return done(request, _("The ceremony is written down."), then)
    context = {"section": "roadmap", "version": version, "form": form, "back": then}
    return render(
        request, "agenda/ceremony_record.html", context, status=422 if form.is_bound else 200
    )
