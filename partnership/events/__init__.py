"""What can happen between partners."""

from partnership.events.backbone import FunctionEnded, FunctionEntrusted, HolderCorrected
from partnership.events.circle import (
    DecisionKeptInside,
    DecisionMadePublic,
    DecisionProposed,
    DecisionReviewed,
    DecisionSetAside,
    DecisionTaken,
    ObjectionMet,
    ObjectionRaised,
)
from partnership.events.money import (
    GrantAsked,
    GrantCorrected,
    GrantDecided,
    GrantPaid,
    GrantRefused,
    GrantShared,
    GrantWithdrawn,
)
from partnership.events.network import PartnerAdded, PartnerChanged, PartnerLeft, PartnersPasted
from partnership.events.support import (
    HandoutLeft,
    SupportAsked,
    SupportCancelled,
    SupportCorrected,
    SupportHeld,
    SupportPlanned,
)

__all__ = [
    "DecisionKeptInside",
    "DecisionMadePublic",
    "DecisionProposed",
    "DecisionReviewed",
    "DecisionSetAside",
    "DecisionTaken",
    "FunctionEnded",
    "FunctionEntrusted",
    "GrantAsked",
    "GrantCorrected",
    "GrantDecided",
    "GrantPaid",
    "GrantRefused",
    "GrantShared",
    "GrantWithdrawn",
    "HandoutLeft",
    "HolderCorrected",
    "ObjectionMet",
    "ObjectionRaised",
    "PartnerAdded",
    "PartnerChanged",
    "PartnerLeft",
    "PartnersPasted",
    "SupportAsked",
    "SupportCancelled",
    "SupportCorrected",
    "SupportHeld",
    "SupportPlanned",
]
