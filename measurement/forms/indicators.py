"""What is typed of an indicator and of a target."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, sometimes
from measurement import exact
from measurement.actions import NewIndicator
from measurement.forms.catalogue import whole_field
from measurement.forms.numbers import FigureField
from measurement.forms.times import PER_PERIOD, rules_of_time, time_field
from measurement.models import Indicator
from partnership.forms.days import AnyDay

FEW_PEOPLE, FEW_HOUSEHOLDS = 5, 11
ONLY_IN_RANGE = _("Only where the figure is better inside a range.")


class TargetForm(forms.Form):
    """What the site aims at, and by when."""

    value = FigureField(label=_("Value aimed at"))
    due_on = AnyDay(label=_("To be reached by"))
    note = CleanCharField(label=_("Why this value"), max_length=300, required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value"]
        field.expected = exact.expected_of(indicator)
        field.label = _("Value aimed at (%(unit)s)") % {"unit": indicator.unit}

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on <= clock.today():
            raise forms.ValidationError(_("The day to reach the target by must be in the future."))
        return due_on

    def aim(self) -> tuple[Decimal, date, str]:
        """Value, day and note."""
        data = self.cleaned_data
        return data["value"], data["due_on"], data["note"]


class IndicatorForm(forms.Form):
    """Something that a site follows itself."""

    PERIODICITIES = (
        Indicator.Periodicity.MONTH,
        Indicator.Periodicity.QUARTER,
        Indicator.Periodicity.HALF,
        Indicator.Periodicity.YEAR,
    )
    DIRECTIONS = (
        Indicator.Direction.HIGHER,
        Indicator.Direction.LOWER,
        Indicator.Direction.BAND,
        Indicator.Direction.CONTEXT,
    )

    VALUE_TYPES = (
        Indicator.ValueType.COUNT,
        Indicator.ValueType.DISTINCT,
        Indicator.ValueType.AMOUNT,
        Indicator.ValueType.RATIO,
        Indicator.ValueType.RATE,
    )

    name = CleanCharField(
        label=_("Name"),
        max_length=70,
        help_text=_("In plain words, for example: Children helped after school."),
    )
    question = CleanCharField(label=_("The question it answers"), max_length=200, required=False)
    unit = CleanCharField(
        label=_("Unit"), max_length=40, help_text=_("For example: children, workshops, %, €.")
    )
    value_type = forms.ChoiceField(
        label=_("Kind of number"),
        choices=[(t.value, t.label) for t in VALUE_TYPES],
        initial=Indicator.ValueType.COUNT,
    )
    numerator_label = CleanCharField(
        label=_("For a ratio: what is counted above"), max_length=200, required=False
    )
    denominator_label = CleanCharField(
        label=_("For a ratio: among what it is counted"), max_length=200, required=False
    )
    people = forms.BooleanField(
        label=_("It counts people: do not publish counts below five, nor shares of so few"),
        required=False,
    )
    households = forms.BooleanField(
        label=_("It counts households: do not publish counts below eleven"), required=False
    )
    direction = forms.ChoiceField(
        label=_("How to read it"),
        choices=[(d.value, d.label) for d in DIRECTIONS],
        initial=Indicator.Direction.HIGHER,
    )
    band_low = sometimes(FigureField(label=_("Range from"), help_text=ONLY_IN_RANGE))
    band_high = sometimes(FigureField(label=_("Range to"), help_text=ONLY_IN_RANGE))
    time = time_field()
    periodicity = forms.ChoiceField(
        label=_("How often it is entered"),
        choices=[(p.value, p.label) for p in PERIODICITIES],
        initial=Indicator.Periodicity.QUARTER,
    )
    source = CleanCharField(label=_("Source"), max_length=200, help_text=_("Who counts, and how."))
    source_code = forms.ChoiceField(
        label=_("Published statistics out of which it is read"),
        required=False,
        help_text=_("Leave it for what the site counts itself."),
    )
    definition = CleanCharField(
        label=_("What exactly is counted"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    information_use = CleanCharField(
        label=_("What the figure is used for"),
        max_length=300,
        required=False,
        help_text=_("Who decides what with it."),
    )

    def __init__(
        self,
        *args: Any,
        sources: Sequence[tuple[str, str]],
        wholes: Mapping[str, Indicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of"] = whole_field("", wholes)
        field: Any = self.fields["source_code"]
        field.choices = [("", _("No publication: the site counts it itself")), *sources]

    def clean(self) -> dict[str, Any]:
        """A ratio names its two terms; another kind of number has none."""
        data = super().clean() or {}
        for name in ("numerator_label", "denominator_label"):
            if data.get("value_type") != Indicator.ValueType.RATIO:
                data[name] = ""
            elif not data.get(name):
                self.add_error(name, _("A ratio names its numerator and its denominator."))
        self.refuse_nobody(data)
        if data.get("direction") != Indicator.Direction.BAND:
            data["band_low"] = data["band_high"] = None
        elif data.get("band_low") is None and data.get("band_high") is None:
            self.add_error(
                "band_low", _("Say from where to where it should stay: one end is enough.")
            )
        if data.get("part_of") and data.get("value_type") not in Indicator.OF_PEOPLE:
            self.add_error(
                "part_of", _("Only a count, or a share of one, is part of another figure.")
            )
        return data

    def refuse_nobody(self, data: dict[str, Any]) -> None:
        """Only a count or a ratio counts people or households."""
        if data.get("value_type") in Indicator.OF_PEOPLE:
            return
        words = _("Only a count or a ratio counts people: choose one of these, or leave this out.")
        for name in ("people", "households"):
            if data.get(name):
                self.add_error(name, words)

    def indicator(self) -> NewIndicator:
        """What was typed, as the action wants it."""
        data = dict(self.cleaned_data)
        time, few = data.pop("time") or PER_PERIOD, 0
        for name, least in (("people", FEW_PEOPLE), ("households", FEW_HOUSEHOLDS)):
            few = max(few, least) if data.pop(name) else few
        data |= rules_of_time(time)
        return NewIndicator(threshold=few, **data)
