"""Indicators, the values measured for them, which are never overwritten, and what is aimed at."""

from measurement.models.indicators import Indicator, indicators_at
from measurement.models.learning import (
    Adaptation,
    CurveDraft,
    CurveReview,
    Lesson,
    PlanChange,
)
from measurement.models.reviews import Attendance, LearningCycle, ReturnToResidents
from measurement.models.targets import Target
from measurement.models.ties import IndicatorTie
from measurement.models.values import WITH_VALUE, Measurement, Reason, State

__all__ = [
    "WITH_VALUE",
    "Adaptation",
    "Attendance",
    "CurveDraft",
    "CurveReview",
    "Indicator",
    "IndicatorTie",
    "LearningCycle",
    "Lesson",
    "Measurement",
    "PlanChange",
    "Reason",
    "ReturnToResidents",
    "State",
    "Target",
    "indicators_at",
]
