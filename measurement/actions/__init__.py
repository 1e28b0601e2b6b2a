"""Every write about figures: nothing is overwritten, and two people never both win."""

from measurement.actions.indicators import NewIndicator, choose_indicator
from measurement.actions.reviews import ReviewFacts, correct_review, record_review
from measurement.actions.targets import set_target
from measurement.actions.ties import thing_of, tie_indicator, untie_indicator
from measurement.actions.values import Reading, correct_value, enter_value

__all__ = [
    "NewIndicator",
    "Reading",
    "ReviewFacts",
    "choose_indicator",
    "correct_review",
    "correct_value",
    "enter_value",
    "record_review",
    "set_target",
    "thing_of",
    "tie_indicator",
    "untie_indicator",
]
