"""The kinds of people for whom rights are shown and tested, as standings that need no database."""

from collections.abc import Mapping

from accounts.models import User
from accounts.roles import Role
from kit.access import Standing
from kit.documents import Persona

PLACE = "somewhere"


def persona(
    name: str, role: Role | None = None, *, neighbour: bool = False, seat: str = ""
) -> Persona:
    """Somebody with one role: as they stand at a site, and where no site is named.

    The national team has its role everywhere; a neighbour has theirs at another site only.
    `seat`: the seat that the person may hand over; its holder writes to the successor too.
    """
    person = User(name=name, email=f"{name.lower().replace(' ', '-')}@example.org")
    held = frozenset({role} if role else ())
    known = held - {Role.COMING}
    everywhere = held & {Role.NATIONAL}
    here = everywhere if neighbour else held
    facts: dict[str, object] = {"sites": [], "hands_over": {seat} if seat else set()}
    facts["letters"] = {seat: None} if seat == role else {}
    return (
        Standing(person=person, place=PLACE, roles=here, elsewhere=known, facts=facts),
        Standing(person=person, roles=everywhere, elsewhere=known, facts=facts),
    )


PERSONAS: Mapping[str, Persona] = {
    "visitor": (Standing(place=PLACE), Standing()),
    "resident": persona("resident"),
    "partner": persona("partner", Role.PARTNER),
    "deputy": persona("deputy", Role.DEPUTY, seat="state"),
    "state": persona("state", Role.STATE, seat="state"),
    "municipality": persona("municipality", Role.MUNICIPALITY, seat="municipality"),
    "community": persona("community", Role.COMMUNITY, seat="community"),
    "facilitator": persona("facilitator", Role.FACILITATOR),
    "coach": persona("coach", Role.COACH),
    "national": persona("national", Role.NATIONAL),
    "leaving": persona("leaving", Role.HANDING_OVER),
    "coming": persona("coming", Role.COMING),
    "neighbour": persona("neighbour", Role.STATE, neighbour=True),
}
