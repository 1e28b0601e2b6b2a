"""One passage at the desk: edited in place, split, joined to another, put elsewhere, taken out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agenda import actions, figures
from agenda.forms import DraftForm, JoinForm, PassageForm, PlaceForm, SplitForm
from agenda.in_hand import wording_in_hand
from agenda.models import Draft, Wording
from agenda.putting import Suggested, put
from agenda.rules import writes_agenda
from agenda.views.desk import desk_context
from agenda.views.pages import desk_address, ids, in_hand, sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal


def written(request: Request, passage: UUID) -> Wording:
    """The passage as the version in hand words it, of this site and no other; 404 else."""
    found = in_hand_wording(request, passage)
    if found is None:
        raise Http404
    return found


def in_hand_wording(request: Request, passage: UUID) -> Wording | None:
    """The passage's wording in the version in hand; None when it is not in it (any more)."""
    version = in_hand(request)
    return wording_in_hand(version, passage) if version else None


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_edit(request: Request, passage: UUID) -> HttpResponse:
    """Edits one passage: in place with htmx, on its own page without; a conflict shows both.

    What the person had typed before and not saved is taken up again.
    """
    place = get_object_or_404(request.site.passages, pk=passage)
    wording = in_hand_wording(request, passage)
    draft = place.drafts.filter(by=request.user).first()
    if wording is None and draft is None and request.method == "GET":
        raise Http404
    form = editor(wording, passage, sent(request))
    saved, collision, resumed = False, None, None
    if request.method == "POST" and form.is_valid():
        saved, collision, form = save(request, wording, form)
    elif request.method == "GET" and draft and figures.differs(draft, wording):
        collision, form, resumed = *resume(draft, wording), draft
    suggested = suggested_in(request, form) if request.method == "GET" else None
    context = {
        "form": form,
        "collision": collision,
        "resumed": resumed,
        "suggested": suggested,
        "editing": not saved,
    } | around(request, passage, renewed=bool(saved and request.htmx))
    return answer(
        request,
        "agenda/passage_form.html",
        part="passage",
        then=desk_address(request, passage) if saved else None,
        said=_("Saved.") if saved else None,
        invalid=form.is_bound and not saved,
        **context,
    )


def editor(wording: Wording | None, passage: Any, data: Any = None, **typed: Any) -> PassageForm:
    """The form of a passage: with what was sent, or what stands there and was typed before."""
    bearings = figures.bearings(wording.version, wording) if wording else figures.Bearings()
    start = initial(wording) | typed
    return PassageForm(data, initial=start, bearings=bearings, auto_id=ids(passage))


def suggested_in(request: Request, form: PassageForm) -> Suggested | None:
    """A resident's wording, asked for in the address, put into what the editor shows; unsaved."""
    try:
        key = UUID(request.GET.get("remarque", ""))
    except ValueError:
        return None
    found = request.site.comments.shown().exclude(suggestion="").filter(pk=key).first()
    if found is None:
        return None
    for name in ("text", "plain_text"):
        new = put(form.initial.get(name) or "", found.quote, found.suggestion)
        if new is not None and (found.quote or name == "text"):
            form.initial[name] = new
            return Suggested(found.public_name, found.quote, found.suggestion, placed=True)
    return Suggested(found.public_name, found.quote, found.suggestion, placed=False)


def around(request: Request, passage: UUID, *, renewed: bool) -> dict[str, Any]:
    """The passage as it stands, who else is in it; the desk's outline where that changed too."""
    version = in_hand(request)
    passages = figures.text_of(version) if version else ()
    return (desk_context(request, version) if renewed else {}) | {
        "section": "roadmap",
        "version": version,
        "renewed": renewed,
        "passage": next((p for p in passages if p.id == passage), None),
        "passage_id": passage,
        "passage_key": str(passage),
        "aged": figures.aged(version) if version else {},
        "writers": figures.writers(version, request.user) if version else (),
        "writable": True,
    }


def resume(draft: Draft, wording: Wording | None) -> tuple[figures.Collision | None, PassageForm]:
    """What somebody had typed, ready to be gone on with; brought together with what came since."""
    typed = {name: getattr(draft, name) for name in ("heading", "text", "plain_text")}
    place, began = draft.passage_id, (draft.version_id, draft.revision)
    if wording is None or began == (wording.version_id, wording.revision):
        return None, editor(wording, place, **typed, revision=draft.revision)
    base = figures.words_kept(draft.version_id, draft.passage_id, draft.revision)
    found = figures.collision(wording, typed, base)
    proposed = {field.name: field.proposal for field in found.fields}
    return found, editor(wording, place, **proposed, revision=found.revision)


