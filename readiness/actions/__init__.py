"""Every change of what sites say of their readiness and of the five conditions."""

from readiness.actions.decisions import Support, ask_for, decide, within_three_years
from readiness.actions.meetings import conclude, note_consensus
from readiness.actions.ratings import Answer, rate, withdraw
from readiness.actions.rounds import open_meeting, open_round, set_aside, share
from readiness.actions.rubrics import publish_rubrics

__all__ = [
    "Answer",
    "Support",
    "ask_for",
    "conclude",
    "decide",
    "note_consensus",
    "open_meeting",
    "open_round",
    "publish_rubrics",
    "rate",
    "set_aside",
    "share",
    "withdraw",
    "within_three_years",
]
