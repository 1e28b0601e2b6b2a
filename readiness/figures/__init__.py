"""What pages show of rounds, and what the board and the to-do list read of them."""

from readiness.figures.due import (
    LastRound,
    RoundDue,
    Waiting,
    last_rounds,
    rounds_due,
    waiting_at,
)
from readiness.figures.meetings import Meeting, Talk, Voice, meeting
from readiness.figures.national import SiteRounds, all_national_rounds, national_rounds
from readiness.figures.raters import Capacity, capacity_of
from readiness.figures.rating import Own, OwnRatings, Progress, own_ratings, progress
from readiness.figures.results import Change, Result, ResultRow, result
from readiness.figures.rounds import (
    DecisionFigure,
    RoundLine,
    decisions_of,
    line,
    rounds_of,
    with_decisions,
)
from readiness.figures.rubrics import LevelFigure, Question, families, questions_of
from readiness.figures.supports import NamedFigure, days_that_fit, givers

__all__ = [
    "Capacity",
    "Change",
    "DecisionFigure",
    "LastRound",
    "LevelFigure",
    "Meeting",
    "NamedFigure",
    "Own",
    "OwnRatings",
    "Progress",
    "Question",
    "Result",
    "ResultRow",
    "RoundDue",
    "RoundLine",
    "SiteRounds",
    "Talk",
    "Voice",
    "Waiting",
    "all_national_rounds",
    "capacity_of",
    "days_that_fit",
    "decisions_of",
    "families",
    "givers",
    "last_rounds",
    "line",
    "meeting",
    "national_rounds",
    "own_ratings",
    "progress",
    "questions_of",
    "result",
    "rounds_due",
    "rounds_of",
    "waiting_at",
    "with_decisions",
]
