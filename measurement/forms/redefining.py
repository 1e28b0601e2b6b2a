"""What a triad types to change an indicator of its own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import sometimes
from measurement.actions import Change
from measurement.forms.catalogue import DefinitionForm, WordsForm
from measurement.forms.indicators import ONLY_IN_RANGE
from measurement.forms.numbers import FigureField
from measurement.forms.times import rules_of_time, time_field, time_of
from measurement.models import Indicator, told_per, wholes_for
from measurement.words import typed as as_typed

TERMS = ("numerator_label", "denominator_label")
NUMBERS = ("band_low", "band_high", "noise")


class LocalRulesForm(DefinitionForm):
    """What counts, in what and how it is read; the kind of number stays."""

    fields_of = (
        "definition",
        "unit",
        *TERMS,
        "direction",
        *NUMBERS,
        "source",
        "source_code",
        "part_of",
    )
    # What the person has read that it does; empty until it was shown.
    agreed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)

    def __init__(
        self, *args: Any, found: Indicator, sources: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, found=found, **kwargs)
        self.found = found
        for name in NUMBERS:
            label = self.fields[name].label
            help_text = "" if name == "noise" else ONLY_IN_RANGE
            self.fields[name] = sometimes(FigureField(label=label, help_text=help_text))
            self.initial[name] = as_typed(getattr(found, name))
        self.fields["source_code"] = sometimes(
            forms.ChoiceField(
                label=_("Published statistics out of which it is read"),
                choices=[("", _("No publication: the site counts it itself")), *sources],
            )
        )
        self.fields["time"], self.initial["time"] = time_field(), time_of(found)
        if not found.is_ratio:
            for name in TERMS:
                del self.fields[name]
        if found.value_type not in Indicator.OF_PEOPLE:
            del self.fields["part_of"]
        # From when and why comes after all that changes.
        self.order_fields([name for name in self.fields if name not in {"valid_from", "reason"}])

    def clean(self) -> dict[str, Any]:
        """Something has to count otherwise; better words are another page."""
        data = super().clean() or {}
        data["noise"] = data.get("noise") or 0
        if not self.errors and all(
            getattr(self.found, name) == value for name, value in self.rules(data).items()
        ):
            self.add_error(
                None, _("What is counted does not change. To put it better, change the words.")
            )
        return data

    def rules(self, data: dict[str, Any]) -> dict[str, Any]:
        """The rules that were typed, and what follows from the unit of a share."""
        typed = {name: data[name] for name in self.fields_of if name in self.fields}
        typed |= rules_of_time(data.get("time") or time_of(self.found))
        if whole := wholes_for(self.found.site, self.found).get(typed.get("part_of", "")):
            # A part is as secret as its whole.
            typed["threshold"] = max(self.found.threshold, whole.threshold)
        if self.found.value_type not in Indicator.SHARES:
            return typed
        return typed | told_per(typed["unit"])

    def change(self) -> Change:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return Change(data["seen"], self.rules(data), data["reason"], data["valid_from"])

    def agree_to(self, key: str) -> bool:
        """True once what it does was shown and sent again; else the next sending will say so."""
        if self.cleaned_data["agreed"] == key:
            return True
        sent: Any = self.data
        sent = sent.copy()
        sent[self.add_prefix("agreed")] = key
        self.data = sent
        return False


class LocalWordsForm(WordsForm):
    """The words of an indicator of the site, which change nothing of what is counted."""

    fields_of = (
        "name", "question", "caution", "information_use", "name_en", "question_en", "caution_en",
        "information_use_en",
    )  # fmt: skip
