"""What is typed of a tie."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField


class TieForm(forms.Form):
    """Which indicator shows what which activity, or which strategy, changes."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    to = forms.ChoiceField(label=_("Activity or strategy"))
    why = CleanCharField(
        label=_("What it should show"),
        max_length=200,
        required=False,
        help_text=_("For example: more children are awaited after school."),
    )

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[tuple[str, str]],
        activities: Iterable[tuple[Any, str]],
        strategies: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        first: Any = self.fields["indicator"]
        first.choices = [("", _("Choose")), *indicators]
        second: Any = self.fields["to"]
        groups = [
            (_("Activities"), [(f"activity {key}", title) for key, title in activities]),
            (_("Strategies of the adopted version"), [(f"strategy {n}", n) for n in strategies]),
        ]
        second.choices = [("", _("Choose")), *(group for group in groups if group[1])]

    def target(self) -> dict[str, str]:
        """What was chosen: the id of an activity, or the name of a strategy."""
        kind, _blank, key = self.cleaned_data["to"].partition(" ")
        return {kind: key}


class UntieForm(forms.Form):
    """Why the indicator shows this no longer."""

    reason = CleanCharField(
        label=_("Why the indicator is taken off"),
        max_length=300,
        help_text=_("Kept and shown with both days."),
    )
