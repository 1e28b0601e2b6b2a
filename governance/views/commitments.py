"""What the seats of a site have promised."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import reads_site
from governance import actions, figures
from governance.forms import CommitmentForm, SettleForm
from governance.middleware import Request
from governance.rules import keeps_commitments
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "governance/commitment_list.html"


def list_context(request: Request, **more: Any) -> dict[str, Any]:
    """The promises of the site; the form for who holds a seat or stands in."""
    may_keep = keeps_commitments(request.standing)
    return {
        "section": "triad",
        "commitments": figures.commitments(request.site),
        "my_seat": request.standing.facts["mandate"].seat if may_keep else "",
        "form": CommitmentForm() if may_keep else None,
    } | more


@requires(reads_site)
@require_safe
def commitment_list(request: Request) -> HttpResponse:
    return render(request, PAGE, list_context(request))


@requires(keeps_commitments)
@require_POST
def commitment_make(request: Request) -> HttpResponse:
    form, said = CommitmentForm(request.POST), None
    if form.is_valid():
        seat = request.standing.facts["mandate"].seat
        try:
            actions.make_commitment(request.site, by=request.user, seat=seat, **form.cleaned_data)
            said = _("The commitment is noted. It stays with the seat when people change.")
            form = CommitmentForm()
        except Refusal as refusal:
            refused(form, refusal)
    context = list_context(request, form=form)
    return answer(
        request,
        PAGE,
        part="commitments",
        then=address(request),
        said=said,
        invalid=form.is_bound,
        **context,
    )


@requires(keeps_commitments)
def commitment_settle(request: Request, commitment: Any) -> HttpResponse:
    """Kept or given up, by the seat that made the promise."""
    mine = request.site.commitments.filter(seat=request.standing.facts["mandate"].seat)
    found = get_object_or_404(mine, pk=commitment)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["outcome"] == SettleForm.KEPT
        try:
            actions.settle_commitment(
                found, by=request.user, kept=kept, reason=form.cleaned_data["reason"]
            )
            said = _("Noted.")
            context = list_context(request)
            return answer(
                request, PAGE, part="commitments", then=address(request), said=said, **context
            )
        except Refusal as refusal:
            refused(form, refusal)
    context = {"section": "triad", "commitment": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "governance/commitment_settle.html", context, status=status)


def address(request: Request) -> str:
    return reverse("governance:commitment-list", kwargs={"site": request.site.slug})
