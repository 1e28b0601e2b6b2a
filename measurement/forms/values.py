"""What is typed of a value."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField
from measurement import exact
from measurement.actions import Reading
from measurement.forms.asking import AskingForm, misfit
from measurement.forms.numbers import FigureField
from measurement.history import ValueRow
from measurement.models import CHOSEN, WITH_VALUE, Indicator, Release, State
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


type Doubts = Callable[[Period, Mapping[str, Decimal | None]], tuple[str, ...]]


def no_doubts(period: Period, typed: Mapping[str, Decimal | None]) -> tuple[str, ...]:
    """Nothing to ask about."""
    return ()


class ReadingForm(AskingForm):
    """A value and what stands behind it, or why there is none."""

    field_order = (
        "period", "value", "numerator", "denominator", "state", "note", "release", "provenance",
        "code", "reason",
    )  # fmt: skip
    STATES = tuple(State)

    value = FigureField(
        label=_("Value"), required=False, help_text=_("For example 64 or 1234.5. Zero is a value.")
    )
    numerator = FigureField(
        label=_("The part (numerator)"),
        required=False,
        help_text=_("How many were found, for example 12 families housed again."),
    )
    denominator = FigureField(
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

    # What was asked about already: sent again as it is, it is taken.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        releases: Sequence[Release] = (),
        doubts: Doubts = no_doubts,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.releases, self.doubts = indicator, releases, doubts
        if releases:
            self.fields["release"] = release_field(releases)
            self.order_fields(self.field_order)
        ratio = indicator.is_ratio
        self.numbers = ("numerator", "denominator") if ratio else ("value",)
        for name in {"value", "numerator", "denominator"} - set(self.numbers):
            del self.fields[name]
        for name in self.numbers:
            field: Any = self.fields[name]
            field.expected = (exact.expected_term if ratio else exact.expected_of)(indicator)
        if not ratio:
            field = self.fields["value"]
            field.label = _("Value (%(unit)s)") % {"unit": indicator.unit}

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
        elif not empty and not self.errors:
            typed = {name: data[name] for name in self.numbers}
            if self.fits(typed):
                self.ask(typed)
        return data

    def fits(self, typed: Mapping[str, Decimal]) -> bool:
        """False, with the sentence beside the number, for what the indicator cannot be."""
        data = self.cleaned_data
        refusal = misfit(self.indicator, typed, state=data["state"], note=data.get("note", ""))
        if refusal:
            known = refusal.field in self.fields
            self.add_error(refusal.field if known else self.numbers[0], str(refusal))
        return not self.errors

    def ask(self, typed: Mapping[str, Decimal | None]) -> None:
        """The first time that an unlikely value comes, it is asked about; the second it is taken."""
        period = self.period_meant()
        doubts = self.doubts(period, typed) if period else ()
        told = " ".join(str(value) for value in typed.values())
        if doubts and self.cleaned_data.get("seen") != told:
            self.ask_about(self.numbers[0], doubts)
            sent: Any = self.data
            sent = sent.copy()
            sent[self.add_prefix("seen")] = told
            self.data = sent

    def period_meant(self) -> Period | None:
        """The period of the value, where it is known."""
        return None

    def reading(self) -> Reading:
        """What was typed, as the actions want it."""
        names = (*self.numbers, "state", "note", "provenance")
        typed = {name: self.cleaned_data[name] for name in names}
        release = chosen_release(self.releases, self.cleaned_data.get("release"))
        return Reading(**{"value": None} | typed, release=release)


class ValueForm(ReadingForm):
    """The value of one of the latest periods, by the definition that holds for that period.

    `indicator` is as it was defined then, `current` as it is defined now.
    """

    period = forms.ChoiceField(label=_("Period"))
    # The version of the definition for which the form was drawn.
    under = forms.CharField(widget=forms.HiddenInput, required=False, max_length=6)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        rows: tuple[ValueRow, ...],
        current: Indicator | None = None,
        **kwargs: Any,
    ) -> None:
        self.indicator, self.current = indicator, current or indicator
        self.periods = self.offered(self.current)
        taken = {row.starts_on.isoformat(): row for row in rows if row.starts_on}
        kwargs["initial"] = {
            "period": self.first_free(self.periods, rows),
            "provenance": rows[0].now.provenance if rows else indicator.source,
            "under": indicator.version,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, indicator=indicator, **kwargs)
        choice: Any = self.fields["period"]
        choice.choices = [
            (key, told_period(period, taken.get(key))) for key, period in self.periods.items()
        ]

    @staticmethod
    def offered(current: Indicator) -> dict[str, Period]:
        """The latest periods by their first day."""
        found = latest(current.periodicity, before=clock.today(), count=OFFERED)
        return {period.starts_on.isoformat(): period for period in found}

    @staticmethod
    def first_free(periods: Mapping[str, Period], rows: Sequence[ValueRow]) -> str:
        """The last period that has ended, or the next one, that has no value yet."""
        taken = {row.starts_on.isoformat() for row in rows if row.starts_on}
        free = [key for key in periods if key not in taken]
        ended = [key for key, p in periods.items() if p.ends_on < clock.today()][:1]
        return next((key for key in [*ended, *free] if key in free), "")

    def clean(self) -> dict[str, Any]:
        """A period that is counted under another definition is asked about once, with its unit."""
        data = super().clean()
        drawn, version = data.get("under") or str(self.current.version), str(self.indicator.version)
        if "period" in data and drawn != version:
            words = _("This period counts under version %(number)s of the definition, in “%(unit)s”: read the value again, and send it on.")  # fmt: skip
            self.add_error("period", words % {"number": version, "unit": self.indicator.unit})
            sent: Any = self.data
            sent = sent.copy()
            sent[self.add_prefix("under")] = version
            self.data = sent
        return data

    def period_meant(self) -> Period | None:
        """The one that was chosen, if it is one."""
        return self.periods.get(self.cleaned_data.get("period", ""))

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
        choices=[("", _("Choose"))] + [(r.value, r.label) for r in CHOSEN],
    )
    reason = CleanCharField(
        label=_("Why the value is corrected, in your words"),
        max_length=300,
        help_text=_("Kept and shown with the earlier value."),
    )

    def __init__(self, *args: Any, period: Period | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period

    def period_meant(self) -> Period | None:
        """That of the value that is corrected."""
        return self.period
