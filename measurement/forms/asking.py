"""What a form asks once about an unlikely value: no fault, and sent again it is taken."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement.actions import Reading
from measurement.actions.readings import fitting
from measurement.models import Indicator

ASKED = "asked"


class AskingForm(forms.Form):
    """A form that tells what it asks apart from what is to be corrected."""

    def ask_about(self, name: str, doubts: Iterable[Any]) -> None:
        """Writes beside a number why it is unlikely, and what to do where it is right."""
        again = _("If it is right, say in a word why, or send it again as it is.")
        words = " ".join((*map(str, doubts), again))
        self.add_error(name, forms.ValidationError(words, code=ASKED))

    @property
    def only_asks(self) -> bool:
        """True where nothing is to be corrected and something is asked."""
        told = [each for found in self.errors.as_data().values() for each in found]
        return bool(told) and all(each.code == ASKED for each in told)


def misfit(
    indicator: Indicator, typed: Mapping[str, Decimal | None], *, state: str, note: str
) -> Refusal | None:
    """Why an indicator cannot be what was typed, whatever is unlikely about it; None where it can."""
    numbers: dict[str, Any] = {"value": None, **typed}
    try:
        fitting(indicator, Reading(**numbers, state=state, note=note, provenance=""))
    except Refusal as refusal:
        return refusal
    return None
