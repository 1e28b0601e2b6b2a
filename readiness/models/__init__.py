"""The tables of rubrics, and of the rounds in which a site rates itself."""

from readiness.models.meetings import Consensus, MeetingPresence, ReadinessDecision
from readiness.models.ratings import Leg, Rating
from readiness.models.rounds import Round, Sharing
from readiness.models.rubrics import Dimension, Family, Kind, Level, Rubric
from readiness.models.supports import DAYS, KINDS, Beyond, NamedSupport

__all__ = [
    "DAYS",
    "KINDS",
    "Beyond",
    "Consensus",
    "Dimension",
    "Family",
    "Kind",
    "Leg",
    "Level",
    "MeetingPresence",
    "NamedSupport",
    "Rating",
    "ReadinessDecision",
    "Round",
    "Rubric",
    "Sharing",
]
