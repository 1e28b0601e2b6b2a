"""The tables of what a site's partners do together."""

from partnership.models.amounts import GrantAmount
from partnership.models.backbone import BackboneFunction, BackboneHolder
from partnership.models.decisions import Decision, DecisionReview, Objection, Place, Presence
from partnership.models.grants import Grant, GrantShare
from partnership.models.partners import OFTEN_MISSING, Partner, PartnerPaste, Sector
from partnership.models.support import Attendance, Audience, Handout, SupportDay

__all__ = [
    "OFTEN_MISSING",
    "Attendance",
    "Audience",
    "BackboneFunction",
    "BackboneHolder",
    "Decision",
    "DecisionReview",
    "Grant",
    "GrantAmount",
    "GrantShare",
    "Handout",
    "Objection",
    "Partner",
    "PartnerPaste",
    "Place",
    "Presence",
    "Sector",
    "SupportDay",
]
