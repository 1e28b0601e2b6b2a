"""The demonstration's rounds: invented ratings at real sites, given through our actions."""

from qic_portal.demo.rounds.fill import fill
from qic_portal.demo.rounds.stories import STORIES

__all__ = ["STORIES", "fill"]
