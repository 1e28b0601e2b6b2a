"""For which seat somebody acts at a site."""

from accounts.models import User
from governance.models import Mandate
from sites.models import Site


def leg_of(site: Site, person: User | None) -> str:
    """The seat that the person holds today, or stands in for; empty for anybody else."""
    if person is None:
        return ""
    held = Mandate.objects.in_force().filter(site=site, person=person)
    return held.order_by("deputy", "-starts_on").values_list("seat", flat=True).first() or ""
