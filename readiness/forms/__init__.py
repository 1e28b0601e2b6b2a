"""What people type in a round."""

from readiness.forms.decisions import AskNamedForm, DecideForm
from readiness.forms.meetings import ConcludeForm, ConsensusForm
from readiness.forms.rating import RatingForm
from readiness.forms.rounds import OpenForm, ReasonForm, SharingForm

__all__ = [
    "AskNamedForm",
    "ConcludeForm",
    "ConsensusForm",
    "DecideForm",
    "OpenForm",
    "RatingForm",
    "ReasonForm",
    "SharingForm",
]
