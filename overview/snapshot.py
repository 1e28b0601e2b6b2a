"""What is known of one site at one date, as frozen values that a page or a report may show.

Whoever fills them has read the database; whoever shows them needs nothing else. Absent parts
are empty tuples or None, never invented: the page says the absence in a sentence.
Texts are already in the language of the site (French); counted states carry their code beside
their words, so that a sign can be drawn. `overview.stored` turns the whole into JSON and back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

type Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report covers, both included; reports cover quarters."""

    start: date
    end: date

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def quarter(self) -> int:
        return (self.start.month + 2) // 3

    @property
    def short(self) -> str:
        """As in running heads and chart labels: T3 2026."""
        return f"T{self.quarter} {self.year}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A priority neighbourhood of the site; rings are WGS84 longitude and latitude."""

    code: str
    name: str
    rings: tuple[Ring, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SiteIdentity:
    """Which site this is, where, and since when it takes part."""

    slug: str
    name: str
    neighbourhoods: tuple[Neighbourhood, ...]
    place: str
    region_code: str
    wave: str
    joined_on: date
    stage: str = ""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step of the site's life line. `state`: done, now or ahead."""

    name: str
    state: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class SeatFigure:
    """One of the three seats. `seat`: state, municipality or community."""

    seat: str
    label: str
    holder: str = ""
    function: str = ""
    since: date | None = None
    until: date | None = None
    vacant_since: date | None = None
    deputy: str = ""

    @property
    def is_vacant(self) -> bool:
        return not self.holder


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series for a period, or the reason why there is none.

    `state`: observed, provisional, corrected; or without a value: missing, not_produced,
    not_sent, secret, withheld. `reason` is a few words (« non produit »); `replaces` is the value that
    a correction put aside. `at` places it on the axis (2021.0; 2026.5 for the third quarter).
    """

    label: str
    at: float
    value: Decimal | None = None
    state: str = "observed"
    reason: str = ""
    replaces: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one territory; a comparator is another series of the same release."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """From `at` on, values no longer compare with those before; `cut` is the key of what changed."""

    at: float
    title: str
    text: str
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A value aimed at. `shared`: an ambition for the population, never « objectif »."""

    value: Decimal
    at: float
    label: str
    decided_on: date | None = None
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Headline:
    """One of at most five figures that the site shows first."""

    code: str
    name: str
    value: Decimal | None
    unit: str
    as_of: str
    sentence: str
    source: str
    total: Decimal | None = None
    decimals: int = 0
    caption: str = ""
    definition: str = ""
    caution: str = ""
    absence: str = ""
    is_rate: bool = False
    series: Series | None = None
    comparator: Series | None = None
    breaks: tuple[Break, ...] = ()
    target: Target | None = None
    # The range in which it should stay; open where an end is none.
    band_low: Decimal | None = None
    band_high: Decimal | None = None
    # Whether it moved against what was hoped for, the last day of its value, and its revisions.
    off_course: bool = False
    until: date | None = None
    looked_at: tuple[str, ...] = ()
    # Who contests it with the answer, and which other seat looked at it.
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of the table of all indicators; `display` is the value as it is written."""

    group: str
    code: str
    name: str
    display: str
    period: str
    state: str
    state_text: str
    reading: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaVersion:
    """A numbered version of the common agenda; the address is that of its page, where it is checked."""

    number: int
    state: str
    state_text: str
    adopted_on: date | None = None
    superseded_on: date | None = None
    sha256: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class AgendaFigures:
    """Where the common agenda stands; `horizon` is quoted without its marks."""

    horizon: str = ""
    horizon_version: int | None = None
    horizon_adopted_on: date | None = None
    passages: int = 0
    versions: tuple[AgendaVersion, ...] = ()
    standing: str = ""

    @property
    def spoken_of(self) -> AgendaVersion | None:
        """The version whose words are quoted: the one in force, else the latest that is public."""
        return next((v for v in self.versions if v.number == self.horizon_version), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things are in a state; `code` chooses the sign."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody said, what became of it and why. The name is the public one, or none."""

    words: str
    said_by: str
    outcome: str
    outcome_text: str
    reason: str = ""
    passage: str = ""
    # The id of the comment, never printed: by it a paper is found again when the comment is hidden.
    key: str = ""


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What residents said in the period; the sum of the outcomes is `received`."""

    received: int = 0
    answered: int = 0
    sentence: str = ""
    outcomes: tuple[Tally, ...] = ()
    pairs: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity of the plan. `state`: planned, running, waiting, suspended, done, dropped."""

    name: str
    who: str
    due: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True)
class StrategyFigures:
    """One strategy (axe) of the plan with its activities."""

    name: str
    note: str
    activities: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened in the period, as the journal tells it."""

    kind: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision taken by consent, with the objection met and what was done about it."""

    on: date
    text: str
    objection: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to come, or a datum awaited, from whom and when."""

    what: str
    when: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A publication used, with the limit one must know."""

    title: str
    producer: str
    vintage: str
    limit: str = ""


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """Everything that the site page and the site report show, of one site, at one date.

    `known_at` is the instant as of which its values were read; editions of before have none.
    """

    site: SiteIdentity
    period: Period
    taken_on: date
    known_at: datetime | None = None
    summary: str = ""
    caveat: str = ""
    life: tuple[LifeStep, ...] = ()
    seats: tuple[SeatFigure, ...] = ()
    headlines: tuple[Headline, ...] = ()
    contradicts: str = ""
    indicators: tuple[IndicatorRow, ...] = ()
    agenda: AgendaFigures = AgendaFigures()
    voices: VoiceFigures = VoiceFigures()
    plan: tuple[StrategyFigures, ...] = ()
    changes: tuple[Change, ...] = ()
    decisions: tuple[Decision, ...] = ()
    learned: str = ""
    coming: tuple[Due, ...] = ()
    awaited: tuple[Due, ...] = ()
    releases: tuple[Release, ...] = ()
