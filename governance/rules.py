"""Who may change who sits where, and who keeps what a seat has promised."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import SEATS, Role
from accounts.rules import seat_holder, triad_team
from kit.access import Rule, Standing

names_seat_holders = Rule(
    "the national team or a seat holder of this site",
    _("Seats are given by the national team and by the seat holders of this site."),
    lambda s: s.has(Role.NATIONAL) or seat_holder(s),
)


def hands_over(seat: Role, sentence: Any) -> Rule:
    """A seat passes on by its holder, its deputy, who has just left it, or the national team.

    Another seat's holder has no say in it: each institution names its own.
    """
    return Rule(
        f"who holds the seat “{seat}”, its deputy, who leaves it, or the national team",
        sentence,
        lambda s: s.has(Role.NATIONAL) or seat in s.facts.get("hands_over", ()),
    )


hands_over_state = hands_over(
    Role.STATE,
    _("The State's seat is passed on by its holder or deputy and by the national team."),
)
hands_over_municipality = hands_over(
    Role.MUNICIPALITY,
    _("The municipality's seat is passed on by its holder or deputy and by the national team."),
)
hands_over_community = hands_over(
    Role.COMMUNITY,
    _("The community's seat is passed on by its holder or deputy and by the national team."),
)
HANDS_OVER = {
    Role.STATE.value: hands_over_state,
    Role.MUNICIPALITY.value: hands_over_municipality,
    Role.COMMUNITY.value: hands_over_community,
}
keeps_commitments = triad_team
reads_handover = Rule(
    "the triad, its deputies, who leaves or takes a seat, or the national team",
    _("A handover file is for the triad, for who leaves or takes the seat, and the national team."),
    lambda s: triad_team(s) or s.has(Role.NATIONAL, Role.HANDING_OVER, Role.COMING),
)
writes_handover_letter = Rule(
    "who holds a seat of this site or has just left it",
    _("The letter to the successor is written by who holds the seat or has just left it."),
    lambda s: bool(s.facts.get("letters")),
)


def seats_to_read(standing: Standing) -> Collection[str]:
    """The seats whose handover file somebody reads.

    All three for the triad and the national team, the own one for who leaves or takes a seat.
    """
    if triad_team(standing) or standing.has(Role.NATIONAL):
        return SEATS
    found: Collection[str] = standing.facts.get("passing", ())
    return found
