"""What the story of a collective is made of; a day is a date, or a number of days from today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

type Day = date | int
# A site's part of what was asked, granted and paid.
type Part = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Org:
    """A partner: its name, sector, first and last day, and who answers there."""

    name: str
    sector: str
    joined: Day
    contact: str = ""
    left: Day | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An organisation that holds a function of the backbone for some time, alone or beside others."""

    function: str
    organisation: str
    fte: str
    since: Day
    paid_by: str = ""
    paid_until: Day | None = None
    until: Day | None = None
    why: str = ""
    post: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Fund:
    """Money asked of a funder: the answer, the payments (all so far), the parts of other sites."""

    funder: str
    kind: str
    purpose: str
    asked: int
    asked_on: Day
    granted: int = 0
    answered: Day | None = None
    label: str = "unknown"
    paid: tuple[tuple[int, Day], ...] = ()
    refused: str = ""
    withdrawn: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    # Which amount was wrong, the right one, why, and the day of the correction.
    corrected: tuple[str, int, str, Day] | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """A support day: asked for, planned or held, with who came and what stays."""

    kind: str
    title: str
    on: Day | None = None
    days: str = "1"
    led_by: str = ""
    asked: Day | None = None
    need: str = ""
    promised: str = ""
    planned: Day | None = None
    held: bool = True
    came: Mapping[str, int] = field(default_factory=dict)
    left: tuple[tuple[str, str], ...] = ()
    cancelled: str = ""


@dataclass(frozen=True, slots=True)
class Against:
    """An objection: from where, when, why, and how it was met."""

    place: str
    raised: Day
    reason: str
    met: str = ""
    met_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What was said of a decision when its day came."""

    on: Day
    outcome: str
    note: str
    next_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A proposal, its objections, and the decision that came of it."""

    title: str
    proposal: str
    proposed: Day
    objections: tuple[Against, ...] = ()
    taken: Day | None = None
    facilitator: str = ""
    wording: str = ""
    seats: tuple[str, ...] = ("state", "municipality", "community")
    others: tuple[str, ...] = ()
    review_on: Day | None = None
    reviews: tuple[Review, ...] = ()
    aside: str = ""
    aside_on: Day | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Collective:
    """All that a site's partners did together; `listed` is the day of the first list of partners."""

    listed: Day
    partners: tuple[Org, ...]
    backbone: tuple[Held, ...] = ()
    money: tuple[Fund, ...] = ()
    support: tuple[Help, ...] = ()
    decisions: tuple[Agreed, ...] = ()
