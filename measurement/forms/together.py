"""Of which quarter or period the figures of all sites are asked, and of which day the page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from measurement.forms.trust import AsShownForm
from measurement.models import Indicator
from measurement.together.asking import Asked, Moment, last_ended, moments_of, quarters
from measurement.together.pages import STANDINGS

# When a figure is asked for without its period: the last one that had ended.


class QuarterForm(AsShownForm):
    """A quarter, and the day on which the page was shown; what nobody offered counts as none."""

    periode = forms.ChoiceField(label=_("as known at the end of"), required=False)
    field_order = ("periode", "le")

    def __init__(self, data: Any, day: date) -> None:
        found = quarters(day)
        self.quarters = {one.starts_on.isoformat(): one for one in found}
        last = last_ended("quarter", day)
        first = last.starts_on.isoformat()
        super().__init__({"periode": first, **data.dict()})
        self.last = last
        self.fields["periode"].choices = [(key, one.label) for key, one in self.quarters.items()]  # type: ignore[attr-defined]
        self.fields["le"].label = _("as shown on")

    @cached_property
    def quarter(self) -> Any:
        """The quarter that is asked for, else the last one that has ended."""
        self.is_valid()
        return self.quarters.get(self.cleaned_data.get("periode", ""), self.last)


class MomentForm(AsShownForm):
    """A period of one figure, the day on which the page was shown, and which places are listed."""

    periode = forms.ChoiceField(label=_("for"), required=False)
    etat = forms.ChoiceField(label=_("with the places:"), required=False)
    field_order = ("periode", "etat", "le")

    def __init__(self, data: Any, *, found: Indicator, asked: Asked) -> None:
        known = moments_of(found, asked.shown_on, asked.instant)
        self.moments = {one.key: one for one in known}
        self.default = default(known, asked.shown_on)
        super().__init__({"periode": self.default.key, **data.dict()})
        fields: Any = self.fields
        fields["periode"].choices = [(key, one.label(found)) for key, one in self.moments.items()]
        fields["etat"].choices = [("", _("all of them")), *STANDINGS.items()]
        fields["le"].label = _("as shown on")

    @cached_property
    def moment(self) -> Moment:
        """The period that is asked for, else the last one that has ended."""
        self.is_valid()
        return self.moments.get(self.cleaned_data.get("periode", ""), self.default)

    @cached_property
    def standing(self) -> str:
        """Which places are listed; empty for all of them."""
        self.is_valid()
        return str(self.cleaned_data.get("etat") or "")


def default(known: list[Moment], day: date) -> Moment:
    """The last period that had ended by a day."""
    ended = (one for one in known if one.period is None or one.period.ends_on <= day)
    return next(ended, known[0])
