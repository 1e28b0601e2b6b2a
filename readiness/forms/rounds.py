"""Opening a round, sharing it, setting it aside."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, DayField, OnceForm
from readiness.models import Kind, Sharing

A_FORTNIGHT = timedelta(days=14)


class OpenForm(OnceForm):
    """Which rubric, and until when people rate."""

    kind = forms.ChoiceField(
        label=_("What do you rate?"),
        choices=[(kind.value, kind.label) for kind in Kind],
        widget=forms.RadioSelect,
    )
    rate_until = DayField(
        label=_("Last day to rate"),
        help_text=_("A wish, not a lock: who is late can still rate until the meeting begins."),
    )
    field_order = ("kind", "rate_until", "once")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        first = {"rate_until": clock.today() + A_FORTNIGHT}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_once(self) -> UUID | None:
        """The key of this form; what is no key opens a round like any other."""
        try:
            return UUID(self.cleaned_data["once"])
        except ValueError:
            return None


class ReasonForm(forms.Form):
    """Why a round goes no further."""

    reason = CleanCharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class SharingForm(forms.Form):
    """How far what the meeting agreed on, and what is decided from it, may be read."""

    sharing = forms.ChoiceField(
        label=_("Who may read what the meeting agreed on, and what is decided?"),
        choices=[(sharing.value, sharing.label) for sharing in Sharing],
        widget=forms.RadioSelect,
        help_text=_(
            "What each of you rated, and the comments, stay at the site whatever you choose. What you take back is hidden again from then on; a support that you asked for stays among the support days."
        ),
    )
