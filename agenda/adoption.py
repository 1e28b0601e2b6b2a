"""When a text is adopted: three seats, three persons, one hash. Pure, no table, no page."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from accounts.roles import SEATS

AGREES = ("consent", "reservation")


class Answer(Protocol):
    """What the holder of a seat answered to a text, in the order of `number`."""

    number: int
    seat: str
    kind: str
    sha256: str
    person_id: Any

    @property
    def mandate(self) -> Any:
        """The mandate under which it was given."""


def valid_consents[A: Answer](answers: Iterable[A], sha256: str, on: date) -> dict[str, A]:
    """By seat, the consents that count on a day: the seat's latest answer, on this hash,

    under a mandate that is in force that day.
    """
    latest = {answer.seat: answer for answer in sorted(answers, key=lambda a: a.number)}
    return {
        seat: answer
        for seat, answer in latest.items()
        if answer.kind in AGREES and answer.sha256 == sha256 and answer.mandate.holds_on(on)
    }


def is_carried(answers: Iterable[Answer], sha256: str, on: date) -> bool:
    """True when each of the three seats agrees to this very text, by three persons."""
    consents = valid_consents(answers, sha256, on)
    persons = {answer.person_id for answer in consents.values()}
    return set(consents) >= set(SEATS) and len(persons) >= len(SEATS)
