"""What somebody looks for among the partners; all optional, all in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField
from partnership.figures.listing import (
    BEFORE,
    BLIND,
    BY_DAY,
    BY_NAME,
    BY_SECTOR,
    EVER,
    TODAY,
    USUAL,
    AskedPartners,
)
from partnership.figures.network import NetworkFigure

WHEN = [
    (TODAY, _("who take part today")),
    (BEFORE, _("who took part before")),
    (EVER, _("of today and of before")),
]
ORDERS = [
    (BY_NAME, _("by name")),
    (BY_SECTOR, _("by sector")),
    (BY_DAY, _("the newest first")),
]


class PartnerFilterForm(forms.Form):
    """A word of the name, a sector or the blind spots, today or before, and the order."""

    q = CleanCharField(label=_("Name of an organisation"), required=False, max_length=100)
    when = forms.ChoiceField(label=_("When they take part"), required=False, choices=WHEN)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    def __init__(self, data: Any, *, network: NetworkFigure) -> None:
        super().__init__(data)
        sectors: Any = self.fields["sector"]
        sectors.choices = [
            ("", _("from all sectors")),
            (USUAL, _("from the sectors that sites usually lack")),
            (BLIND, _("from the blind spots, before they left")),
            *((s.sector, self.said(s.words, missing=s.missing)) for s in network.sectors),
        ]
        for name in ("when", "sector", "order"):
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)

    @staticmethod
    def said(sector: str, *, missing: bool) -> str:
        """A sector as a choice; a blind spot says that nobody is there."""
        words = _("from: %(sector)s (nobody today)") if missing else _("from: %(sector)s")
        return words % {"sector": sector}

    def asked(self) -> AskedPartners:
        """What is asked for; a value that nobody offered counts as none."""
        self.is_valid()
        found = self.cleaned_data
        return AskedPartners(
            text=found.get("q", ""),
            sector=found.get("sector", ""),
            when=found.get("when", ""),
            order=found.get("order", ""),
        )
