"""What was said alone, laid side by side: where the legs differ most comes first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from governance.figures import SeatFigure, triad
from kit.templatetags.kit import initials
from readiness.figures.rubrics import LevelFigure, Question, questions_of, said
from readiness.models import Consensus, Leg, Rating, Round

LEGS = (Leg.STATE, Leg.MUNICIPALITY, Leg.COMMUNITY)
# From this difference between two legs on, a dimension is talked over first.
FAR_APART = 2
# Fewer people than that are not counted by level: each could be recognised.
FEWEST = 5
# Nor are those counted whose level is not shown by name, when so few of them are left that one
# of them could work out the others'.
FEWEST_UNNAMED = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """What a leg says of a dimension: the word of who holds its seat, else of its deputy."""

    leg: str
    label: str
    name: str = ""
    initials: str = ""
    vacant: bool = False
    level: LevelFigure | None = None
    unknown: bool = False
    comment: str = ""
    evidence: str = ""
    deputy: bool = False
    changed_since: bool = False

    @property
    def words(self) -> str:
        """« 2 · Présent », « ne sait pas », « n’a pas répondu », « siège vacant »."""
        if self.level is None and not self.unknown and self.vacant and not self.name:
            return _("vacant seat")
        return said(self.level, unknown=self.unknown)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people chose a level; never their sum, never their mean."""

    words: str
    people: int


@dataclass(frozen=True, slots=True)
class ConsensusFigure:
    """What the meeting says of a dimension; no level: it did not agree."""

    level: LevelFigure | None
    note: str
    mark: str

    @property
    def words(self) -> str:
        return self.level.words if self.level else _("no consensus")


@dataclass(frozen=True, slots=True)
class Talk:
    """One dimension on the table."""

    question: Question
    voices: tuple[Voice, ...]
    consensus: ConsensusFigure | None
    comments: tuple[str, ...]
    counted: tuple[Counted, ...]
    counted_partners: bool
    raters: int

    @property
    def difference(self) -> int:
        """How many levels lie between the two legs that are furthest apart."""
        numbers = [voice.level.number for voice in self.voices if voice.level]
        return max(numbers) - min(numbers) if numbers else 0

    @property
    def to_discuss(self) -> bool:
        return self.difference >= FAR_APART

    @property
    def steps(self) -> tuple[tuple[LevelFigure, tuple[Voice, ...]], ...]:
        """The levels, each with the legs that stand on it."""
        return tuple(
            (level, tuple(v for v in self.voices if v.level and v.level.number == level.number))
            for level in self.question.levels
        )

    @property
    def apart(self) -> tuple[Voice, ...]:
        """The legs that stand on no level."""
        return tuple(voice for voice in self.voices if voice.level is None)

    @property
    def mark(self) -> str:
        return self.consensus.mark if self.consensus else ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round on the table: first what is to be discussed, the furthest apart before the rest."""

    to_discuss: tuple[Talk, ...]
    rest: tuple[Talk, ...]

    @property
    def talks(self) -> tuple[Talk, ...]:
        return (*self.to_discuss, *self.rest)

    @property
    def left(self) -> int:
        return sum(talk.consensus is None for talk in self.talks)

    @property
    def next(self) -> Talk | None:
        """The first dimension without a word of the meeting."""
        return next((talk for talk in self.talks if talk.consensus is None), None)

    def talk(self, code: str) -> Talk | None:
        """The dimension of that code."""
        return next((talk for talk in self.talks if talk.question.code == code), None)

    def after(self, code: str) -> Talk | None:
        """The next dimension without a word of the meeting, in the order of the table."""
        ahead = [t for t in self.talks if t.consensus is None and t.question.code != code]
        place = next((n for n, t in enumerate(self.talks) if t.question.code == code), 0)
        later = [t for t in self.talks[place:] if t in ahead]
        return next(iter(later or ahead), None)


def meeting(found: Round) -> Meeting:
    """A round's dimensions with what each leg said, in six queries."""
    talks = talks_of(found)
    first = [talk for talk in talks if talk.to_discuss]
    return Meeting(
        to_discuss=tuple(sorted(first, key=lambda t: -t.difference)),
        rest=tuple(talk for talk in talks if not talk.to_discuss),
    )


