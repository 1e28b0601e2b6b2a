"""A territory asks to take part; the national team opens a site from it or closes it with a reason."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record, write_letter
from kit import clock
from kit.floods import hold_back
from kit.states import Refusal
from sites import events
from sites.actions.opening import NewSite, open_site
from sites.models import Interest, Site

# An office behind one address may try a few times; a machine may not go on.
FLOOD_INTERESTS, FLOOD_SECONDS = 5, 3600


@dataclass(frozen=True)
class Asked:
    """What somebody typed on the public page."""

    territory: str
    neighbourhoods: str
    party: str
    organisation: str
    name: str
    email: str
    urgency: str
    leadership: str
    resources: str


@transaction.atomic
def express_interest(asked: Asked, *, once: str, by: None = None, address: str = "") -> Interest:
    """A territory asks to take part, without an account; the author gets a letter.

    The same form sent twice is one expression of interest. The journal names the organisation,
    not the person.
    """
    once = once or uuid4().hex
    known = Interest.objects.filter(once=once).first()
    if known is not None:
        return known
    hold_back(
        "interests",
        address,
        most=FLOOD_INTERESTS,
        seconds=FLOOD_SECONDS,
        sentence=_("Many requests come from your network just now. Send yours in an hour."),
    )
    interest, new = Interest.objects.get_or_create(once=once, defaults=asdict(asked))
    if new:
        fact = events.InterestExpressed(territory=interest.territory)
        record(fact, by=interest.organisation, about=interest)
        write(interest, "emails/sites/interest_received.txt")
    return interest


@transaction.atomic
def accept_interest(interest: Interest, new: NewSite, *, by: User) -> Site:
    """The national team opens a site from the request, at the stage of its first contact."""
    interest = Interest.objects.locked().get(pk=interest.pk)
    refuse_answered(interest, Interest.State.ACCEPTED)
    site = open_site(new, by=by)
    interest.move_to(
        Interest.State.ACCEPTED, site=site, handled_by=by, handled_at=clock.now(), reason=""
    )
    fact = events.InterestAccepted(territory=interest.territory, site=site.name)
    record(fact, by=by, about=interest)
    write(interest, "emails/sites/interest_accepted.txt")
    return site


@transaction.atomic
def close_interest(interest: Interest, *, by: User, reason: str) -> Interest:
    """The request leads to no site now; the author reads why."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why: the author will read it."))
    interest = Interest.objects.locked().get(pk=interest.pk)
    refuse_answered(interest, Interest.State.CLOSED)
    interest.move_to(Interest.State.CLOSED, handled_by=by, handled_at=clock.now(), reason=reason)
    record(events.InterestClosed(territory=interest.territory), by=by, about=interest)
    write(interest, "emails/sites/interest_closed.txt")
    return interest


def refuse_answered(interest: Interest, to: Any) -> None:
    """Two colleagues do not answer the same request."""
    if not interest.can_move_to(to):
        facts = {"who": interest.handled_by, "state": interest.get_state_display()}
        raise Refusal(
            _("%(who)s has already answered this request (%(state)s). Nothing was sent.") % facts
        )


def write(interest: Interest, template: str) -> None:
    """The letter to the author; one for each answer, however often this runs."""
    text = render_to_string(template, {"interest": interest})
    subject, _line, body = text.partition("\n")
    write_letter(
        to=interest.email,
        subject=subject.strip(),
        text=body.strip(),
        key=f"{template}-{interest.pk}",
    )
