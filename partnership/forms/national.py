"""Which grants of the country somebody looks for; all optional, all in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.figures.national import (
    BY_FUNDER,
    BY_PROGRAMME,
    BY_STATE,
    BY_YEAR,
    AskedMoney,
)
from partnership.models import Grant
from sites.models import Site

ORDERS = [
    (BY_FUNDER, _("laid together by kind of funder")),
    (BY_PROGRAMME, _("laid together by programme")),
    (BY_YEAR, _("laid together by year of the request")),
    (BY_STATE, _("laid together by state")),
]


class CountryMoneyForm(forms.Form):
    """A programme, a kind of funder, a year, a state, and what the table lays together."""

    programme = forms.ChoiceField(label="", required=False)
    funder = forms.ChoiceField(label="", required=False)
    year = forms.ChoiceField(label="", required=False)
    state = forms.ChoiceField(label="", required=False)
    by = forms.ChoiceField(label="", required=False, choices=ORDERS)

    def __init__(self, data: Any, *, years: Iterable[str]) -> None:
        super().__init__(data)
        self.offer("programme", _("Programme"), _("of all programmes"), Site.Programme.choices)
        self.offer("funder", _("Kind of funder"), _("of all funders"), Grant.Funder.choices)
        self.offer("year", _("Year of the request"), _("of all years"), [(y, y) for y in years])
        self.offer("state", _("State of the request"), _("in any state"), Grant.State.choices)
        self.fields["by"].widget.attrs["aria-label"] = _("What the table lays together")

    def offer(self, name: str, label: Any, every: Any, choices: Iterable[Any]) -> None:
        """The choices of one field, all of them first."""
        field: Any = self.fields[name]
        field.choices = [("", every), *choices]
        field.widget.attrs["aria-label"] = label

    def asked(self) -> AskedMoney:
        """What is asked for; a value that nobody offered counts as none."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return AskedMoney(**found)
