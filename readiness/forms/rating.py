"""All questions of a round as one form, saved as far as it is filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kit.forms import LongTextField
from readiness.actions import Answer
from readiness.figures import Own, OwnRatings
from readiness.forms.levels import level_choices

UNKNOWN, NOTHING = "unknown", ""
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Block:
    """One question with its three fields; none where it is closed."""

    own: Own
    level: Any = None
    comment: Any = None
    evidence: Any = None

    @property
    def question(self) -> Any:
        return self.own.question


class RatingForm(forms.Form):
    """A level, a comment and what shows it, for each question that is still open to this person."""

    def __init__(self, *args: Any, ratings: OwnRatings, adding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ratings = ratings
        self.open = [own for own in ratings.own if self.asks(own, adding=adding)]
        for own in self.open:
            self.ask(own)

    def asks(self, own: Own, *, adding: bool) -> bool:
        """True for a question that is open, or that was when the page was drawn: the action says no."""
        typed = self.is_bound and f"{own.question.code}-level" in self.data
        return typed or (not own.closed and (adding or own.given))

    def ask(self, own: Own) -> None:
        """The three fields of one question."""
        question = own.question
        choices = [
            *level_choices(question.levels),
            (UNKNOWN, plain(_("I do not know"))),
            (NOTHING, plain(_("No answer for now"))),
        ]
        self.fields[f"{question.code}-level"] = forms.ChoiceField(
            label=question.title,
            help_text=question.question,
            choices=choices,
            widget=forms.RadioSelect,
            required=False,
            initial=UNKNOWN if own.unknown else NOTHING if own.level is None else str(own.level),
        )
        self.fields[f"{question.code}-comment"] = LongTextField(
            label=_("Your comment"),
            rows=2,
            max_length=LONGEST,
            required=False,
            initial=own.comment,
        )
        self.fields[f"{question.code}-evidence"] = LongTextField(
            label=_("What shows it"),
            rows=2,
            max_length=LONGEST,
            required=False,
            initial=own.evidence,
        )

    @property
    def blocks(self) -> Iterator[Block]:
        """Every question in order, with its fields where it is open."""
        asked = {own.question.code for own in self.open}
        for own in self.ratings.own:
            code = own.question.code
            if code in asked:
                yield Block(
                    own, self[f"{code}-level"], self[f"{code}-comment"], self[f"{code}-evidence"]
                )
            else:
                yield Block(own)

    @property
    def answers(self) -> dict[str, Answer]:
        """What was typed, by the code of the question."""
        return {own.question.code: self.answer(own.question.code) for own in self.open}

    def answer(self, code: str) -> Answer:
        level = self.cleaned_data[f"{code}-level"]
        return Answer(
            level=None if level in {UNKNOWN, NOTHING} else int(level),
            unknown=level == UNKNOWN,
            comment=self.cleaned_data[f"{code}-comment"],
            evidence=self.cleaned_data[f"{code}-evidence"],
        )


def plain(words: Any) -> Any:
    return format_html("<span>{}</span>", words)
