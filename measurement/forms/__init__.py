"""Forms about figures: what is typed becomes a reading, or a sentence beside the field."""

from measurement.forms.cycles import (
    AttendanceForm,
    CallOffForm,
    CloseForm,
    CyclePlanForm,
    LessonForm,
    ReturnForm,
)
from measurement.forms.entry import EntryForm, asked_periods
from measurement.forms.imports import ApplyForm, ColumnsForm, RevertForm, ValueFileForm
from measurement.forms.indicators import IndicatorForm, TargetForm
from measurement.forms.learning import (
    AnswerForm,
    CurveForm,
    DatesForm,
    DecisionForm,
    MoveForm,
    NewActivityForm,
    PassForm,
    ReviewNoteForm,
    WithdrawForm,
)
from measurement.forms.reviews import ReviewCorrectionForm, ReviewForm
from measurement.forms.ties import TieForm, UntieForm
from measurement.forms.trust import (
    AsShownForm,
    ContestForm,
    DisputeAnswerForm,
    DisputeForm,
    ValidationForm,
    WordsAppealAnswerForm,
    WordsAppealForm,
)
from measurement.forms.values import ELSEWHERE, CorrectionForm, ValueForm
from measurement.forms.windows import LockExceptionForm, WindowForm

__all__ = [
    "ELSEWHERE",
    "AnswerForm",
    "ApplyForm",
    "AsShownForm",
    "AttendanceForm",
    "CallOffForm",
    "CloseForm",
    "ColumnsForm",
    "ContestForm",
    "CorrectionForm",
    "CurveForm",
    "CyclePlanForm",
    "DatesForm",
    "DecisionForm",
    "DisputeAnswerForm",
    "DisputeForm",
    "EntryForm",
    "IndicatorForm",
    "LessonForm",
    "LockExceptionForm",
    "MoveForm",
    "NewActivityForm",
    "PassForm",
    "ReturnForm",
    "RevertForm",
    "ReviewCorrectionForm",
    "ReviewForm",
    "ReviewNoteForm",
    "TargetForm",
    "TieForm",
    "UntieForm",
    "ValidationForm",
    "ValueFileForm",
    "ValueForm",
    "WindowForm",
    "WithdrawForm",
    "WordsAppealAnswerForm",
    "WordsAppealForm",
    "asked_periods",
]
