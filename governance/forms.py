"""Forms about seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import clean_address
from governance.models import Seat
from kit import clock
from kit.forms import CleanCharField, DayField


class InvitationForm(forms.Form):
    """Whom to invite to which place, from when to when."""

    PARTNER = "partner"

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link works only for the person who signs in with this address."),
    )
    place = forms.ChoiceField(label=_("Place"), choices=())
    function = CleanCharField(label=_("Function"), max_length=120, required=False)
    organisation = CleanCharField(label=_("Organisation"), max_length=160, required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty when no end is known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("starts_on", clock.today())
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            *[(seat.value, _("Seat: %(seat)s") % {"seat": seat.label}) for seat in Seat],
            *[
                (f"deputy-{seat.value}", _("Deputy: %(seat)s") % {"seat": seat.label})
                for seat in Seat
            ],
            (self.PARTNER, _("Partner")),
        ]

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The mandate would end before it begins."))
        return data

    def place_fields(self) -> dict[str, Any]:
        """The chosen place as the action wants it: seat and whether as deputy."""
        place: str = self.cleaned_data["place"]
        return {
            "seat": "" if place == self.PARTNER else place.removeprefix("deputy-"),
            "deputy": place.startswith("deputy-"),
        }


class EndForm(forms.Form):
    """The last day of a mandate and why."""

    on = DayField(label=_("Last day"), help_text=_("Rights end the same evening."))
    reason = CleanCharField(label=_("Reason"), max_length=300, required=False)
