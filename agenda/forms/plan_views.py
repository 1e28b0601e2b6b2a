"""How the plan is asked for; all optional, all in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.figures import ActivityFigure, AskedPlan
from agenda.figures.plan_views import (
    BOARD,
    BY_DUE,
    BY_LEAD,
    BY_TITLE,
    BY_TOUCH,
    LATE,
    LINKS,
    LIST,
    TIMELINE,
    UNDATED,
    UNTIED,
    WAITING,
)
from agenda.models import Activity
from kit.forms import CleanCharField
from sites.spelling import plain

VIEWS = ((BOARD, _("Board")), (LIST, _("List")), (TIMELINE, _("Timeline")), (LINKS, _("Links")))
ONLY = (
    ("", _("whatever their dates")),
    (LATE, _("that are late")),
    (UNDATED, _("without a date")),
    (UNTIED, _("not tied to the agenda yet")),
    (WAITING, _("of which nobody has told anything lately")),
)
ORDERS = (
    (BY_DUE, _("by due date")),
    (BY_TITLE, _("by name")),
    (BY_LEAD, _("by who leads them")),
    (BY_TOUCH, _("the longest untouched first")),
)


class PlanFilterForm(forms.Form):
    """A word, a state, a strategy, a lead, a condition, an order; and the way of reading."""

    q = CleanCharField(label=_("A word of the plan"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    strategy = forms.ChoiceField(label=_("Strategy"), required=False)
    lead = forms.ChoiceField(label=_("Who leads it"), required=False)
    only = forms.ChoiceField(label=_("Which ones"), required=False, choices=ONLY)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    view = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=VIEWS)

    def __init__(self, data: Any, *, found: Iterable[ActivityFigure]) -> None:
        super().__init__(data)
        every, fields = list(found), self.fields
        self.choose("state", _("in any state"), ((s.value, s.label) for s in Activity.State))
        self.choose("strategy", _("of all strategies"), names(a.strategy for a in every))
        self.choose("lead", _("led by anybody"), names(a.lead for a in every))
        for name in ("state", "strategy", "lead", "only", "order"):
            fields[name].widget.attrs["aria-label"] = str(fields[name].label)

    def choose(self, name: str, anything: Any, choices: Iterable[tuple[str, Any]]) -> None:
        """What a list offers, with its empty choice first."""
        self.fields[name].choices = [("", anything), *choices]  # type: ignore[attr-defined]

    def asked(self) -> AskedPlan:
        """What is asked for; a value that nobody offered counts as none."""
        self.is_valid()
        said = self.cleaned_data
        return AskedPlan(
            text=said.get("q", ""),
            state=said.get("state", ""),
            strategy=said.get("strategy", ""),
            lead=said.get("lead", ""),
            only=said.get("only", ""),
            order=said.get("order", ""),
            view=said.get("view", ""),
        )


def names(said: Iterable[str]) -> list[tuple[str, str]]:
    """Different names in their alphabetical order."""
    return [(name, name) for name in sorted({n for n in said if n}, key=plain)]