def talks_of(found: Round) -> tuple[Talk, ...]:
    """Each dimension with what was said of it, in the order of the rubric."""
    given: dict[Any, list[Rating]] = defaultdict(list)
    rows = Rating.objects.filter(round=found).select_related("level", "person")
    for rating in rows.order_by("changed_at"):
        given[rating.dimension_id].append(rating)
    noted = consensus_of(found)
    seats = triad(found.site, found.met_on)
    return tuple(
        talk(question, given[question.id], noted.get(question.id), seats, found.meeting_at)
        for question in questions_of(found.rubric_id)
    )


def consensus_of(found: Round) -> dict[Any, Consensus]:
    """What a round's meeting has noted so far, by dimension."""
    rows = Consensus.objects.filter(round=found).select_related("level")
    return {row.dimension_id: row for row in rows}


def talk(
    question: Question,
    given: Sequence[Rating],
    noted: Consensus | None,
    seats: Iterable[SeatFigure],
    since: datetime | None,
) -> Talk:
    """One dimension: who speaks for each leg, what others said without their names."""
    speakers = {leg: speaker(leg, given) for leg in LEGS}
    named = {rating.pk for rating in speakers.values() if rating}
    others = [rating for rating in given if rating.pk not in named]
    counted, partners = people_counted(question, given, others)
    return Talk(
        question=question,
        voices=tuple(voice(question, seat, speakers[Leg(seat.seat)], since) for seat in seats),
        consensus=consensus_figure(question, noted) if noted else None,
        comments=tuple(sorted(text for r in others for text in (r.comment, r.evidence) if text)),
        counted=counted,
        counted_partners=partners,
        raters=sum(rating.answered for rating in given),
    )


def speaker(leg: Leg, given: Sequence[Rating]) -> Rating | None:
    """Who speaks for a leg: an answer before mere words, the holder before a deputy, the latest."""
    of_the_leg = [rating for rating in given if rating.leg == leg]
    return max(of_the_leg, key=lambda r: (r.answered, r.holder, r.changed_at), default=None)


def voice(
    question: Question, seat: SeatFigure, rating: Rating | None, since: datetime | None
) -> Voice:
    """A leg's word with its author; a vacant seat that nobody spoke for says so."""
    if rating is None:
        return Voice(seat.seat, seat.label, initials=seat.initials, vacant=seat.vacant)
    return Voice(
        leg=seat.seat,
        label=seat.label,
        name=str(rating.person),
        initials=initials(str(rating.person)),
        vacant=seat.vacant,
        level=question.level(rating.level.number) if rating.level else None,
        unknown=rating.unknown,
        comment=rating.comment,
        evidence=rating.evidence,
        deputy=not rating.holder,
        changed_since=since is not None and rating.changed_at > since,
    )


def people_counted(
    question: Question, given: Sequence[Rating], others: Sequence[Rating]
) -> tuple[tuple[Counted, ...], bool]:
    """How many people chose each level, where none of them can be recognised by it.

    The partners by themselves from five on; else everybody together from five on, unless so few
    are not shown by name that their levels could be worked out. Never both: one could be
    subtracted from the other.
    """
    partners = [rating for rating in given if rating.leg == Leg.PARTNER and rating.answered]
    everybody = [rating for rating in given if rating.answered]
    unnamed = [rating for rating in others if rating.answered]
    if len(partners) >= FEWEST:
        return counts(question, partners), True
    if len(everybody) >= FEWEST and len(unnamed) >= FEWEST_UNNAMED:
        return counts(question, everybody), False
    return (), False


def counts(question: Question, ratings: Iterable[Rating]) -> tuple[Counted, ...]:
    """The people on each level, from the lowest; those who do not know come last."""
    found = Counter(rating.level.number if rating.level else None for rating in ratings)
    known = [Counted(level.words, found[level.number]) for level in question.levels]
    return (*known, Counted(said(None, unknown=True), found[None]))


def consensus_figure(question: Question, noted: Consensus) -> ConsensusFigure:
    """What the meeting noted, as a value."""
    level = question.level(noted.level.number) if noted.level else None
    return ConsensusFigure(level, noted.note, noted.mark)


def at_the_lowest(found: Round) -> tuple[Question, ...]:
    """The dimensions that the meeting put at their lowest level."""
    noted = consensus_of(found)
    return tuple(
        asked
        for asked in questions_of(found.rubric_id)
        if (said_of := noted.get(asked.id)) and is_lowest(asked, said_of)
    )


def is_lowest(asked: Question, noted: Consensus) -> bool:
    return noted.level is not None and noted.level.number == asked.lowest.number
