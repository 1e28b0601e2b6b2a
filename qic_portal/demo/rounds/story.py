"""What the story of a site's rounds is made of; a day is a date, or a number of days from today."""

from dataclasses import dataclass, field
from datetime import date

type Day = date | int


@dataclass(frozen=True, slots=True)
class Word:
    """What goes with a level: a comment, what shows it."""

    comment: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A support that a decision names; `day`: the title of the support day that answers it."""

    kind: str
    what: str
    provider: str
    until: Day
    day: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on readiness: by the account of that name, on a day."""

    outcome: str
    words: str
    by: str
    on: Day
    supports: tuple[Named, ...] = ()
    revisit_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Tour:
    """A round. `said`: for each account its levels in the order of the rubric, "?" where it does not

    know, "." where it says nothing; `words`: what goes with them, by account and dimension.
    `agreed`: the levels of the meeting in the same order, "-" for no consensus, "." where it has
    not come to it yet.
    """

    kind: str
    opened: Day
    until: Day
    said: dict[str, str]
    words: dict[tuple[str, str], Word] = field(default_factory=dict)
    met: Day | None = None
    agreed: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    facilitator: str = ""
    seats: tuple[str, ...] = ("state", "municipality", "community")
    others: tuple[str, ...] = ()
    sharing: str = "site"
    decisions: tuple[Decided, ...] = ()
