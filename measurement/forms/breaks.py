"""What the national team types of a break in a series."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, DayField
from measurement.models import SeriesBreak


class BreakForm(forms.Form):
    """What changed, from which day on, in words that stand beside the curve."""

    kind = forms.ChoiceField(
        label=_("What changed"), choices=SeriesBreak.Kind.choices, widget=forms.RadioSelect
    )
    on = DayField(
        label=_("From which day"), help_text=_("The first day that is counted otherwise.")
    )
    words = CleanCharField(
        label=_("What exactly changed"),
        max_length=300,
        help_text=_(
            "“Who receives the minimum income is registered by right.” Everybody reads it."
        ),
    )


class TakeBackForm(forms.Form):
    """Why a break was none."""

    reason = CleanCharField(label=_("Why the break was none"), max_length=300)
