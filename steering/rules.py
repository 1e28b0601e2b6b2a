"""Who steers, who reads what the committee says, and what of it the triads read."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import TRIAD, Role
from accounts.rules import national_team, supports_sites
from kit.access import Rule

steers = national_team
reads_committee = supports_sites
reads_of_site = Rule(
    "the triad, a deputy, who hands a seat over, a facilitator, a coach or the national team",
    _("This page is for the triad of this site and those who support it."),
    lambda s: s.has(
        *TRIAD, Role.DEPUTY, Role.HANDING_OVER, Role.FACILITATOR, Role.COACH, Role.NATIONAL
    ),
)

__all__ = ["reads_committee", "reads_of_site", "steers"]
