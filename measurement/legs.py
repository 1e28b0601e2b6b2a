"""For which seat and as what somebody acts at a site."""

from accounts.models import User
from accounts.roles import SEATS, Role
from governance.models import Mandate
from kit.access import Standing
from sites.models import Site


def leg_of(site: Site, person: User | None) -> str:
    """The seat that the person holds today, or stands in for; empty for anybody else."""
    if person is None:
        return ""
    held = Mandate.objects.in_force().filter(site=site, person=person)
    return held.order_by("deputy", "-starts_on").values_list("seat", flat=True).first() or ""


def role_in(standing: Standing) -> str:
    """As what the person acts here, to be kept with what they wrote."""
    order = (*SEATS, Role.DEPUTY, Role.PARTNER)
    return next((role.value for role in order if role in standing.roles), "")
