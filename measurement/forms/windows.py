"""What the national team types of reporting periods."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, sometimes
from measurement.actions import WindowDays
from measurement.models import Indicator
from measurement.periods import MONTHS, Period, period_of
from partnership.forms.days import AnyDay
from sites.models import Site


class WindowForm(forms.Form):
    """The days of one reporting period, for all sites."""

    periodicity = forms.ChoiceField(
        label=_("How often"),
        choices=[(p.value, p.label) for p in Indicator.Periodicity if p.value in MONTHS],
        initial=Indicator.Periodicity.QUARTER,
    )
    within = AnyDay(
        label=_("A day of the period"),
        help_text=_("Any day of the quarter, month, half-year or year that is meant."),
    )
    opens_on = AnyDay(label=_("Values may be entered from"))
    due_on = AnyDay(label=_("Values are due by"))
    locks_on = sometimes(
        AnyDay(label=_("Locked from"), help_text=_("Empty when the period does not lock."))
    )
    why = sometimes(
        CleanCharField(
            label=_("Why it locks"),
            max_length=300,
            help_text=_("Read by the people of the sites when they come too late."),
        )
    )

    def period(self) -> Period:
        """The period that was meant."""
        return period_of(self.cleaned_data["within"], self.cleaned_data["periodicity"])

    def days(self) -> WindowDays:
        """Its days, as the action wants them."""
        names = ("opens_on", "due_on", "locks_on", "why")
        return WindowDays(**{name: self.cleaned_data[name] for name in names})


class LockExceptionForm(forms.Form):
    """For which site a locked period is opened, why, and until when."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none())
    reason = CleanCharField(label=_("Why"), max_length=300)
    until = AnyDay(label=_("Until the end of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["site"]
        field.queryset = Site.objects.order_by("name")
        field.to_field_name = "slug"

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < clock.today():
            raise forms.ValidationError(_("The last day of the exception lies in the past."))
        return until
