"""Money as typed the French way."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, NumberField
from partnership.figures import Money
from partnership.forms.days import PastDay
from partnership.models import Grant
from sites.models import Site

MOST = Decimal("9999999999.99")


class MoneyField(NumberField):
    """Euros and cents, never less than nothing."""

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        super().__init__(unit="€", **kwargs)
        self.zero = zero

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        if amount is None:
            return Decimal(0) if self.zero else None
        if amount < 0 or (amount == 0 and not self.zero):
            raise forms.ValidationError(_("The amount is more than zero."))
        if amount != round(amount, 2) or amount > MOST:
            raise forms.ValidationError(
                _("Euros with at most two decimals, below ten thousand million.")
            )
        return amount


class AskForm(forms.Form):
    """Money that a funder is asked for."""

    funder = CleanCharField(label=_("Funder"), max_length=160)
    funder_kind = forms.ChoiceField(
        label=_("Kind of funder"), choices=[(k.value, k.label) for k in Grant.Funder]
    )
    purpose = CleanCharField(label=_("What for"), max_length=200)
    asked = MoneyField(label=_("Amount asked (€)"), help_text=_("For example 12500 or 1234.56."))
    asked_on = PastDay(label=_("Asked on"))


class DecideForm(forms.Form):
    """The funder's answer."""

    outcome = forms.ChoiceField(
        label=_("The funder's answer"),
        choices=[("granted", _("yes")), ("refused", _("no"))],
        widget=forms.RadioSelect,
    )
    granted = MoneyField(label=_("Amount granted (€)"), required=False)
    on = PastDay(label=_("Decided on"))
    label = forms.ChoiceField(
        label=_("Did the name of the collective help?"),
        choices=[(k.value, k.label) for k in Grant.Label],
    )
    reason = CleanCharField(label=_("Reason of a refusal"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = "granted" in data and data["granted"] is None
        if data.get("outcome") == "granted" and missing:
            self.add_error("granted", _("Say how much was granted."))
        return data


class PayForm(forms.Form):
    """What has been paid so far."""

    paid = MoneyField(
        label=_("Paid in all (€)"), help_text=_("All payments together, this one included.")
    )
    on = PastDay(label=_("Day of the last payment"))


class ShareForm(forms.Form):
    """The part of another site."""

    site = CleanCharField(
        label=_("Site"), max_length=150, help_text=_("Its name as in the list of sites.")
    )
    asked = MoneyField(label=_("Part of what was asked (€)"), zero=True, required=False)
    granted = MoneyField(label=_("Part of what was granted (€)"), zero=True, required=False)
    paid = MoneyField(label=_("Part of what was paid (€)"), zero=True, required=False)

    def __init__(
        self, *args: Any, named: Callable[[str], list[Site]], whole: Money, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named, self.whole = named, whole

    def clean_site(self) -> Site:
        found = self.named(self.cleaned_data["site"])
        if not found:
            raise forms.ValidationError(_("No other site has this name."))
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several sites have this name. Write one of these: %(names)s.")
                % {"names": ", ".join(site.slug for site in found)}
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("asked", "granted", "paid"):
            if data.get(name) and data[name] > getattr(self.whole, name):
                self.add_error(name, _("This is more than the whole."))
        return data


class CorrectAmountForm(forms.Form):
    """The right amount, and why the other one was wrong."""

    amount = MoneyField(
        label=_("The right amount (€)"), help_text=_("For example 12500 or 1234.56.")
    )
    reason = CleanCharField(
        label=_("Why it is corrected"),
        max_length=300,
        help_text=_("Kept with the amount that stood before: both stay readable."),
    )

    def __init__(self, *args: Any, paid: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount: Any = self.fields["amount"]
        amount.zero = paid


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = CleanCharField(label=_("Why"), max_length=300)
