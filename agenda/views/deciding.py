"""What only seat holders do: open, close, send for endorsement, answer for their seat."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda import actions, figures
from agenda.forms import EndorsementForm, OpenForm
from agenda.models import Version
from agenda.rules import answers_objections, decides_agenda, reads_agenda
from agenda.views.desk import to_desk
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal
from kit.templatetags.kit import weekday

PAGE = "agenda/endorsement_page.html"
State = Version.State


@requires(decides_agenda)
@require_http_methods(["GET", "POST"])
def consultation_open(request: Request) -> HttpResponse:
    """Asks until when, then opens; the text is frozen from then on."""
    version = get_object_or_404(request.site.versions, state__in=(State.WRITING, State.OPEN))
    if request.method == "GET" and version.state == State.OPEN:
        return redirect("agenda:desk", site=request.site.slug)  # it is open: nothing is asked again
    form = OpenForm(sent(request))
    said = None
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_consultation(version, by=request.user, **form.cleaned_data)
            said = _("Version %(number)s is open to comments until %(day)s.") % {
                "number": opened.number,
                "day": weekday(opened.closes_on),
            }
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        "agenda/consultation_open.html",
        part="consultation-open",
        then=reverse("agenda:desk", kwargs={"site": request.site.slug}) if said else None,
        said=said,
        invalid=form.is_bound and said is None,
        section="roadmap",
        version=version,
        form=form,
    )


@requires(decides_agenda)
@require_http_methods(["GET", "POST"])
def consultation_close(request: Request) -> HttpResponse:
    """Closes before the last day, after asking once more."""
    version = get_object_or_404(request.site.versions, state=State.OPEN)
    if request.method == "POST":
        try:
            actions.close_consultation(version, by=request.user)
            messages.success(request, _("Comments are closed. Each one now waits for its answer."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return to_desk(request)
    context = {"section": "roadmap", "version": version}
    return render(request, "agenda/consultation_close.html", context)


@requires(decides_agenda)
@require_POST
def version_send(request: Request) -> HttpResponse:
    """Sends the version in hand to the three seats."""
    version = get_object_or_404(request.site.versions.in_hand().order_by("-number")[:1])
    try:
        actions.send_for_endorsement(version, by=request.user)
        messages.success(request, _("The three seats can now endorse this very text."))
    except actions.Unkept as refusal:
        messages.error(request, str(refusal))
        return redirect("agenda:comment-list", site=request.site.slug)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return to_desk(request)
    address = reverse("agenda:endorsement", kwargs={"site": request.site.slug})
    return HttpResponseRedirect(address)


def endorsed_version(request: Request) -> Version | None:
    """The version that awaits the seats; else the last one that they were asked about."""
    sent = request.site.versions.filter(sent_on__isnull=False).select_related("site", "based_on")
    awaiting = sent.filter(state=State.ENDORSING).first()
    return awaiting or sent.order_by("-number").first()


def endorsement_context(request: Request, form: EndorsementForm) -> dict[str, Any]:
    """The exact text that was sent, what each seat answered, and the form for who may answer now."""
    version = endorsed_version(request)
    if version is None:
        return {"section": "roadmap", "version": None}
    records = figures.seat_records(version)
    passages = figures.text_of(version)
    decides = decides_agenda(request.standing)
    newest = request.site.versions.in_hand().order_by("-number").first()
    stopped = version.state == State.REWORKING and newest == version
    return {
        "section": "roadmap",
        "version": version,
        "records": records,
        "steps": figures.steps(version, records.answers),
        "parts": figures.outline(passages),
        "groups": figures.groups_of(version.sha256),
        "worries": figures.worries(version),
        "earlier": figures.earlier_worries(version),
        "may_meet": newest is not None and answers_objections(request.standing),
        "may_send_again": stopped and decides,
        "may_answer": version.state == State.ENDORSING and decides,
        "mine": request.standing.facts.get("mandate"),
        "form": form,
    }


@requires(reads_agenda)
@require_GET
def endorsement(request: Request) -> HttpResponse:
    """The three seats' answers, for everybody."""
    return render(request, PAGE, endorsement_context(request, EndorsementForm()))


@requires(decides_agenda)
@require_POST
def endorsement_give(request: Request) -> HttpResponse:
    """The answer of who holds a seat today."""
    version = endorsed_version(request)
    if version is None:
        raise Http404
    form = EndorsementForm(request.POST)
    said = give(request, version, form)
    return answer(
        request,
        PAGE,
        part="endorsement",
        then=reverse("agenda:endorsement", kwargs={"site": request.site.slug}),
        said=said,
        invalid=said is None,
        **endorsement_context(request, EndorsementForm() if said else form),
    )


def give(request: Request, version: Version, form: EndorsementForm) -> str | None:
    """The seat's answer; what to announce, or None when the form says why not."""
    if not form.is_valid():
        return None
    try:
        actions.endorse(version, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        refused(form, refusal)
        return None
    state = endorsed_version(request)
    if state is not None and state.state == State.ADOPTED:
        return _("Version %(number)s is adopted: the three seats have endorsed it.") % {
            "number": state.number
        }
    return _("Your answer is written down, with the fingerprint of this text.")
