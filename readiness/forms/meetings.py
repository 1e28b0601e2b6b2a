"""The meeting's word on a dimension, and its end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.figures import SeatFigure
from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField
from readiness.figures import Talk
from readiness.forms.levels import level_choices
from readiness.forms.rating import plain

NONE = "none"
MOST_OTHERS = 60


class SeenForm(forms.Form):
    """A form that carries what the person had before their eyes, so that nothing is written unseen."""

    seen = CleanCharField(widget=forms.HiddenInput, required=False, max_length=40)

    def show_again(self, mark: str) -> None:
        """Drawn anew after a refusal beside what stands by now: the next try has seen that."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": mark}


class ConsensusForm(SeenForm):
    """A level on which the meeting agrees, or that it does not, and a note."""

    level = forms.ChoiceField(label=_("What the meeting says"), widget=forms.RadioSelect)
    note = LongTextField(
        label=_("Note"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_(
            "What you agreed on, or where you stand. It is read with the level if you share the round."
        ),
    )
    field_order = ("level", "note", "seen")

    def __init__(self, *args: Any, talk: Talk, **kwargs: Any) -> None:
        first: dict[str, Any] = {"seen": talk.mark}
        if talk.consensus:
            level = talk.consensus.level
            first |= {"level": str(level.number) if level else NONE, "note": talk.consensus.note}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["level"]
        choice.choices = [*level_choices(talk.question.levels), (NONE, plain(_("No consensus")))]

    @property
    def facts(self) -> dict[str, Any]:
        """What is noted, as the action wants it."""
        level = self.cleaned_data["level"]
        return self.cleaned_data | {"level": None if level == NONE else int(level)}


class ConcludeForm(forms.Form):
    """When the meeting was, who facilitated, who was there."""

    met_on = DayField(label=_("Day of the meeting"))
    facilitator = CleanCharField(label=_("Who facilitated"), max_length=160)
    seats = forms.MultipleChoiceField(
        label=_("Seats that were there"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = LongTextField(
        label=_("Who else was there"),
        max_length=4000,
        rows=3,
        required=False,
        help_text=_("One a line: an organisation, a group. Names only of people who agree."),
    )

    def __init__(self, *args: Any, seats: Sequence[SeatFigure], **kwargs: Any) -> None:
        kwargs["initial"] = {"met_on": clock.today()}
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["seats"]
        choice.choices = [(s.seat, f"{s.label}{_(': ')}{s.words}") for s in seats]

    def clean_others(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(names) > MOST_OTHERS or any(len(name) > 160 for name in names):
            raise forms.ValidationError(_("At most sixty lines of 160 characters."))
        return names
