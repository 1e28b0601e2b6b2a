"""The writing desk: the text in the middle, edited passage by passage, voices beside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda import actions, figures
from agenda.differences import words
from agenda.forms import NewPassageForm, PassageForm
from agenda.models import Version, Wording
from agenda.rules import decides_agenda, writes_agenda
from agenda.views.pages import ids, in_hand, sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "agenda/desk.html"
State = Version.State


def desk_address(request: Request, passage: Any = None) -> str:
    address = reverse("agenda:desk", kwargs={"site": request.site.slug})
    return f"{address}?passage={passage}#passage-{passage}" if passage else address


def chosen(request: Request) -> UUID | None:
    """The passage named in the address, if it is one."""
    try:
        return UUID(request.GET.get("passage", ""))
    except ValueError:
        return None


def desk_context(request: Request, version: Version | None, hand: UUID | None) -> dict[str, Any]:
    """All that stands on the desk: text, outline, the passage in hand and what was said of it."""
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
        "current": current,
        "said_here": figures.comments_of(said, version),
        "waiting_by": waiting_by_passage(spoken, places) if spoken and places else {},
        "voices": figures.voices([site])[site.pk],
        "steps": figures.steps(version) if version else (),
        "decides": decides_agenda(request.standing),
        "edited": None,
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
    return render(request, PAGE, desk_context(request, version, chosen(request)))


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
    return HttpResponseRedirect(desk_address(request))


def written(request: Request, passage: UUID) -> Wording:
    """The passage as the version in hand words it, of this site and no other; 404 else."""
    found = in_hand_wording(request, passage)
    if found is None:
        raise Http404
    return found


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_edit(request: Request, passage: UUID) -> HttpResponse:
    """Edits one passage: in place with htmx, on its own page without; a conflict shows both."""
    get_object_or_404(request.site.passages, pk=passage)
    wording = in_hand_wording(request, passage)
    if wording is None and request.method == "GET":
        raise Http404
    form = PassageForm(sent(request), initial=initial(wording), auto_id=ids(passage))
    saved, theirs = False, None
    if request.method == "POST" and form.is_valid():
        saved, theirs, form = save(request, wording, form)
    context = {
        "section": "roadmap",
        "form": form,
        "passage": passage_figure(request, passage),
        "passage_id": passage,
        "passage_key": str(passage),
        "theirs": theirs,
        "changes": words(theirs.text, form.data.get("text", "")) if theirs else (),
        "editing": not saved,
        "writable": True,
    }
    return answer(
        request,
        "agenda/passage_form.html",
        part="passage",
        then=desk_address(request, passage) if saved else None,
        said=_("Saved.") if saved else None,
        invalid=form.is_bound and not saved,
        **context,
    )


def save(
    request: Request, wording: Wording | None, form: PassageForm
) -> tuple[bool, Wording | None, PassageForm]:
    """Whether it was saved, what stands there when somebody else was faster, and the form to show."""
    if wording is None:
        return False, None, conflicting(form, actions.Conflict(None))
    try:
        actions.save_passage(wording, by=request.user, **form.cleaned_data)
    except actions.Conflict as conflict:
        return False, conflict.theirs, conflicting(form, conflict)
    except Refusal as refusal:
        refused(form, refusal)
        return False, None, form
    return True, None, form


def in_hand_wording(request: Request, passage: UUID) -> Wording | None:
    """The passage's wording in the version in hand; None when it is not in it (any more)."""
    version = in_hand(request)
    if version is None:
        return None
    found = version.wordings.select_related("version__site", "passage")
    return found.filter(passage=passage).first()


def initial(wording: Wording | None) -> dict[str, Any]:
    """What the form shows at first."""
    if wording is None:
        return {}
    names = ("heading", "text", "plain_text", "revision")
    return {name: getattr(wording, name) for name in names}


def conflicting(form: PassageForm, conflict: actions.Conflict) -> PassageForm:
    """The form with the writer's words and the revision of what now stands there."""
    data: Any = dict(form.data.items())
    if conflict.theirs is not None:
        data["revision"] = str(conflict.theirs.revision)
    again = PassageForm(data, auto_id=form.auto_id)
    again.is_valid()
    refused(again, conflict)
    return again


def passage_figure(request: Request, passage: UUID) -> figures.PassageFigure | None:
    """The passage as it now stands in the version in hand."""
    version = in_hand(request)
    passages = figures.text_of(version) if version else ()
    return next((p for p in passages if p.id == passage), None)


def newest(request: Request) -> int:
    """The number of the version in hand; 0, which none has, when there is none."""
    version = in_hand(request)
    return version.number if version else 0


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_add(request: Request) -> HttpResponse:
    """A new passage, at the end of its part."""
    version = get_object_or_404(request.site.versions, number=newest(request))
    form = NewPassageForm(sent(request))
    added = None
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_passage(version, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        "agenda/passage_add.html",
        part="passage-add",
        then=desk_address(request, added.passage_id) if added else None,
        said=_("The passage is in the text.") if added else None,
        invalid=form.is_bound and added is None,
        section="roadmap",
        version=version,
        form=form,
    )


@requires(writes_agenda)
@require_POST
def passage_move(request: Request, passage: UUID) -> HttpResponse:
    """One place up or down in its part."""
    wording = written(request, passage)
    try:
        actions.move_passage(wording, by=request.user, up=request.POST.get("up") == "1")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(desk_address(request, passage))


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_remove(request: Request, passage: UUID) -> HttpResponse:
    """Takes a passage out of the text, after asking once more."""
    wording = written(request, passage)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        try:
            number = int(revision) if revision.isdecimal() and len(revision) < 9 else 0
            actions.remove_passage(wording, by=request.user, revision=number)
            messages.success(request, _("The passage is out of the text. Its words are kept."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(desk_address(request))
    context = {"section": "roadmap", "wording": wording}
    return render(request, "agenda/passage_confirm.html", context)
