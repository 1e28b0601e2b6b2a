"""What a round came to, dimension by dimension, beside what the round before it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kit.access import Standing
from readiness.figures.meetings import (
    ConsensusFigure,
    Talk,
    consensus_figure,
    consensus_of,
    talks_of,
)
from readiness.figures.rubrics import Question, questions_of
from readiness.models import Leg, MeetingPresence, Round
from readiness.rules import reads_consensus, reads_ratings


@dataclass(frozen=True, slots=True)
class Change:
    """How a dimension stands against the earlier round: in words, with a direction, never a mark."""

    words: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One dimension of a concluded round; `talk` is only for the people of the site."""

    question: Question
    consensus: ConsensusFigure | None
    change: Change | None
    talk: Talk | None


@dataclass(frozen=True, slots=True)
class Result:
    """A concluded round: who met, what was agreed, what changed since the one before."""

    rows: tuple[ResultRow, ...]
    present: tuple[tuple[str, str], ...]
    before_id: Any = None
    before_on: Any = None

    @property
    def unsuited(self) -> tuple[Question, ...]:
        """The dimensions whose lowest level proposes that the context is not suited."""
        return tuple(row.question for row in self.lowest_rows if row.question.unsuited_at_lowest)

    @property
    def lowest(self) -> tuple[Question, ...]:
        """The dimensions at their lowest level: while there is one, « ready » is not said."""
        return tuple(row.question for row in self.lowest_rows)

    @property
    def lowest_rows(self) -> tuple[ResultRow, ...]:
        return tuple(
            row for row in self.rows if row.consensus and row.consensus.level == row.question.lowest
        )


def result(found: Round, standing: Standing, *, voices: bool = True) -> Result:
    """What a round came to, for one reader; what each leg said of it only for the people of the site.

    It is compared with the round before where this reader may read that one too.
    """
    inside = voices and reads_ratings(standing)
    talks = {talk.question.id: talk for talk in talks_of(found)} if inside else {}
    asked = [t.question for t in talks.values()] if inside else questions_of(found.rubric_id)
    noted = consensus_of(found)
    before = round_before(found)
    if before is not None and not reads_consensus(standing, before.sharing):
        before = None
    earlier = earlier_words(before) if before else {}
    rows = []
    for question in asked:
        here = noted.get(question.id)
        consensus = consensus_figure(question, here) if here else None
        change = None
        if before is not None and consensus is not None:
            change = change_of(question, consensus, earlier.get(question.code))
        rows.append(ResultRow(question, consensus, change, talks.get(question.id)))
    there = MeetingPresence.objects.filter(round=found).order_by("created_at", "name")
    return Result(
        rows=tuple(rows),
        present=tuple((str(Leg(p.leg).label) if p.leg else "", p.name) for p in there),
        before_id=before.pk if before else None,
        before_on=before.met_on if before else None,
    )


def round_before(found: Round) -> Round | None:
    """The concluded round of the same kind that a site held before this one."""
    rows = Round.objects.concluded().filter(site=found.site_id, kind=found.kind)
    earlier = rows.filter(opened_on__lte=found.opened_on).exclude(pk=found.pk)
    return earlier.order_by("-met_on", "-created_at").first()


type Earlier = Mapping[str, tuple[Question, ConsensusFigure | None]]


def earlier_words(before: Round) -> Earlier:
    """What the earlier round came to, by the code of the dimension."""
    noted = consensus_of(before)
    return {
        question.code: (
            question,
            consensus_figure(question, noted[question.id]) if question.id in noted else None,
        )
        for question in questions_of(before.rubric_id)
    }


def change_of(
    question: Question,
    now: ConsensusFigure,
    earlier: tuple[Question, ConsensusFigure | None] | None,
) -> Change:
    """« Était 1 (Amorce), est maintenant 2 (En construction) : … »"""
    if earlier is None or earlier[1] is None:
        return Change(_("This question is new."))
    if not question.says_the_same_as(earlier[0]):
        return Change(_("The question has been reworded since: the two rounds do not compare."))
    before = earlier[1]
    if now.level is None:
        words = _("Was: %(before)s. No consensus this time.") if before.level else _("Still no consensus.")  # fmt: skip
        return Change(words % {"before": before.words})
    facts = {"before": before.words, "now": now.words, "text": now.level.text}
    if before.level is None:
        return Change(_("No consensus last time, is %(now)s now: %(text)s") % facts)
    if before.level.number == now.level.number:
        return Change(_("Still %(now)s.") % facts, "same")
    way = "up" if now.level.number > before.level.number else "down"
    return Change(_("Was %(before)s, is %(now)s now: %(text)s") % facts, way)
