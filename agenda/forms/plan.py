"""What is typed into the action plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Activity
from agenda.models.plan import TITLE_LENGTH
from kit.forms import CleanCharField, DayField, LongTextField, OnceForm


class ActivityForm(OnceForm):
    """Something that partners will do together."""

    title = CleanCharField(label=_("What will be done"), max_length=TITLE_LENGTH)
    lead = CleanCharField(
        label=_("Who leads it"), help_text=_("An organisation or a group."), max_length=120
    )
    strategy = forms.ChoiceField(label=_("Strategy"), required=False)
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, strategies: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("Not tied to a strategy yet"))]
        self.fields["strategy"].choices = none + [(s, s) for s in strategies]  # type: ignore[attr-defined]


class ActivityStateForm(forms.Form):
    """Where an activity goes next."""

    to = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = LongTextField(
        label=_("Reason"),
        help_text=_("Needed to suspend or give up; it is kept."),
        max_length=300,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = Activity.MOVES[Activity.State(state)]
        choices = [(s.value, s.label) for s in Activity.State if s in following]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to") in Activity.NEED_A_REASON and data.get("reason") == "":
            self.add_error("reason", _("Say why: the reason is kept with the activity."))
        return data
