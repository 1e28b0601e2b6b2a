"""Indicators, the values measured for them, which are never overwritten, and what is aimed at."""

from measurement.models.breaks import SeriesBreak, breaks_of
from measurement.models.defined import RULES, runs_over_people, told_per
from measurement.models.definitions import Definition
from measurement.models.headlines import MOST, Headline
from measurement.models.imports import ValueImport, imports_of, known_of
from measurement.models.indicators import TRANSLATED, WORDS, Indicator, indicators_at, wholes_for
from measurement.models.learning import (
    Adaptation,
    CurveDraft,
    CurveReview,
    Lesson,
    PlanChange,
    decisions_at,
)
from measurement.models.releases import Release, ReleaseVersion
from measurement.models.reviews import Attendance, LearningCycle, ReturnToResidents
from measurement.models.targets import Target
from measurement.models.ties import IndicatorTie
from measurement.models.trust import (
    Dispute,
    DisputeAppeal,
    DisputeContact,
    Validation,
    Withholding,
)
from measurement.models.values import CHOSEN, WITH_VALUE, Measurement, Reason, State
from measurement.models.windows import LockException, Window

__all__ = [
    "CHOSEN",
    "MOST",
    "RULES",
    "TRANSLATED",
    "WITH_VALUE",
    "WORDS",
    "Adaptation",
    "Attendance",
    "CurveDraft",
    "CurveReview",
    "Definition",
    "Dispute",
    "DisputeAppeal",
    "DisputeContact",
    "Headline",
    "Indicator",
    "IndicatorTie",
    "LearningCycle",
    "Lesson",
    "LockException",
    "Measurement",
    "PlanChange",
    "Reason",
    "Release",
    "ReleaseVersion",
    "ReturnToResidents",
    "SeriesBreak",
    "State",
    "Target",
    "Validation",
    "ValueImport",
    "Window",
    "Withholding",
    "breaks_of",
    "decisions_at",
    "imports_of",
    "indicators_at",
    "known_of",
    "runs_over_people",
    "told_per",
    "wholes_for",
]
