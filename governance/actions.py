"""Every change of who sits where: dated, journalled, refused where two would sit at once."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, clean_address
from governance import events
from governance.models import Invitation, Mandate, Membership, Seat
from journal.actions import record, write_letter
from kit import clock
from kit.states import Refusal
from sites.models import ResourceCentre, Site

INVITATION_DAYS = 14


@transaction.atomic
def begin_mandate(
    site: Site,
    *,
    seat: str,
    person: User,
    starts_on: date,
    by: User | None,
    ends_on: date | None = None,
    deputy: bool = False,
    function: str = "",
    organisation: str = "",
) -> Mandate:
    """Somebody takes a seat, or becomes its deputy, from a first day on.

    Refused when the mandate would end before it begins, when the seat is held in that time
    (the database sees to it), or when the person already sits at this site.
    """
    refuse_wrong_days(starts_on, ends_on)
    mandate = Mandate(
        site=site,
        seat=seat,
        person=person,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        function=function,
        organisation=organisation,
    )
    save_where_free(mandate)
    kind = events.DeputyNamed if deputy else events.MandateBegun
    fact = kind(
        seat=str(Seat(seat).label), holder=str(person), starts_on=starts_on, ends_on=ends_on
    )
    record(fact, by=by, site=site, about=mandate)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, on: date, reason: str = "") -> Mandate:
    """The mandate's last day is set; from the day after, the person has no right from it.

    A day before the mandate's first is refused, and so is a change of a mandate that has
    already ended: what somebody did while in office keeps its author.
    """
    mandate = Mandate.objects.locked().select_related("person", "site").get(pk=mandate.pk)
    if on < mandate.starts_on:
        raise Refusal(_("The mandate would end before it begins."))
    if mandate.ends_on and mandate.ends_on < clock.today():
        raise Refusal(_("This mandate has already ended."))
    mandate.ends_on, mandate.end_reason = on, reason
    save_where_free(mandate, update_fields=["ends_on", "end_reason"])
    fact = events.MandateEnded(
        seat=mandate.get_seat_display(), holder=str(mandate.person), ends_on=on, reason=reason
    )
    record(fact, by=by, site=mandate.site, about=mandate)
    return mandate


@transaction.atomic
def begin_membership(
    *,
    kind: str,
    person: User,
    starts_on: date,
    by: User | None,
    site: Site | None = None,
    centre: ResourceCentre | None = None,
    organisation: str = "",
    ends_on: date | None = None,
) -> Membership:
    """Somebody gets a role that is no seat: national team, facilitator, coach, partner."""
    refuse_wrong_days(starts_on, ends_on)
    membership = Membership(
        kind=kind,
        person=person,
        site=site,
        centre=centre,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    save_where_free(membership)
    fact = events.MembershipBegun(
        role=membership.get_kind_display(), holder=str(person), starts_on=starts_on
    )
    record(fact, by=by, site=site or "", about=membership)
    return membership


def refuse_wrong_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(_("The mandate would end before it begins."))


OVERLAPS = {
    "one_holder_a_seat_at_a_time": _(
        "This seat is already held on these days. End the present mandate first."
    ),
    "one_deputy_a_seat_at_a_time": _("This seat already has a deputy on these days."),
    "one_seat_a_person_at_a_site": _("This person already sits at this site on these days."),
    "one_membership_of_a_kind_at_a_time": _("This person already has this role on these days."),
}


def save_where_free(row: Mandate | Membership, **kwargs: Any) -> None:
    """Saves the row; where the database sees two at once, says which rule stands in the way."""
    try:
        with transaction.atomic():
            row.save(**kwargs)
    except IntegrityError as fault:
        for name, sentence in OVERLAPS.items():
            if name in str(fault):
                raise Refusal(sentence) from fault
        raise


@transaction.atomic
def invite(
    site: Site,
    *,
    email: str,
    by: User,
    starts_on: date,
    seat: str = "",
    deputy: bool = False,
    ends_on: date | None = None,
    function: str = "",
    organisation: str = "",
) -> tuple[Invitation, str]:
    """Sends a link that gives a seat (or a partner's place) to who can read this address.

    The link works once, for fourteen days. Returns the invitation and its secret, which is
    stored nowhere: only its SHA-256 is.
    """
    refuse_wrong_days(starts_on, ends_on)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        site=site,
        email=clean_address(email),
        seat=seat,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        function=function,
        organisation=organisation,
        secret_hash=hash_of(secret),
        invited_by=by,
        expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
    )
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as fault:
        raise Refusal(_("This person already has an open invitation to this place.")) from fault
    send_invitation(invitation, secret)
    record(events.PersonInvited(place=str(invitation.place())), by=by, site=site, about=invitation)
    return invitation, secret


def send_invitation(invitation: Invitation, secret: str) -> None:
    """Writes the letter that carries the link."""
    path = reverse("governance:invitation-accept", kwargs={"secret": secret})
    text = render_to_string(
        "emails/governance/invitation.txt",
        {"invitation": invitation, "path": path, "base_url": settings.BASE_URL},
    )
    subject, _line, body = text.partition("\n")
    write_letter(to=invitation.email, subject=subject.strip(), text=body.strip())


def hash_of(secret: str) -> str:
    """SHA-256 (hex) of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """The invited person takes the place; the link is then spent.

    Only who signs in with the invited address may: a forwarded link gives nothing.
    """
    invitation = Invitation.objects.locked().select_related("site").get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refusal(_("This invitation has been used, withdrawn or has expired."))
    if by.email != invitation.email:
        raise Refusal(_("This invitation was sent to another e-mail address."))
    invitation.accepted_at, invitation.accepted_by = clock.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.seat:
        begin_mandate(
            invitation.site,
            seat=invitation.seat,
            person=by,
            starts_on=invitation.starts_on,
            ends_on=invitation.ends_on,
            deputy=invitation.deputy,
            function=invitation.function,
            organisation=invitation.organisation,
            by=by,
        )
    else:
        join_as_partner(invitation, by=by)
    return invitation


def join_as_partner(invitation: Invitation, *, by: User) -> None:
    """The invited person becomes a partner of the site, from the day of accepting at the earliest."""
    partner = Membership(
        kind=Membership.Kind.PARTNER,
        person=by,
        site=invitation.site,
        organisation=invitation.organisation,
        starts_on=max(invitation.starts_on, clock.today()),
        ends_on=invitation.ends_on,
    )
    save_where_free(partner)
    joined = events.PartnerJoined(organisation=invitation.organisation)
    record(joined, by=by, site=invitation.site, about=partner)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """The link stops working at once."""
    invitation = Invitation.objects.locked().select_related("site").get(pk=invitation.pk)
    if invitation.accepted_at:
        raise Refusal(_("This invitation has already been used."))
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    fact = events.InvitationWithdrawn(place=str(invitation.place()))
    record(fact, by=by, site=invitation.site, about=invitation)
    return invitation
