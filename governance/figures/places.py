"""The places that a person has, had or will have, and what an invitation gives."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import ROLE_WORDS, Role
from governance.models import Invitation
from kit import clock
from sites.models import Site

ORDER = ("in_force", "handing_over", "to_come", "ended")


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """A role that somebody has, had or will have: where, why, from when to when."""

    words: str
    site: Site | None
    detail: str
    starts_on: date
    ends_on: date | None
    state: str
    expected_on: date | None = None
    hands_over_until: date | None = None

    @property
    def in_force(self) -> bool:
        """True when the role gives rights today."""
        return self.state == "in_force"


def places_of(person: User) -> list[PlaceFigure]:
    """All mandates and memberships of a person, those in force first, then the latest."""
    today = clock.today()
    mandates = person.mandates.select_related("site").order_by("-starts_on")
    memberships = person.memberships.select_related("site", "centre").order_by("-starts_on")
    found = [
        PlaceFigure(
            words=str(m.get_seat_display() if not m.deputy else ROLE_WORDS[Role.DEPUTY]),
            site=m.site,
            detail=", ".join(part for part in (m.function, m.organisation) if part),
            starts_on=m.starts_on,
            ends_on=m.ends_on,
            state=m.state_on(today).value,
            expected_on=m.expected_on,
            hands_over_until=m.hands_over_until,
        )
        for m in mandates
    ] + [
        PlaceFigure(
            words=str(m.get_kind_display()),
            site=m.site,
            detail=str(m.centre or m.organisation or ""),
            starts_on=m.starts_on,
            ends_on=m.ends_on,
            state=m.state_on(today).value,
        )
        for m in memberships
    ]
    return sorted(found, key=lambda place: ORDER.index(place.state))


def invitation_behind(secret_hash: str) -> Invitation | None:
    """The invitation whose link holds this secret, open or not; None for a made-up link."""
    return Invitation.objects.filter(secret_hash=secret_hash).select_related("site").first()
