"""Mandates, memberships and invitations: dated facts that the database keeps coherent."""

from governance.models.dated import ENDS_AFTER_START, Dated, DatedQuerySet, DatedState, never_two
from governance.models.handing_over import TAKE_BACK, Commitment, HandoverLetter, Succession
from governance.models.invitations import Invitation
from governance.models.mandates import ALERTS, HANDOVER, Mandate, MandateState, Membership, Seat

__all__ = [
    "ALERTS",
    "ENDS_AFTER_START",
    "HANDOVER",
    "TAKE_BACK",
    "Commitment",
    "Dated",
    "DatedQuerySet",
    "DatedState",
    "HandoverLetter",
    "Invitation",
    "Mandate",
    "MandateState",
    "Membership",
    "Seat",
    "Succession",
    "never_two",
]
