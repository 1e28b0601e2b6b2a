"""What is typed of a value."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, NumberField
from measurement.actions import Reading
from measurement.figures import IndicatorFigure
from measurement.history import ValueRow
from measurement.models import WITH_VALUE, Reason, Release, State
from measurement.periods import Period, latest

OFFERED = 16
# What somebody chooses whose publication is not among those that the portal knows.
ELSEWHERE = "elsewhere"


def release_field(releases: Sequence[Release], **more: Any) -> forms.ChoiceField:
    """Out of which publication of the source a value is read."""
    known = [(str(row.pk), row.told) for row in releases]
    return forms.ChoiceField(
        label=_("Publication"),
        choices=[("", _("Choose")), *known, (ELSEWHERE, _("Another one, or it is not known"))],
        help_text=_("Values of two publications are only set side by side where that is right."),
        **more,
    )


def chosen_release(releases: Sequence[Release], key: str | None) -> Release | None:
    """The publication that was chosen, None for another one."""
    return next((row for row in releases if str(row.pk) == key), None)


class ReadingForm(forms.Form):
    """A value and what stands behind it, or why there is none."""

    field_order = (
        "period", "value", "numerator", "denominator", "state", "note", "release", "provenance",
        "code", "reason",
    )  # fmt: skip
    STATES = (State.OBSERVED, State.PROVISIONAL, State.ESTIMATED, State.MISSING)

    value = NumberField(
        label=_("Value"), required=False, help_text=_("For example 64 or 1 234,5. Zero is a value.")
    )
    numerator = NumberField(
        label=_("The part (numerator)"),
        required=False,
        help_text=_("How many were found, for example 12 families housed again."),
    )
    denominator = NumberField(
        label=_("Out of how many (denominator)"),
        required=False,
        help_text=_("For example 40 families asked. The value is worked out from both numbers."),
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

    def __init__(
        self,
        *args: Any,
        unit: str,
        ratio: bool = False,
        releases: Sequence[Release] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.releases = releases
        if releases:
            self.fields["release"] = release_field(releases)
            self.order_fields(self.field_order)
        self.numbers = ("numerator", "denominator") if ratio else ("value",)
        for name in {"value", "numerator", "denominator"} - set(self.numbers):
            del self.fields[name]
        if not ratio:
            field: Any = self.fields["value"]
            field.unit = unit
            field.label = _("Value (%(unit)s)") % {"unit": unit}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "state" not in data or any(name not in data for name in self.numbers):
            return data
        empty = [name for name in self.numbers if data[name] is None]
        if data["state"] in WITH_VALUE and empty:
            self.add_error(empty[0], _("Type the value, or choose “no measure” and say why."))
        elif data["state"] not in WITH_VALUE and len(empty) < len(self.numbers):
            both = _("A value and the absence of a value cannot both be true.")
            self.add_error(next(n for n in self.numbers if n not in empty), both)
        elif empty and not data.get("note"):
            self.add_error("note", _("Say why there is no value: it is shown in its place."))
        return data

    def reading(self) -> Reading:
        """What was typed, as the actions want it."""
        names = (*self.numbers, "state", "note", "provenance")
        typed = {name: self.cleaned_data[name] for name in names}
        release = chosen_release(self.releases, self.cleaned_data.get("release"))
        return Reading(**{"value": None} | typed, release=release)


class ValueForm(ReadingForm):
    """The value of one of the latest periods."""

    period = forms.ChoiceField(label=_("Period"))

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
        super().__init__(*args, unit=figure.unit, ratio=figure.is_ratio, **kwargs)
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

    code = forms.ChoiceField(
        label=_("What kind of correction it is"),
        choices=[("", _("Choose"))] + [(r.value, r.label) for r in Reason],
    )
    reason = CleanCharField(
        label=_("Why the value is corrected, in your words"),
        max_length=300,
        help_text=_("Kept and shown with the earlier value."),
    )
