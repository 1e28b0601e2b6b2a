"""What can happen in a round. No entry holds a level or a word of a rating: those stay at the site.

Entries are never erased, and more people read them than the ratings.
"""

from readiness.events.rounds import (
    ConsensusNoted,
    MeetingOpened,
    RatingsGiven,
    RatingsWithdrawn,
    ReadinessDecided,
    RoundConcluded,
    RoundOpened,
    RoundSetAside,
    SharingChanged,
    SupportLinked,
)
from readiness.events.rubrics import RubricPublished

__all__ = [
    "ConsensusNoted",
    "MeetingOpened",
    "RatingsGiven",
    "RatingsWithdrawn",
    "ReadinessDecided",
    "RoundConcluded",
    "RoundOpened",
    "RoundSetAside",
    "RubricPublished",
    "SharingChanged",
    "SupportLinked",
]
