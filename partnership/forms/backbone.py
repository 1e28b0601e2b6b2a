"""Who holds a function, as typed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, NumberField
from partnership.actions import Held
from partnership.forms.days import AnyDay
from partnership.models import BackboneHolder
from partnership.models.backbone import MOST_FTE
from sites.spelling import plain

BESIDE, INSTEAD = "beside", "instead"


class HolderForm(forms.Form):
    """An organisation, its time, its money."""

    organisation = CleanCharField(label=_("Organisation"), max_length=160)
    post = CleanCharField(
        label=_("Post"),
        max_length=120,
        required=False,
        help_text=_("The post, not the person: for example “coordinator”."),
    )
    fte = NumberField(
        label=_("Time (full-time equivalents)"), help_text=_("For example 0,5 for half a post.")
    )
    starts_on = AnyDay(label=_("From"))
    funded_by = CleanCharField(label=_("Paid by"), max_length=200, required=False)
    funded_until = AnyDay(
        label=_("Paid until"), required=False, help_text=_("The last day that is certain.")
    )

    def __init__(self, *args: Any, holder: BackboneHolder | None = None, **kwargs: Any) -> None:
        if holder is not None:
            kwargs["initial"] = {name: getattr(holder, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean_organisation(self) -> str:
        name: str = self.cleaned_data["organisation"]
        if not plain(name):
            raise forms.ValidationError(_("A name has letters or figures."))
        return name

    def clean_fte(self) -> Decimal:
        fte: Decimal | None = self.cleaned_data["fte"]
        if fte is None or not 0 <= fte <= MOST_FTE or fte != round(fte, 2):
            raise forms.ValidationError(_("Between 0 and 50, with at most two decimals."))
        return fte

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("funded_until")
        if first and last and last < first:
            self.add_error("funded_until", _("The money would end before the function begins."))
        return data

    def held(self) -> Held:
        """What was typed, as the actions want it."""
        return Held(**{name: self.cleaned_data[name] for name in HolderForm.base_fields})


class EntrustForm(HolderForm):
    """One more holder, beside those of today or instead of them."""

    how = forms.ChoiceField(
        label=_("Those who hold it today"),
        choices=[
            (INSTEAD, _("stop: their time ends on the day before")),
            (BESIDE, _("go on: the function is shared")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, holders: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A form sent twice finds its own organisation there: nothing is to be settled with others.
        name = plain(self.data.get("organisation", ""))
        if not [key for key in holders if key != name]:
            del self.fields["how"]

    @property
    def beside(self) -> bool:
        """True when the function is shared with those who hold it."""
        return self.cleaned_data.get("how") == BESIDE


class GiveUpForm(forms.Form):
    """The last day of a holder and why."""

    on = AnyDay(
        label=_("Last day"),
        help_text=_("When nobody else holds the function, it is vacant from the day after."),
    )
    reason = CleanCharField(label=_("Why"), max_length=300, required=False)
