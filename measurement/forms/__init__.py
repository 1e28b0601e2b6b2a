"""Forms about figures: what is typed becomes a reading, or a sentence beside the field."""

from measurement.forms.indicators import IndicatorForm, TargetForm
from measurement.forms.reviews import ReviewCorrectionForm, ReviewForm
from measurement.forms.ties import TieForm, UntieForm
from measurement.forms.values import CorrectionForm, ValueForm

__all__ = [
    "CorrectionForm",
    "IndicatorForm",
    "ReviewCorrectionForm",
    "ReviewForm",
    "TargetForm",
    "TieForm",
    "UntieForm",
    "ValueForm",
]
