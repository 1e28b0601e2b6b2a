"""Choices of a list and codes typed from paper."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.figures import Quarter
from reports.models import CODE_LENGTH, LETTERS


class QuarterForm(forms.Form):
    """One of the quarters that the person has; the latest when none is named."""

    periode = forms.ChoiceField(label=_("Quarter"), required=False)

    def __init__(self, data: Any, *, quarters: list[Quarter]) -> None:
        super().__init__(data)
        self.quarters = quarters
        choice: Any = self.fields["periode"]
        choice.choices = [(q.value, q.name) for q in quarters]

    def chosen(self) -> Quarter | None:
        """The quarter asked for, or the latest; a value that nobody offered counts as none."""
        wanted = self.cleaned_data.get("periode") if self.is_valid() else ""
        asked = next((q for q in self.quarters if q.value == wanted), None)
        return asked or (self.quarters[0] if self.quarters else None)


class PeriodForm(forms.Form):
    """The quarter about which something is asked, by its first day."""

    period = forms.DateField()

    def start(self) -> date:
        found: date = self.cleaned_data["period"]
        return found


class CodeForm(forms.Form):
    """The verification code of a report, as somebody typed it: spaces, dashes and case are free."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("Eight letters and figures, on the cover of the report."),
        max_length=20,
    )

    def clean_code(self) -> str:
        typed = re.sub(r"[^0-9A-Za-z]", "", self.cleaned_data["code"]).upper()
        if not re.fullmatch(f"[{LETTERS}]{{{CODE_LENGTH}}}", typed):
            raise forms.ValidationError(
                _("A code has eight letters and figures, without 0, O, 1, I nor L.")
            )
        return typed
