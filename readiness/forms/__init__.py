"""What people type in a round."""

from readiness.forms.meetings import ConcludeForm, ConsensusForm, DecideForm
from readiness.forms.rating import RatingForm
from readiness.forms.rounds import OpenForm, ReasonForm, SharingForm

__all__ = [
    "ConcludeForm",
    "ConsensusForm",
    "DecideForm",
    "OpenForm",
    "RatingForm",
    "ReasonForm",
    "SharingForm",
]
