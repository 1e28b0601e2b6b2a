"""The vocabulary of roles: what somebody may be, somewhere, on some day."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """Roles are never stored on people: governance computes them from dated facts."""

    STATE = "state"
    MUNICIPALITY = "municipality"
    COMMUNITY = "community"
    DEPUTY = "deputy"
    PARTNER = "partner"
    FACILITATOR = "facilitator"
    COACH = "coach"
    NATIONAL = "national"
    HANDING_OVER = "handing_over"
    COMING = "coming"


SEATS = (Role.STATE, Role.MUNICIPALITY, Role.COMMUNITY)
TRIAD = frozenset(SEATS)
INSIDE = TRIAD | {Role.DEPUTY, Role.PARTNER, Role.FACILITATOR, Role.COACH, Role.NATIONAL}
# Who hands a seat over still reads what insiders read, and writes nothing.
READERS = INSIDE | {Role.HANDING_OVER}
# Who takes a seat soon knows of the site, public or not, and reads the seat's handover file.
KNOWERS = READERS | {Role.COMING}

ROLE_WORDS = {
    Role.STATE: _("State seat"),
    Role.MUNICIPALITY: _("municipality seat"),
    Role.COMMUNITY: _("community seat"),
    Role.DEPUTY: _("deputy of a seat"),
    Role.PARTNER: _("partner"),
    Role.FACILITATOR: _("CRPV facilitator"),
    Role.COACH: _("coach"),
    Role.NATIONAL: _("national team"),
    Role.HANDING_OVER: _("hands a seat over"),
    Role.COMING: _("takes a seat soon"),
}
