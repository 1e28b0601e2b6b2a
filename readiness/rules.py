"""Who opens, rates, meets, decides, shares and reads. Ratings stay at the site whatever is shared.

What the meeting agreed on and what is decided from it go as far as the site shares the round.
"""

from django.utils.translation import gettext_lazy as _

from accounts.roles import TRIAD, Role
from accounts.rules import national_team, reads_site, seat_holder, site_team, triad_team
from kit.access import Rule, Standing
from readiness.models import Sharing

# Everybody with a role at the site learns that a round took place; what it says is another question.
reads_rounds = reads_site
opens_rounds = Rule(
    "a seat holder or deputy of this site, or the national team",
    _("Rounds are opened by the seat holders of this site, their deputies and the national team."),
    lambda s: triad_team(s) or s.has(Role.NATIONAL),
)
rates = site_team
holds_meeting = triad_team
shares_rounds = seat_holder
asks_named_support = triad_team
decides_readiness = Rule(
    "a seat holder of this site or the national team",
    _("Readiness is decided by the seat holders of this site with the national team."),
    lambda s: seat_holder(s) or s.has(Role.NATIONAL),
)
sees_all_rounds = national_team

AT_THE_SITE = TRIAD | {Role.DEPUTY, Role.PARTNER, Role.HANDING_OVER}
READ_WHEN_SHARED = {
    Sharing.SITE: frozenset[Role](),
    Sharing.SUPPORT: frozenset({Role.FACILITATOR, Role.COACH}),
    Sharing.NATIONAL: frozenset({Role.FACILITATOR, Role.COACH, Role.NATIONAL}),
}


def reads_ratings(standing: Standing) -> bool:
    """True for the people of the site: what its legs said is never read by anybody else."""
    return standing.has(*AT_THE_SITE)


def reads_consensus(standing: Standing, sharing: str) -> bool:
    """True for the people of the site, and for those with whom it shares what its meeting came to."""
    return reads_ratings(standing) or standing.has(*READ_WHEN_SHARED[Sharing(sharing)])


def reads_shared(standing: Standing, sharing: str) -> bool:
    """In a list of the sites in somebody's care: true where what is shared is shared with them."""
    return not (standing.roles | standing.elsewhere).isdisjoint(READ_WHEN_SHARED[Sharing(sharing)])


def sharings_read(standing: Standing) -> list[Sharing]:
    """How far a round has to be shared so that this reader of a list reads what it came to."""
    return [
        sharing
        for sharing in Sharing
        if reads_consensus(standing, sharing) or reads_shared(standing, sharing)
    ]


__all__ = [
    "asks_named_support",
    "decides_readiness",
    "holds_meeting",
    "opens_rounds",
    "rates",
    "reads_consensus",
    "reads_ratings",
    "reads_rounds",
    "reads_shared",
    "sees_all_rounds",
    "shares_rounds",
    "sharings_read",
]
