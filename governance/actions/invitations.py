"""Invitations: a link that gives a place to who can read an address, once."""

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
from governance.actions.mandates import (
    ONE_SEAT,
    OVERLAPS,
    begin_mandate,
    refuse_wrong_days,
    save_where_free,
)
from governance.models import Invitation, Mandate, Membership
from journal.actions import record, write_letter
from kit import clock
from kit.states import Refusal
from kit.templatetags.kit import day
from sites.models import Site

INVITATION_DAYS = 14


@transaction.atomic
def invite(
    site: Site,
    *,
    email: str,
    by: User,
    starts_on: date,
    **place: Any,
) -> tuple[Invitation, str]:
    """Sends a link that gives a seat (or a partner's place) to who can read this address.

    The link works once, for fourteen days. Returns the invitation and its secret, which is
    stored nowhere: only its SHA-256 is. Refused at once where accepting could only fail: the
    place is taken on these days, or the person already has one at this site.
    """
    refuse_taken_place(site, email=clean_address(email), starts_on=starts_on, **place)
    invitation, secret = write_invitation(site, email=email, by=by, starts_on=starts_on, **place)
    record(events.PersonInvited(place=invitation.gives), by=by, site=site, about=invitation)
    return invitation, secret


def refuse_taken_place(
    site: Site,
    *,
    email: str,
    starts_on: date,
    seat: str = "",
    deputy: bool = False,
    ends_on: date | None = None,
    **_more: Any,
) -> None:
    """Refuses a place that could not be taken on these days, beside the field that says it."""
    first = max(starts_on, clock.today())
    if ends_on and ends_on < first:
        raise Refusal(_("The mandate would end before it begins."), "ends_on")
    days = (first, ends_on + timedelta(days=1) if ends_on else None)
    if not seat:
        partners = site.memberships.filter(kind=Membership.Kind.PARTNER, during__overlap=days)
        if partners.filter(person__email=email).exists():
            raise Refusal(OVERLAPS["one_membership_of_a_kind_at_a_time"], "email")
        return
    then = site.mandates.filter(during__overlap=days).select_related("person").order_by("starts_on")
    sits = then.filter(person__email=email).first()
    if sits:
        facts = {"name": sits.person, "seat": sits.get_seat_display()}
        raise Refusal(ONE_SEAT % facts, "email")
    taken = then.filter(seat=seat, deputy=deputy).last()
    if taken:
        refuse_held(taken)


def refuse_held(taken: Mandate) -> None:
    """Says who has the place and until when, from when, or that no last day is known."""
    facts = {"name": taken.person, "day": day(taken.ends_on or taken.starts_on)}
    if taken.starts_on > clock.today() and not taken.ends_on:
        raise Refusal(_("%(name)s takes this place on %(day)s.") % facts, "place")
    if taken.ends_on:
        sentence = _("%(name)s has this place until %(day)s: choose a later first day.")
        raise Refusal(sentence % facts, "starts_on")
    if taken.deputy:
        sentence = _("%(name)s is the deputy and no last day is set: end that mandate first.")
    else:
        sentence = _("%(name)s holds this seat and no last day is set: prepare the succession.")
    raise Refusal(sentence % facts, "place")


def write_invitation(
    site: Site,
    *,
    email: str,
    by: User,
    starts_on: date,
    seat: str = "",
    deputy: bool = False,
    ends_on: date | None = None,
    expected_on: date | None = None,
    function: str = "",
    organisation: str = "",
) -> tuple[Invitation, str]:
    """The invitation and its letter, which alone holds the secret."""
    refuse_wrong_days(starts_on, ends_on)
    refuse_wrong_days(starts_on, expected_on)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        site=site,
        email=clean_address(email),
        seat=seat,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        expected_on=expected_on,
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
def accept_invitation(invitation: Invitation, *, by: User, name: str = "") -> Invitation:
    """The invited person takes the place, from the day of accepting at the earliest.

    A place is held under a name: `name` gives one to an account that has none yet.

    The link is then spent. Only who signs in with the invited address may: a forwarded link gives
    nothing. Of two who accept the same seat at once, the first has it.
    """
    Site.objects.locked().get(pk=invitation.site_id)
    invitation = Invitation.objects.locked().select_related("site").get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refusal(_("This invitation has been used, withdrawn or has expired."))
    if by.email != invitation.email:
        raise Refusal(_("This invitation was sent to another e-mail address."))
    if not by.name:
        give_name(by, name)
    invitation.accepted_at, invitation.accepted_by = clock.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.seat:
        begin_mandate(
            invitation.site,
            seat=invitation.seat,
            person=by,
            starts_on=max(invitation.starts_on, clock.today()),
            ends_on=invitation.ends_on,
            expected_on=invitation.expected_on,
            deputy=invitation.deputy,
            function=invitation.function,
            organisation=invitation.organisation,
            by=by,
        )
    else:
        join_as_partner(invitation, by=by)
    return invitation


def give_name(person: User, name: str) -> None:
    """The name under which somebody holds a place; an address is no name."""
    if not name.strip():
        raise Refusal(_("Say under which name you hold this place."), "name")
    person.name = name.strip()
    person.save(update_fields=["name"])


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
    close_invitation(invitation)
    fact = events.InvitationWithdrawn(place=invitation.gives)
    record(fact, by=by, site=invitation.site, about=invitation)
    return invitation


def close_invitation(invitation: Invitation) -> None:
    """The link's end; the row must have been read under a lock."""
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
