"""The triad's page, invitations, and the end of mandates."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.rules import everybody, signed_in
from governance import actions, figures
from governance.forms import EndForm, InvitationForm
from governance.middleware import Request
from governance.rules import names_seat_holders
from kit import clock
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal

PAGE = "governance/triad_page.html"


def triad_context(request: Request, **more: Any) -> dict[str, Any]:
    """What the triad's page shows: seats, past mandates, and open invitations to those who invite."""
    may_name = names_seat_holders(request.standing)
    site = request.site
    return {
        "section": "triad",
        "seats": figures.triad(site),
        "mandates": site.mandates.select_related("person").order_by("-starts_on", "seat"),
        "partners": site.memberships.in_force().filter(kind="partner").select_related("person"),
        "invitations": site.invitations.filter(
            accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()
        ).order_by("-created_at")
        if may_name
        else [],
        "may_name": may_name,
        "form": InvitationForm() if may_name else None,
    } | more


@requires(everybody)
@require_GET
def triad_page(request: Request) -> HttpResponse:
    return render(request, PAGE, triad_context(request))


@requires(names_seat_holders)
@require_POST
def invitation_send(request: Request) -> HttpResponse:
    form = InvitationForm(request.POST)
    said = None
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.invite(
                request.site,
                email=data["email"],
                by=request.user,
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                function=data["function"],
                organisation=data["organisation"],
                **form.place_fields(),
            )
            said = _("The invitation has been sent to %(email)s. The link works for 14 days.") % {
                "email": data["email"]
            }
            form = InvitationForm()
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        PAGE,
        part="invitations",
        then=triad_address(request),
        said=said,
        invalid=form.is_bound,
        **triad_context(request, form=form),
    )


@requires(names_seat_holders)
@require_POST
def invitation_withdraw(request: Request, invitation: Any) -> HttpResponse:
    found = get_object_or_404(request.site.invitations, pk=invitation)
    try:
        actions.withdraw_invitation(found, by=request.user)
        said = _("The invitation has been withdrawn: its link no longer works.")
    except Refusal as refusal:
        said = str(refusal)
    return answer(
        request,
        PAGE,
        part="invitations",
        then=triad_address(request),
        said=said,
        **triad_context(request),
    )


@requires(names_seat_holders)
def mandate_end(request: Request, mandate: Any) -> HttpResponse:
    found = get_object_or_404(request.site.mandates.select_related("person"), pk=mandate)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_mandate(found, by=request.user, **form.cleaned_data)
            return answer(
                request,
                PAGE,
                part="invitations",
                then=triad_address(request),
                said=_(
                    "The mandate ends on the day you chose. The seat is then vacant until somebody takes it."
                ),
                **triad_context(request),
            )
        except Refusal as refusal:
            refused(form, refusal)
    context = {"section": "triad", "mandate": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "governance/mandate_confirm.html", context, status=status)


@requires(signed_in)
def invitation_accept(request: Request, secret: str) -> HttpResponse:
    """The link of an invitation: shows what it gives, and gives it when asked to."""
    invitation = figures.invitation_behind(actions.hash_of(secret))
    if invitation is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation, by=request.user)
            return answer(
                request,
                PAGE,
                part="invitations",
                then=reverse("governance:triad-page", kwargs={"site": invitation.site.slug}),
                said=_("Welcome. Your place at %(site)s is recorded.") % {"site": invitation.site},
            )
        except Refusal as fault:
            refusal = str(fault)
    context = {"invitation": invitation, "refusal": refusal, "place": invitation.place()}
    return render(
        request, "governance/invitation_page.html", context, status=422 if refusal else 200
    )


@requires(signed_in)
@require_GET
def rights_page(request: Request) -> HttpResponse:
    """My account: my rights, where, why and until when."""
    context = {"places": figures.places_of(request.user), "today": clock.today()}
    return render(request, "governance/rights_page.html", context)


def triad_address(request: Request) -> str:
    return reverse("governance:triad-page", kwargs={"site": request.site.slug})