@requires(writes_agenda)
@require_POST
def passage_draft(request: Request, passage: UUID) -> HttpResponse:
    """Keeps what is being typed, for the person alone; or throws it away."""
    place = get_object_or_404(request.site.passages, pk=passage)
    version = in_hand(request) or request.site.versions.order_by("-number").first()
    if version is None:
        raise Http404
    if request.POST.get("drop") == "1":
        actions.drop_draft(place, by=request.user)
        messages.success(request, _("The draft is thrown away. The passage is as it was."))
        return HttpResponseRedirect(desk_address(request, passage))
    form = DraftForm(request.POST)
    kept = None
    if form.is_valid():
        words = dict(form.cleaned_data)
        revision = words.pop("revision")
        kept = actions.keep_draft(
            place, by=request.user, version=version, revision=revision, words=words
        )
    return answer(
        request,
        "agenda/passage_form.html",
        part="draft-note",
        then=f"{desk_address(request)}passages/{passage}/",
        passage_id=passage,
        kept_at=kept.touched_at if kept else None,
        too_long=kept is None,
    )


def save(
    request: Request, wording: Wording | None, form: PassageForm
) -> tuple[bool, figures.Collision | None, PassageForm]:
    """Whether it was saved; when somebody else was faster, both texts, and the form to show."""
    if wording is None:
        refused(form, actions.Conflict(None))
        return False, None, form
    try:
        actions.save_passage(wording, by=request.user, **form.cleaned_data)
    except actions.Conflict as conflict:
        return False, *conflicting(form, conflict)
    except Refusal as refusal:
        refused(form, refusal)
        keep_refused(request, wording, form.cleaned_data)
        return False, None, form
    return True, None, form


def keep_refused(request: Request, wording: Wording, typed: dict[str, Any]) -> None:
    """What came too late for this version is kept for the next one, where its author finds it."""
    words = {name: typed.get(name, "") for name in ("heading", "text", "plain_text")}
    actions.keep_draft(
        wording.passage,
        by=request.user,
        version=wording.version,
        revision=typed["revision"],
        words=words,
    )


def conflicting(
    form: PassageForm, conflict: actions.Conflict
) -> tuple[figures.Collision | None, PassageForm]:
    """Both texts word by word, and a form that proposes them brought together."""
    if conflict.theirs is None:
        refused(form, conflict)
        return None, form
    typed = form.cleaned_data
    theirs = conflict.theirs
    base = figures.words_kept(theirs.version_id, theirs.passage_id, typed["revision"])
    found = figures.collision(theirs, typed, base)
    proposed = {field.name: field.proposal for field in found.fields}
    chosen = {name: typed[name] for name in ("themes", "answers_to") if name in typed}
    sent_again = proposed | chosen | {"revision": str(found.revision)}
    again = editor(theirs, theirs.passage_id, sent_again)
    again.is_valid()
    return found, again


def initial(wording: Wording | None) -> dict[str, Any]:
    """What the form shows at first."""
    if wording is None:
        return {}
    names = ("heading", "text", "plain_text", "themes", "revision")
    return {name: getattr(wording, name) for name in names} | {"answers_to": wording.answers_to_id}


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
def passage_put(request: Request, passage: UUID) -> HttpResponse:
    """Elsewhere in the text: in any part, behind any passage."""
    wording = written(request, passage)
    others = [p for p in figures.text_of(wording.version) if p.id != passage]
    form = PlaceForm(sent(request), passages=others)
    if request.method == "POST" and form.is_valid():
        said = _("The passage stands in its new place.")
        if reshaped(request, form, said, actions.put_passage, wording, **form.place):
            return HttpResponseRedirect(desk_address(request, passage))
    return reshaping(request, "agenda/passage_put.html", wording, form)


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_split(request: Request, passage: UUID) -> HttpResponse:
    """Makes two of a passage, between two of its sentences."""
    wording = written(request, passage)
    form = SplitForm(sent(request), wording=wording)
    if request.method == "POST" and form.is_valid():
        said = _("One passage became two. What was said about it is shown at both.")
        if reshaped(request, form, said, actions.split_passage, wording, **form.cleaned_data):
            return HttpResponseRedirect(desk_address(request, passage))
    return reshaping(request, "agenda/passage_split.html", wording, form)


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_join(request: Request, passage: UUID) -> HttpResponse:
    """Makes one passage of two; the one that stands first stays."""
    wording = written(request, passage)
    others = list(wording.version.wordings.exclude(passage=passage).order_by("position"))
    form = JoinForm(sent(request), wording=wording, others=others)
    if request.method == "POST" and form.is_valid():
        said = _("Two passages became one. What was said about either is shown there.")
        if joined := reshaped(request, form, said, actions.merge_passages, wording, **form.joining):
            return HttpResponseRedirect(desk_address(request, joined.passage_id))
    return reshaping(request, "agenda/passage_join.html", wording, form)


def reshaped(
    request: Request, form: forms.Form, said: str, deed: Any, wording: Wording, **how: Any
) -> Wording | None:
    """What a deed made, announced; None when it was refused, with the reason on the form."""
    try:
        made: Wording = deed(wording, by=request.user, **how)
    except actions.Conflict:
        messages.error(request, _("The text has changed meanwhile: choose again."))
        return None
    except Refusal as refusal:
        refused(form, refusal)
        return None
    messages.success(request, said)
    return made


def reshaping(request: Request, template: str, wording: Wording, form: forms.Form) -> HttpResponse:
    """A page that asks how a passage is to be reshaped; anew when the text has changed."""
    if form.is_bound and not form.errors:
        return HttpResponseRedirect(request.path)
    context = {"section": "roadmap", "wording": wording, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


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
