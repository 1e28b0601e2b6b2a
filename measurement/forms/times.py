"""What a number says of time, in one choice: it decides what may be added up over periods."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import sometimes
from measurement.models import Indicator

PER_PERIOD, RUNNING_TOTAL, STOCK, ROLLING = "per_period", "running_total", "stock", "rolling"
CHOICES = (
    (PER_PERIOD, _("what happened in the period; each period begins at nought")),
    (RUNNING_TOTAL, _("a running total; each period adds to the one before")),
    (STOCK, _("the state on the last day of the period")),
    (ROLLING, _("several years taken together")),
)
FLOWS = (PER_PERIOD, RUNNING_TOTAL)


def time_field() -> forms.ChoiceField:
    """The choice; left out, it is what happened in each period."""
    field = forms.ChoiceField(
        label=_("What the number says of time"), choices=CHOICES, initial=PER_PERIOD,
        help_text=_("What happened is added up over periods; a state or a running total never is."),
    )  # fmt: skip
    return sometimes(field)


def time_of(found: Indicator) -> str:
    """What was chosen for an indicator."""
    flows = found.nature == Indicator.Nature.FLOW
    return found.accumulation if flows else found.nature


def rules_of_time(chosen: str) -> dict[str, Any]:
    """The two rules that follow from the choice."""
    if chosen in FLOWS:
        return {"nature": Indicator.Nature.FLOW.value, "accumulation": chosen}
    return {"nature": chosen, "accumulation": ""}
