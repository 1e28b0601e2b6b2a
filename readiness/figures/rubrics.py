"""A rubric as pages show it: its questions with their levels, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from readiness.models import Dimension, Family


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """One level: its number is a name among others, never a mark."""

    number: int
    name: str
    text: str
    example: str

    @property
    def words(self) -> str:
        """« 2 · Présent »."""
        return f"{self.number} · {self.name}"


@dataclass(frozen=True, slots=True)
class Question:
    """One dimension with its levels, from the lowest."""

    id: Any
    code: str
    family: str
    title: str
    question: str
    unsuited_at_lowest: bool
    levels: tuple[LevelFigure, ...]

    @property
    def family_words(self) -> str:
        return str(Family(self.family).label)

    @property
    def lowest(self) -> LevelFigure:
        return self.levels[0]

    def level(self, number: int | None) -> LevelFigure | None:
        """The level of that number, if any."""
        return next((level for level in self.levels if level.number == number), None)

    def says_the_same_as(self, other: "Question") -> bool:
        """True when a level means in one what it means in the other."""
        return [(at.number, at.text) for at in self.levels] == [
            (at.number, at.text) for at in other.levels
        ]


def questions_of(rubric_id: Any) -> tuple[Question, ...]:
    """The questions of a rubric in their order, in two queries."""
    rows = (
        Dimension.objects.filter(rubric=rubric_id).order_by("position").prefetch_related("levels")
    )
    return tuple(question(row) for row in rows)


def question(row: Dimension) -> Question:
    """A dimension as a value."""
    return Question(
        id=row.pk,
        code=row.code,
        family=row.family,
        title=row.title,
        question=row.question,
        unsuited_at_lowest=row.unsuited_at_lowest,
        levels=tuple(
            LevelFigure(level.number, level.name, level.text, level.example)
            for level in row.levels.all()
        ),
    )


def families(found: Iterable[Any]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Whatever has a `question`, under the name of its precondition or condition."""
    groups = groupby(found, key=lambda item: item.question.family_words)
    return tuple((words, tuple(items)) for words, items in groups)


def said(level: LevelFigure | None, *, unknown: bool = False) -> str:
    """A level in words, or that somebody does not know, or has not answered."""
    if level is not None:
        return level.words
    return _("does not know") if unknown else _("no answer")
