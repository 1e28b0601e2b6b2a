"""One person's own ratings in a round: what they have said, what is left, what they may look at again."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from readiness.figures.meetings import consensus_of
from readiness.figures.rubrics import Question, questions_of
from readiness.models import Leg, Rating, Round


@dataclass(frozen=True, slots=True)
class Own:
    """What a person says of one question; `closed` once the meeting has noted its word."""

    question: Question
    level: int | None = None
    unknown: bool = False
    comment: str = ""
    evidence: str = ""
    given: bool = False
    closed: bool = False

    @property
    def answered(self) -> bool:
        return self.level is not None or self.unknown


@dataclass(frozen=True, slots=True)
class OwnRatings:
    """All questions of a round with what one person says of them."""

    own: tuple[Own, ...]

    @property
    def total(self) -> int:
        return len(self.own)

    @property
    def answered(self) -> int:
        return sum(own.answered for own in self.own)

    @property
    def left(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(own.question for own in self.own if not own.answered)

    @property
    def given(self) -> bool:
        """True when there is something to withdraw."""
        return any(own.given and not own.closed for own in self.own)

    @property
    def unshown(self) -> tuple[Question, ...]:
        """The questions at their highest level without a word on what shows it."""
        return tuple(
            own.question
            for own in self.own
            if own.level == own.question.levels[-1].number and not own.evidence
        )


def own_ratings(found: Round, person: User) -> OwnRatings:
    """A person's own ratings, in four queries."""
    given = {
        rating.dimension_id: rating
        for rating in Rating.objects.filter(round=found, person=person).select_related("level")
    }
    closed = set(consensus_of(found))
    return OwnRatings(
        tuple(own(q, given.get(q.id), closed=q.id in closed) for q in questions_of(found.rubric_id))
    )


def own(question: Question, rating: Rating | None, *, closed: bool) -> Own:
    """One question with what the person says of it."""
    if rating is None:
        return Own(question, closed=closed)
    return Own(
        question=question,
        level=rating.level.number if rating.level else None,
        unknown=rating.unknown,
        comment=rating.comment,
        evidence=rating.evidence,
        given=True,
        closed=closed,
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a leg has come, without a word of what it says."""

    label: str
    words: str


def progress(found: Round) -> tuple[Progress, ...]:
    """Who has rated how much: each leg by its best-placed person, the partners by their number."""
    total = len(questions_of(found.rubric_id))
    people: dict[tuple[str, Any], int] = {}
    for rating in Rating.objects.filter(round=found):
        key = (rating.leg, rating.person_id)
        people[key] = people.get(key, 0) + rating.answered
    lines = []
    for leg in Leg:
        counts = [count for (of, _person), count in people.items() if of == leg]
        if leg == Leg.PARTNER:
            if counts:
                lines.append(Progress(str(leg.label), partners(len(counts))))
            continue
        done = max(counts, default=0)
        lines.append(Progress(str(leg.label), leg_words(done, total)))
    return tuple(lines)


def partners(count: int) -> str:
    return ngettext("%(count)s person has begun", "%(count)s people have begun", count) % {
        "count": count
    }


def leg_words(done: int, total: int) -> str:
    """« 4 réponses sur 6 », « pas encore commencé »."""
    if not done:
        return _("not begun yet")
    return _("%(done)s of %(total)s answered") % {"done": done, "total": total}
