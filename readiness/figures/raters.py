"""As what somebody rates, and as what somebody decides: from mandates and memberships of the day."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from governance.models import Mandate, Membership
from kit import clock
from readiness.models import Kind, Leg, Round


@dataclass(frozen=True, slots=True)
class Capacity:
    """From which side a person speaks in a round; only who holds the seat speaks for the leg."""

    leg: Leg
    holder: bool = False


def capacity_of(found: Round, person: User) -> Capacity | None:
    """As what a person rates in a round today: seat holder, deputy or partner; None for others.

    Partners are asked about the five conditions, not about the preconditions: these come before
    there are partners.
    """
    seat = seat_of(found.site_id, person)
    if seat is not None:
        return Capacity(Leg(seat.seat), holder=not seat.deputy)
    if found.kind != Kind.CONDITIONS:
        return None
    member = Membership.objects.in_force(clock.today()).filter(
        kind=Membership.Kind.PARTNER, person=person, site=found.site_id
    )
    return Capacity(Leg.PARTNER) if member.exists() else None


def seat_of(site: Any, person: User) -> Mandate | None:
    """The mandate by which a person sits, or stands in, at a site today."""
    return Mandate.objects.in_force(clock.today()).filter(person=person, site=site).first()


def author_of(found: Round, person: User) -> str:
    """As what a person decides: the seat that they hold, or the national team; empty for others."""
    seat = seat_of(found.site_id, person)
    if seat is not None and not seat.deputy:
        return seat.seat
    national = Membership.objects.in_force(clock.today()).filter(
        kind=Membership.Kind.NATIONAL, person=person
    )
    return Membership.Kind.NATIONAL.value if national.exists() else ""
