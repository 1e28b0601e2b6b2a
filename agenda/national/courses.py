"""How far the invented agendas have come: what happened to each version, and how long ago."""

from dataclasses import dataclass

from agenda.models import Endorsement, Version
from sites.models import Site

State = Version.State
YES, BUT = Endorsement.Kind.CONSENT, Endorsement.Kind.RESERVATION


@dataclass(frozen=True, slots=True)
class Round:
    """One version, its days counted back from today (below 0: ahead), and what was said about it.

    `waiting` comments have no outcome yet; `answers` are those of the three seats, in their order.
    """

    state: State
    began: int
    opened: int | None = None
    closes: int | None = None
    reworked: int | None = None
    sent: int | None = None
    adopted: int | None = None
    ended: int | None = None
    comments: int = 0
    waiting: int = 0
    answers: tuple[Endorsement.Kind, ...] = ()


type Course = tuple[Round, ...]

ADOPTED = Round(
    State.ADOPTED, began=320, opened=290, closes=260, reworked=259, sent=250, adopted=240,
    comments=14, answers=(YES, BUT, YES),
)  # fmt: skip
REPLACED = Round(
    State.SUPERSEDED, began=320, opened=290, closes=260, reworked=259, sent=250, adopted=240,
    ended=130, comments=14, answers=(YES, YES, YES),
)  # fmt: skip
NOTHING: Course = ()
WRITING: Course = (Round(State.WRITING, began=35),)
OPEN: Course = (Round(State.OPEN, began=70, opened=10, closes=-20, comments=6, waiting=6),)
# Open for long: the first comments have waited too long for an answer.
STILL_OPEN: Course = (Round(State.OPEN, began=110, opened=40, closes=-8, comments=16, waiting=9),)
ANSWERING: Course = (
    Round(State.REWORKING, began=140, opened=70, closes=40, reworked=39, comments=18, waiting=4),
)
NEXT_IN_WRITING: Course = (
    Round(State.REWORKING, began=190, opened=110, closes=80, reworked=79, comments=11),
    Round(State.WRITING, began=20),
)
SENT: Course = (
    Round(State.ENDORSING, began=120, opened=60, closes=30, reworked=29, sent=5, comments=9,
          answers=(YES, YES)),
)  # fmt: skip
SENT_LONG_AGO: Course = (
    Round(State.ENDORSING, began=150, opened=90, closes=60, reworked=59, sent=32, comments=12,
          answers=(YES,)),
)  # fmt: skip
ONE_ADOPTED: Course = (ADOPTED,)
SECOND_OPEN: Course = (
    ADOPTED, Round(State.OPEN, began=45, opened=12, closes=-15, comments=8, waiting=3),
)  # fmt: skip
SECOND_ADOPTED: Course = (
    REPLACED,
    Round(State.ADOPTED, began=210, opened=200, closes=175, reworked=174, sent=150, adopted=130,
          comments=7, answers=(YES, YES, YES)),
)  # fmt: skip

# By stage, how far a site may have come. Where a seat was empty, nothing was adopted.
COURSES = {
    Site.State.ENGAGED: (NOTHING, WRITING, OPEN),
    Site.State.ACTIVE: (
        WRITING, OPEN, STILL_OPEN, ANSWERING, NEXT_IN_WRITING, SENT, SENT_LONG_AGO,
        ONE_ADOPTED, ONE_ADOPTED, ONE_ADOPTED, SECOND_OPEN, SECOND_ADOPTED,
    ),
    Site.State.AUTONOMOUS: (ONE_ADOPTED, SECOND_OPEN, SECOND_ADOPTED),
    Site.State.PAUSED: (ANSWERING, NEXT_IN_WRITING, ONE_ADOPTED),
}  # fmt: skip
WITHOUT_A_SEAT = (STILL_OPEN, ANSWERING, NEXT_IN_WRITING)
