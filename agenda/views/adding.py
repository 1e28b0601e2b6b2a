"""A passage that is being added: kept while it is typed, taken up again at the next visit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agenda import actions, figures
from agenda.forms import NewDraftForm, NewPassageForm
from agenda.models import Draft, Version, Wording
from agenda.rules import writes_agenda
from agenda.views.pages import desk_address, in_hand, sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "agenda/passage_add.html"
TYPED = ("section", "strategy", "heading", "text", "plain_text", "once")


def begun(request: Request, version: Version) -> tuple[figures.Unsaved, ...]:
    """The new passages that the person began to write here and did not add."""
    return tuple(d for d in figures.unsaved(version, request.user) if d.once)


def taken_up(request: Request) -> Draft | None:
    """The draft that the address names, of this person at this site."""
    return figures.new_draft(request.site, request.user, request.GET.get("brouillon", "")[:64])


@requires(writes_agenda)
@require_http_methods(["GET", "POST"])
def passage_add(request: Request) -> HttpResponse:
    """A new passage, at the end of its part; what was begun before is offered."""
    version = in_hand(request)
    if version is None:
        raise Http404
    draft = taken_up(request) if request.method == "GET" else None
    start = {name: getattr(draft, name) for name in TYPED} if draft else {}
    form = NewPassageForm(sent(request), initial=start, bearings=figures.bearings(version))
    added = None
    if request.method == "POST" and form.is_valid():
        added = add(request, version, form)
    return answer(
        request,
        PAGE,
        part="passage-add",
        then=desk_address(request, added.passage_id) if added else None,
        said=_("The passage is in the text.") if added else None,
        invalid=form.is_bound and added is None,
        section="roadmap",
        version=version,
        form=form,
        passage_id="new",
        draft=draft,
        begun=() if draft or form.is_bound else begun(request, version),
    )


def add(request: Request, version: Version, form: NewPassageForm) -> Wording | None:
    """The passage that was added; None when it was refused: what was typed is kept for later."""
    data = form.cleaned_data
    try:
        return actions.add_passage(version, by=request.user, **data)
    except Refusal as refusal:
        refused(form, refusal)
    words: dict[str, Any] = {name: data[name] for name in TYPED if name != "once"}
    actions.keep_draft(None, by=request.user, version=version, words=words, once=data["once"])
    return None


@requires(writes_agenda)
@require_POST
def passage_add_draft(request: Request) -> HttpResponse:
    """Keeps what is being typed into a new passage, for the person alone; or throws it away."""
    version = in_hand(request) or request.site.versions.order_by("-number").first()
    if version is None:
        raise Http404
    form = NewDraftForm(request.POST)
    address = reverse("agenda:passage-add", kwargs={"site": request.site.slug})
    kept = None
    if form.is_valid():
        words = dict(form.cleaned_data)
        once = words.pop("once")
        if request.POST.get("drop") == "1":
            actions.drop_draft(None, by=request.user, once=once)
            messages.success(request, _("The draft is thrown away."))
            return HttpResponseRedirect(address)
        if any(words[name] for name in ("heading", "text", "plain_text")):
            kept = actions.keep_draft(
                None, by=request.user, version=version, words=words, once=once
            )
    return answer(
        request,
        PAGE,
        part="draft-note",
        then=address,
        passage_id="new",
        kept_at=kept.touched_at if kept else None,
        too_long=not form.is_valid(),
    )
