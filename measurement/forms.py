"""Forms about figures: what is typed becomes a reading, or a sentence beside the field."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField, NumberField
from measurement.actions import NewIndicator, Reading, ReviewFacts
from measurement.figures import IndicatorFigure
from measurement.history import ValueRow
from measurement.models import WITH_VALUE, Indicator, State
from measurement.periods import Period, latest
from partnership.forms.days import AnyDay, PastDay
from partnership.forms.support import MOST_PEOPLE, Once

OFFERED = 16
FEW_PEOPLE = 5


class ReadingForm(forms.Form):
    """A value and what stands behind it, or why there is none."""

    STATES = (State.OBSERVED, State.PROVISIONAL, State.ESTIMATED, State.MISSING)

    value = NumberField(
        label=_("Value"), required=False, help_text=_("For example 64 or 1 234,5. Zero is a value.")
    )
    state = forms.ChoiceField(
        label=_("What this value is"),
        choices=[(s.value, s.label) for s in STATES],
        widget=forms.RadioSelect,
        initial=State.OBSERVED,
    )
    note = CleanCharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("Shown beside the value. Without a value: why there is none."),
    )
    provenance = CleanCharField(
        label=_("Where the value comes from"),
        max_length=300,
        help_text=_("For example: attendance sheets of the social centre."),
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value"]
        field.unit = unit
        field.label = _("Value (%(unit)s)") % {"unit": unit}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "value" not in data or "state" not in data:
            return data
        has_value = data["value"] is not None
        if data["state"] in WITH_VALUE and not has_value:
            self.add_error("value", _("Type the value, or choose “no measure” and say why."))
        elif data["state"] not in WITH_VALUE and has_value:
            self.add_error("value", _("A value and the absence of a value cannot both be true."))
        elif not has_value and not data.get("note"):
            self.add_error("note", _("Say why there is no value: it is shown in its place."))
        return data

    def reading(self) -> Reading:
        """What was typed, as the actions want it."""
        names = ("value", "state", "note", "provenance")
        return Reading(**{name: self.cleaned_data[name] for name in names})


class ValueForm(ReadingForm):
    """The value of one of the latest periods."""

    period = forms.ChoiceField(label=_("Period"))
    field_order = ("period", "value", "state", "note", "provenance")

    def __init__(
        self, *args: Any, figure: IndicatorFigure, rows: tuple[ValueRow, ...], **kwargs: Any
    ) -> None:
        self.periods = {
            p.starts_on.isoformat(): p
            for p in latest(figure.periodicity, before=clock.today(), count=OFFERED)
        }
        taken = {row.starts_on.isoformat(): row for row in rows if row.starts_on}
        free = [key for key, p in self.periods.items() if key not in taken]
        ended = [k for k, p in self.periods.items() if p.ends_on < clock.today()][:1]
        kwargs["initial"] = {
            "period": next((k for k in [*ended, *free] if k in free), ""),
            "provenance": rows[0].now.provenance if rows else figure.source,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, unit=figure.unit, **kwargs)
        choice: Any = self.fields["period"]
        choice.choices = [
            (key, told_period(period, taken.get(key))) for key, period in self.periods.items()
        ]

    def chosen_period(self) -> Period:
        """The period that was chosen."""
        return self.periods[self.cleaned_data["period"]]


def told_period(period: Period, row: ValueRow | None) -> str:
    """« 3e trimestre 2026 : 64 enfants » for one that has its value, « (en cours) » for the present one."""
    if row:
        return str(_("%(period)s: %(value)s") % {"period": period.label, "value": row.now.shown})
    if period.ends_on >= clock.today():
        return str(_("%(period)s (still running)") % {"period": period.label})
    return period.label


class CorrectionForm(ReadingForm):
    """The right value in place of another one, and why."""

    reason = CleanCharField(
        label=_("Why the value is corrected"),
        max_length=300,
        help_text=_("Kept and shown with the earlier value."),
    )


class TargetForm(forms.Form):
    """What the site aims at, and by when."""

    value = NumberField(label=_("Value aimed at"))
    due_on = DayField(label=_("To be reached by"))
    note = CleanCharField(label=_("Why this value"), max_length=300, required=False)

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value"]
        field.unit = unit
        field.label = _("Value aimed at (%(unit)s)") % {"unit": unit}

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
        Indicator.Direction.CONTEXT,
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
        choices=[(t.value, t.label) for t in Indicator.ValueType],
        initial=Indicator.ValueType.COUNT,
    )
    people = forms.BooleanField(
        label=_("It counts people: do not publish counts below five"), required=False
    )
    direction = forms.ChoiceField(
        label=_("How to read it"),
        choices=[(d.value, d.label) for d in DIRECTIONS],
        initial=Indicator.Direction.HIGHER,
    )
    periodicity = forms.ChoiceField(
        label=_("How often it is entered"),
        choices=[(p.value, p.label) for p in PERIODICITIES],
        initial=Indicator.Periodicity.QUARTER,
    )
    source = CleanCharField(label=_("Source"), max_length=200, help_text=_("Who counts, and how."))
    definition = CleanCharField(
        label=_("What exactly is counted"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def indicator(self) -> NewIndicator:
        """What was typed, as the action wants it."""
        data = dict(self.cleaned_data)
        people = data.pop("people")
        return NewIndicator(threshold=FEW_PEOPLE if people else 0, **data)


class ReviewForm(Once):
    """A learning review that was held: when, with whom, what was decided."""

    held_on = PastDay(label=_("Held on"))
    facilitator = CleanCharField(
        label=_("Who facilitated"),
        max_length=160,
        help_text=_("Name and organisation. Everybody can read it."),
    )
    people = forms.IntegerField(label=_("How many people came"), min_value=1, max_value=MOST_PEOPLE)
    attendance = CleanCharField(
        label=_("Who came"),
        max_length=300,
        help_text=_("In general words: the three seats, four partners, nine residents. No names."),
    )
    learned = LongTextField(
        label=_("What we see and learn"), max_length=5000, required=False,
        help_text=_("What the figures and the residents say, and what surprised us."),
    )  # fmt: skip
    decided = LongTextField(
        label=_("What was decided"),
        max_length=5000,
        help_text=_("What is continued, changed, tried or stopped, and by whom."),
    )
    next_on = AnyDay(
        label=_("Next review on"),
        required=False,
        help_text=_("Without a day it is expected a year later at the latest."),
    )
    field_order = (
        "held_on", "facilitator", "people", "attendance", "learned", "decided", "next_on",
    )  # fmt: skip

    def facts(self) -> ReviewFacts:
        """What was typed, as the actions want it."""
        names = ReviewFacts.__dataclass_fields__
        return ReviewFacts(**{name: self.cleaned_data[name] for name in names})


class ReviewCorrectionForm(ReviewForm):
    """The right words in place of others, and why."""

    reason = CleanCharField(
        label=_("Why it is corrected"), max_length=300, help_text=_("Kept in the journal.")
    )


class TieForm(forms.Form):
    """Which indicator shows what which activity, or which strategy, changes."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    to = forms.ChoiceField(label=_("Activity or strategy"))
    why = CleanCharField(
        label=_("What it should show"),
        max_length=200,
        required=False,
        help_text=_("For example: more children are awaited after school."),
    )

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[tuple[str, str]],
        activities: Iterable[tuple[Any, str]],
        strategies: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        first: Any = self.fields["indicator"]
        first.choices = [("", _("Choose")), *indicators]
        second: Any = self.fields["to"]
        groups = [
            (_("Activities"), [(f"activity {key}", title) for key, title in activities]),
            (_("Strategies of the adopted version"), [(f"strategy {n}", n) for n in strategies]),
        ]
        second.choices = [("", _("Choose")), *(group for group in groups if group[1])]

    def target(self) -> dict[str, str]:
        """What was chosen: the id of an activity, or the name of a strategy."""
        kind, _blank, key = self.cleaned_data["to"].partition(" ")
        return {kind: key}


class UntieForm(forms.Form):
    """Why the indicator shows this no longer."""

    reason = CleanCharField(
        label=_("Why the indicator is taken off"),
        max_length=300,
        help_text=_("Kept and shown with both days."),
    )
