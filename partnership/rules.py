"""Who reads and who changes what partners do together."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import TRIAD, Role
from accounts.rules import (
    everybody,
    inside_site,
    national_team,
    seat_holder,
    site_team,
    triad_team,
)
from kit.access import Rule

reads_network = everybody
reads_collective = inside_site
# Of the partners only the backbone's people change anything: the actions ask who holds a function.
tends_network = site_team
keeps_backbone = triad_team
asks_support = triad_team
logs_support = Rule(
    "the triad, a deputy, a coach, a CRPV facilitator or the national team",
    _(
        "Support days are kept by the triad, its coaches, the resource centre and the national team."
    ),
    lambda s: s.has(*TRIAD, Role.DEPUTY, Role.COACH, Role.FACILITATOR, Role.NATIONAL),
)
coaches_sites = Rule(
    "a coach",
    _("This page is for those who coach sites."),
    lambda s: Role.COACH in s.roles | s.elsewhere,
)
runs_circle = triad_team
reads_national_money = national_team
# What everybody may read of a decision is for the seats themselves to say.
shows_decisions = seat_holder

__all__ = [
    "asks_support",
    "coaches_sites",
    "keeps_backbone",
    "logs_support",
    "reads_collective",
    "reads_national_money",
    "reads_network",
    "runs_circle",
    "shows_decisions",
    "tends_network",
]
