"""Forms about figures: what is typed becomes a reading, or a sentence beside the field."""

from measurement.forms.indicators import IndicatorForm, TargetForm
from measurement.forms.reviews import ReviewCorrectionForm, ReviewForm
from measurement.forms.ties import TieForm, UntieForm
from measurement.forms.trust import AsShownForm, DisputeAnswerForm, DisputeForm, ValidationForm
from measurement.forms.values import CorrectionForm, ValueForm
from measurement.forms.windows import LockExceptionForm, WindowForm

__all__ = [
    "AsShownForm",
    "CorrectionForm",
    "DisputeAnswerForm",
    "DisputeForm",
    "IndicatorForm",
    "LockExceptionForm",
    "ReviewCorrectionForm",
    "ReviewForm",
    "TargetForm",
    "TieForm",
    "UntieForm",
    "ValidationForm",
    "ValueForm",
    "WindowForm",
]
