"""One answer to many comments: ticked, or all that a search finds; looked through, then given."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agenda import actions, figures
from agenda.forms import OutcomeForm
from agenda.forms.outcomes import choices_for_all
from agenda.models import Comment, Outcome, Version
from agenda.rules import answers_comments
from agenda.views.comments import filters
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal

# So many get one answer at once: more would hold up everybody else at the site for too long.
MOST = 500
NAMED = 10


@dataclass(frozen=True, slots=True)
class Lot:
    """The comments that get an answer now, each with the number of the answer that was seen.

    `more` were found beyond them and come next; `unshown` were found and get none.
    """

    chosen: list[tuple[Comment, int]]
    more: int = 0
    unshown: int = 0


@requires(answers_comments)
@require_http_methods(["GET", "POST"])
def comments_answer(request: Request) -> HttpResponse:
    """Shows what will get the answer; then gives it, leaving what was answered meanwhile."""
    lot = lot_of(request)
    chosen = lot.chosen
    if not chosen:
        messages.error(request, _("Tick at least one comment that is shown."))
        return redirect("agenda:comment-list", site=request.site.slug)
    writing = request.site.versions.filter(state=Version.State.WRITING).first()
    choices = choices_for_all(request.site.comments, [c for c, _seen in chosen], writing)
    form = OutcomeForm(sent(request), choices=choices, like=given_before(request))
    if request.method == "POST" and form.is_valid():
        picked = form.cleaned_data["merged_into"]
        joined = request.site.comments.filter(pk=picked).first() if picked else None
        try:
            done = actions.give_outcomes(chosen, by=request.user, **form.answer(joined))
        except Refusal as refusal:
            refused(form, refusal)
        else:
            tell(request, done)
            return redirect(following(request, done))
    voices = request.site.comments.filter(pk__in=[c.pk for c, _seen in chosen]).in_order()
    context = {
        "section": "roadmap",
        "form": form,
        "voices": figures.comments_of(voices),
        "seen": [f"{comment.pk}:{number}" for comment, number in chosen],
        "lot": lot,
        "most": MOST,
        "query": f"?{request.GET.urlencode()}" if asks_for_all(request) else "",
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/comments_answer.html", context, status=status)


def asks_for_all(request: Request) -> bool:
    """True when all that a search finds is answered, not what was ticked."""
    return request.GET.get("toutes") == "1"


def found_by(request: Request, after: Comment | None) -> Any:
    """What the search finds and everybody reads, the oldest first, from the one after `after` on."""
    found = filters(request).narrow(request.site.comments.filter(not_shown=None))
    if after is not None:
        found = found.filter(Q(at__gt=after.at) | Q(at=after.at, pk__gt=after.pk))
    return found.order_by("at", "pk")


def answered_until(request: Request) -> Comment | None:
    """The last comment of the lot before this one."""
    asked = read(f"{request.GET.get('apres', '')}:0")
    return request.site.comments.filter(pk=asked[0]).first() if asked else None


def given_before(request: Request) -> Outcome | None:
    """The answer that the person gave to the lot before this one: it is offered again."""
    before = answered_until(request)
    last = before.outcomes.order_by("-number").first() if before else None
    mine = last is not None and last.by_id == request.user.pk
    return last if mine and last and last.kind not in Outcome.NEVER_GIVEN else None


def lot_of(request: Request) -> Lot:
    """What was ticked, or so many of what was found that one answer at once is given to them."""
    chosen = ticked(request)
    if request.method == "POST" or not asks_for_all(request) or not chosen:
        return Lot(chosen)
    waiting = found_by(request, answered_until(request)).count()
    everything = filters(request).narrow(request.site.comments.all())
    unshown = everything.filter(not_shown__isnull=False).count()
    return Lot(chosen, more=waiting - len(chosen), unshown=unshown)


def following(request: Request, done: actions.Together) -> str:
    """Where to go on: to the next ones that were found, or back to the list."""
    ends = [*done.given, *(comment for comment, _why in done.left)]
    last = max(ends, key=lambda comment: (comment.at, comment.pk))
    if asks_for_all(request) and found_by(request, last).exists():
        asked = request.GET.dict() | {"apres": str(last.pk)}
        here = reverse("agenda:comments-answer", args=(request.site.slug,))
        return f"{here}?{urlencode(asked)}"
    return reverse("agenda:comment-list", args=(request.site.slug,))


def ticked(request: Request) -> list[tuple[Comment, int]]:
    """The comments that were ticked or found, each with the number of the answer that was seen."""
    mine = request.site.comments.select_related("version", "site")
    if request.method == "POST":
        seen = dict(pair for value in request.POST.getlist("vue") if (pair := read(value)))
        return [(c, seen[c.pk]) for c in mine.filter(pk__in=list(seen)).in_order()]
    if asks_for_all(request):
        found = found_by(request, answered_until(request)).select_related("version", "site")
    else:
        keys = [pair[0] for value in request.GET.getlist("id") if (pair := read(f"{value}:0"))]
        found = mine.filter(not_shown=None, pk__in=keys).in_order()
    numbered = found.annotate(last=Max("outcomes__number"))[:MOST]
    return [(comment, comment.last or 0) for comment in numbered]


def read(value: str) -> tuple[UUID, int] | None:
    """A comment and the answer that was seen, as the form keeps them; None for anything else."""
    key, _colon, number = value.partition(":")
    try:
        return UUID(key), int(number[:4])
    except ValueError:
        return None


def tell(request: Request, done: actions.Together) -> None:
    """What was done, and what was left with its reason."""
    count = len(done.given)
    messages.success(
        request,
        ngettext(
            "%(count)s comment has this answer. It is public, and sent where an address was left.",
            "%(count)s comments have this answer. It is public, and sent where an address was left.",
            count,
        )
        % {"count": count},
    )
    for comment, why in done.left[:NAMED]:
        messages.warning(
            request, _("%(name)s: left. %(why)s") % {"name": comment.public_name, "why": why}
        )
    if len(done.left) > NAMED:
        more = len(done.left) - NAMED
        messages.warning(request, _("And %(more)s others were left.") % {"more": more})
