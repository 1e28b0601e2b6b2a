"""What a site's story is made of; a day is a date, or a number of days from today."""

from dataclasses import dataclass
from datetime import date

type Day = date | int


@dataclass(frozen=True, slots=True)
class Words:
    """A passage: its part (or the name of its strategy), heading, text, plain text.

    `themes`: those of an area of change. `answers_to`: the heading of the area to which a strategy
    answers. `activity`: an activity of the strategy.
    """

    part: str
    heading: str
    text: str
    plain: str = ""
    themes: tuple[str, ...] = ()
    answers_to: str = ""
    activity: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """A passage that becomes two, after so many of its sentences."""

    heading: str
    after: int
    second: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two passages that become one, under a heading."""

    first: str
    second: str
    heading: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody about a passage (empty: the whole text) or some words of it, and what became of it."""

    about: str
    name: str
    text: str
    kind: str = ""
    reason: str = ""
    workshop: bool = False
    quote: str = ""
    people: int = 1
    # To whom it was passed on, until which version it was put off, which passage it changed.
    whom: str = ""
    until: int | None = None
    changed: str = ""
    suggestion: str = ""
    language: str = ""
    echoes: tuple["Echo", ...] = ()
    agrees: int = 0


@dataclass(frozen=True, slots=True)
class Echo:
    """Somebody replies to a voice: a neighbour under a name, or the holder of a seat."""

    text: str
    name: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workshop whose paper was entered: when, where, how many came, and what was said."""

    title: str
    held_on: Day
    place: str
    people: int
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage in another language."""

    about: str
    language: str
    heading: str
    text: str
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Feast:
    """How an adoption was celebrated."""

    on: Day
    place: str
    people: int
    words: str


@dataclass(frozen=True, slots=True)
class Objection:
    """A seat that does not agree with what was sent, and why."""

    seat: str
    on: Day
    reason: str


@dataclass(frozen=True, slots=True)
class Met:
    """What a version does about the last objection or reservation of a seat; what it changed."""

    seat: str
    text: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One version: how the text is reshaped, what is then written in it, and how far it went.

    `brought`: its words came in one file. `reads_first`: comments are read before they are shown.
    `moderated`: one comment is reported, one held, three were hidden, one of them appealed against.
    `objection`: a seat sent it back. `meets`: what it does about what seats said before.
    """

    started: Day
    words: tuple[Words, ...] = ()
    opened: Day | None = None
    closes: Day | None = None
    voices: tuple[Voice, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    sent: Day | None = None
    adopted: Day | None = None
    # What a seat added to its consent, by seat.
    reserves: tuple[tuple[str, str], ...] = ()
    objection: Objection | None = None
    meets: tuple[Met, ...] = ()
    feast: Feast | None = None
    endorsed_by: tuple[str, ...] = ("state", "community", "municipality")
    shapes: tuple[Split | Merge, ...] = ()
    brought: bool = False
    spoken: tuple[Spoken, ...] = ()
    reads_first: bool = False
    moderated: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """An activity: how it went, as states with their days and reasons."""

    title: str
    strategy: str
    lead: str
    steps: tuple[tuple[str, Day, str], ...]
    due: Day | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A site's versions, oldest first, and its plan."""

    rounds: tuple[Round, ...]
    deeds: tuple[Deed, ...] = ()
    # Themes given to what was said: each with words of which one occurs in the comment.
    themes: tuple[tuple[str, tuple[str, ...]], ...] = ()
