"""Everything that changes a paper: when it is due, made, closed, made again."""

from reports.actions.answers import ask_answers_paper, build_answers_paper, sweep_answers
from reports.actions.certificates import build_certificate, plan_certificates, sweep_certificates
from reports.actions.editions import (
    build_edition,
    close_report,
    closed_quarter,
    make_due,
    picture,
    reissue,
    start_again,
    sweep_editions,
)
from reports.actions.handover import ask_handover_paper, build_handover_paper, sweep_handovers
from reports.actions.notices import tell_ready
from reports.actions.printing import TRIES
from reports.actions.profiles import ask_profile_paper, build_profile_paper, sweep_profiles


def sweep() -> int:
    """Makes every paper that is due and whose hint was lost; how many came out."""
    ways = (sweep_editions, sweep_handovers, sweep_answers, sweep_certificates, sweep_profiles)
    return sum(way() for way in ways)


__all__ = [
    "TRIES",
    "ask_answers_paper",
    "ask_handover_paper",
    "ask_profile_paper",
    "build_answers_paper",
    "build_certificate",
    "build_edition",
    "build_handover_paper",
    "build_profile_paper",
    "close_report",
    "closed_quarter",
    "make_due",
    "picture",
    "plan_certificates",
    "reissue",
    "start_again",
    "sweep",
    "sweep_answers",
    "sweep_certificates",
    "sweep_editions",
    "sweep_handovers",
    "sweep_profiles",
    "tell_ready",
]
