"""Indicators, the values measured for them, which are never overwritten, and what is aimed at."""

from measurement.models.indicators import Indicator, indicators_at
from measurement.models.reviews import LearningReview
from measurement.models.targets import Target
from measurement.models.ties import IndicatorTie
from measurement.models.values import WITH_VALUE, Measurement, State

__all__ = [
    "WITH_VALUE",
    "Indicator",
    "IndicatorTie",
    "LearningReview",
    "Measurement",
    "State",
    "Target",
    "indicators_at",
]
