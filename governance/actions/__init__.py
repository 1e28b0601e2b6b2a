"""Every change of who sits where: dated, journalled, refused where two would sit at once."""

from governance.actions.commitments import make_commitment, settle_commitment
from governance.actions.invitations import (
    INVITATION_DAYS,
    accept_invitation,
    hash_of,
    invite,
    withdraw_invitation,
)
from governance.actions.letters import write_handover_letter
from governance.actions.mandates import begin_mandate, begin_membership, end_mandate, expect_end
from governance.actions.memberships import give_site, take_site_back
from governance.actions.reminders import remind_of_ends
from governance.actions.succession import foresee, pass_on
from governance.actions.taking_back import foresee_taking_back, take_back

__all__ = [
    "INVITATION_DAYS",
    "accept_invitation",
    "begin_mandate",
    "begin_membership",
    "end_mandate",
    "expect_end",
    "foresee",
    "foresee_taking_back",
    "give_site",
    "hash_of",
    "invite",
    "make_commitment",
    "pass_on",
    "remind_of_ends",
    "settle_commitment",
    "take_back",
    "take_site_back",
    "withdraw_invitation",
    "write_handover_letter",
]
