"""Who holds a function, as typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, NumberField
from partnership.forms.days import AnyDay
from partnership.models.backbone import MOST_FTE


class HolderForm(forms.Form):
    """An organisation, its time, its money."""

    organisation = CleanCharField(label=_("Organisation"), max_length=160)
    fte = NumberField(
        label=_("Time (full-time equivalents)"), help_text=_("For example 0,5 for half a post.")
    )
    starts_on = AnyDay(
        label=_("From"), help_text=_("The present holder's time ends on the day before.")
    )
    funded_by = CleanCharField(label=_("Paid by"), max_length=200, required=False)
    funded_until = AnyDay(
        label=_("Paid until"), required=False, help_text=_("The last day that is certain.")
    )

    def clean_fte(self) -> Decimal:
        fte: Decimal = self.cleaned_data["fte"]
        if not 0 <= fte <= MOST_FTE or fte != round(fte, 2):
            raise forms.ValidationError(_("Between 0 and 50, with at most two decimals."))
        return fte

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("funded_until")
        if first and last and last < first:
            self.add_error("funded_until", _("The money would end before the function begins."))
        return data


class GiveUpForm(forms.Form):
    """The last day of a holder and why."""

    on = AnyDay(label=_("Last day"), help_text=_("From the day after, the function is vacant."))
    reason = CleanCharField(label=_("Why"), max_length=300, required=False)
