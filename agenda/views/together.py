"""One answer to many comments: ticked, or all that a search finds; looked through, then given."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agenda import actions, figures
from agenda.forms import OutcomeForm
from agenda.forms.outcomes import choices_for_all
from agenda.models import Comment, Version
from agenda.rules import answers_comments
from agenda.views.comments import filters
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal

MOST = 500
NAMED = 10


@requires(answers_comments)
@require_http_methods(["GET", "POST"])
def comments_answer(request: Request) -> HttpResponse:
    """Shows what will get the answer; then gives it, leaving what was answered meanwhile."""
    chosen = ticked(request)
    if not chosen:
        messages.error(request, _("Tick at least one comment that is shown."))
        return redirect("agenda:comment-list", site=request.site.slug)
    writing = request.site.versions.filter(state=Version.State.WRITING).first()
    choices = choices_for_all(request.site.comments, [c for c, _seen in chosen], writing)
    form = OutcomeForm(sent(request), choices=choices)
    if request.method == "POST" and form.is_valid():
        picked = form.cleaned_data["merged_into"]
        joined = request.site.comments.filter(pk=picked).first() if picked else None
        try:
            done = actions.give_outcomes(chosen, by=request.user, **form.answer(joined))
        except Refusal as refusal:
            refused(form, refusal)
        else:
            tell(request, done)
            return redirect("agenda:comment-list", site=request.site.slug)
    voices = request.site.comments.filter(pk__in=[c.pk for c, _seen in chosen]).in_order()
    context = {
        "section": "roadmap",
        "form": form,
        "voices": figures.comments_of(voices),
        "seen": [f"{comment.pk}:{number}" for comment, number in chosen],
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/comments_answer.html", context, status=status)


def ticked(request: Request) -> list[tuple[Comment, int]]:
    """The comments that were ticked or found, each with the number of the answer that was seen."""
    mine = request.site.comments.select_related("version", "site")
    if request.method == "POST":
        seen = dict(pair for value in request.POST.getlist("vue") if (pair := read(value)))
        return [(c, seen[c.pk]) for c in mine.filter(pk__in=list(seen)).in_order()]
    shown = mine.filter(not_shown=None)
    if request.GET.get("toutes") == "1":
        found = filters(request).narrow(shown).order_by("at", "pk")
    else:
        keys = [pair[0] for value in request.GET.getlist("id") if (pair := read(f"{value}:0"))]
        found = shown.filter(pk__in=keys).in_order()
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
