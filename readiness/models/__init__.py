"""The tables of rubrics, and of the rounds in which a site rates itself."""

from readiness.models.meetings import Consensus, MeetingPresence, ReadinessDecision
from readiness.models.ratings import Leg, Rating
from readiness.models.rounds import Round, Sharing
from readiness.models.rubrics import Dimension, Family, Kind, Level, Rubric

__all__ = [
    "Consensus",
    "Dimension",
    "Family",
    "Kind",
    "Leg",
    "Level",
    "MeetingPresence",
    "Rating",
    "ReadinessDecision",
    "Round",
    "Rubric",
    "Sharing",
]
