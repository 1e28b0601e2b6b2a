"""The triad's page, invitations, and the end of mandates."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.rules import everybody, reads_site, signed_in
from governance import actions, figures
from governance.forms import EndForm, ExpectedEndForm, InvitationForm, TakePlaceForm
from governance.middleware import Request
from governance.models import Invitation
from governance.rules import HANDS_OVER, names_seat_holders, seats_to_read
from kit import clock
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal
from sites.models import Site

PAGE = "governance/triad_page.html"


def triad_context(request: Request, **more: Any) -> dict[str, Any]:
    """What the triad's page shows: seats, past mandates, and open invitations to those who invite."""
    may_name = names_seat_holders(request.standing)
    site = request.site
    seats = figures.triad(site)
    return {
        "section": "triad",
        "seats": seats,
        "passing": [
            (seat, at_seat("governance:succession", site, seat.seat))
            for seat in seats
            if HANDS_OVER[seat.seat](request.standing)
        ],
        "files": [
            (seat, figures.handover_address(site, seat.seat))
            for seat in seats
            if seat.seat in seats_to_read(request.standing)
        ],
        "reads": reads_site(request.standing),
        "mandates": figures.mandate_lines(site),
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
                expected_on=data["expected_on"],
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
    """The end of a deputy's mandate; a holder's ends by a succession."""
    deputies = request.site.mandates.filter(deputy=True).select_related("person")
    found = get_object_or_404(deputies, pk=mandate)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    said = _("The deputy's mandate ends on the day you chose.")
    return on_a_day(request, found, form, actions.end_mandate, said)


@requires(names_seat_holders)
def mandate_expect(request: Request, mandate: Any) -> HttpResponse:
    """Until when a mandate is expected to last."""
    found = get_object_or_404(request.site.mandates.select_related("person"), pk=mandate)
    form = ExpectedEndForm(request.POST or None, initial={"on": found.expected_on})
    said = _("Noted. The people concerned are reminded 90 and 30 days before.")
    return on_a_day(request, found, form, actions.expect_end, said)


def on_a_day(
    request: Request, mandate: Any, form: EndForm | ExpectedEndForm, act: Any, said: str
) -> HttpResponse:
    """The page of one mandate and one day; done when the form is clean and nothing stands against it."""
    if request.method == "POST" and form.is_valid():
        try:
            act(mandate, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal, beside="on")
        else:
            context = triad_context(request)
            then = triad_address(request)
            return answer(request, PAGE, part="invitations", then=then, said=said, **context)
    context = {"section": "triad", "mandate": mandate, "form": form, "ends": form.ends}
    status = 422 if form.errors else 200
    return render(request, "governance/mandate_day.html", context, status=status)


@requires(signed_in)
def invitation_accept(request: Request, secret: str) -> HttpResponse:
    """The link of an invitation: shows what it gives, and gives it when asked to."""
    invitation = figures.invitation_behind(actions.hash_of(secret))
    if invitation is None:
        raise Http404
    refusal, posted = "", request.method == "POST"
    form = TakePlaceForm(request.POST if posted else None, named=bool(request.user.name))
    if posted and form.is_valid():
        try:
            actions.accept_invitation(invitation, by=request.user, **form.cleaned_data)
            return answer(
                request,
                PAGE,
                part="invitations",
                then=where_it_begins(invitation),
                said=_("Welcome. Your place at %(site)s is recorded.") % {"site": invitation.site},
            )
        except Refusal as fault:
            refusal = str(fault)
    context = {"invitation": invitation, "refusal": refusal, "place": invitation.place()}
    wrong = refusal or form.errors
    return render(
        request,
        "governance/invitation_page.html",
        context | {"form": form},
        status=422 if wrong else 200,
    )


@requires(signed_in)
@require_GET
def rights_page(request: Request) -> HttpResponse:
    """My account: my rights, where, why and until when."""
    context = {"places": figures.places_of(request.user)}
    return render(request, "governance/rights_page.html", context)


def where_it_begins(invitation: Invitation) -> str:
    """What who takes a place reads first: the seat's handover file, or who works at the site."""
    if invitation.seat:
        return figures.handover_address(invitation.site, invitation.seat)
    return reverse("governance:triad-page", kwargs={"site": invitation.site.slug})


def triad_address(request: Request) -> str:
    return reverse("governance:triad-page", kwargs={"site": request.site.slug})


def at_seat(route: str, site: Site, seat: str) -> str:
    """The address of a page of one seat of a site."""
    return reverse(f"{route}-{seat}", kwargs={"site": site.slug})
