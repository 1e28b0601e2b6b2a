"""What is typed into the action plan."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Activity
from agenda.models.plan import (
    DESCRIPTION_LENGTH,
    EVIDENCE_LENGTH,
    LEAD_LENGTH,
    MOST_EVIDENCE,
    MOST_PARTNERS,
    NOTE_LENGTH,
    REASON_LENGTH,
    RESOURCE_LENGTH,
    TITLE_LENGTH,
)
from agenda.planning import LABELS, ActivityFacts
from kit import clock
from kit.forms import CleanCharField, DayField, LinesField, LongTextField, OnceForm, SuggestInput

# Words, a space, then an address that goes on to the end of the line.
EVIDENCE = re.compile(r"[^\n]*\S https://[^\s<>\"]+\.[^\s<>\"]+")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class PlanDayField(DayField):
    """A day of a plan: not of another century."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found and not EARLIEST <= found <= LATEST:
            raise forms.ValidationError(_("This day lies too far away."))
        return found


def evidence_fault(line: str) -> str:
    """Why a line is no evidence, or nothing."""
    if EVIDENCE.fullmatch(line):
        return ""
    return _(
        "“%(line)s”: write some words, a space, then an address that begins with https://."
    ) % {"line": line[:80]}


class ActivityForm(OnceForm):
    """Something that partners do together: who, when, with what, and what shows it."""

    title = CleanCharField(label=LABELS["title"], max_length=TITLE_LENGTH)
    lead = CleanCharField(
        label=LABELS["lead"], help_text=_("An organisation or a group."), max_length=LEAD_LENGTH
    )
    partners = LinesField(
        label=LABELS["partners"],
        help_text=_("The other organisations or groups, one a line."),
        most=MOST_PARTNERS,
        longest=LEAD_LENGTH,
        rows=3,
        required=False,
    )
    strategy = forms.ChoiceField(label=LABELS["strategy"], required=False)
    begins_on = PlanDayField(label=LABELS["begins_on"], required=False)
    due_on = PlanDayField(label=LABELS["due_on"], required=False)
    description = LongTextField(
        label=LABELS["description"], max_length=DESCRIPTION_LENGTH, rows=4, required=False
    )
    people = CleanCharField(
        label=LABELS["people"],
        help_text=_("Who gives time: “two volunteers on Wednesdays”."),
        max_length=RESOURCE_LENGTH,
        required=False,
    )
    money = CleanCharField(
        label=LABELS["money"],
        help_text=_("An amount or some words: “€4,000 a year, from the Caf”."),
        max_length=RESOURCE_LENGTH,
        required=False,
    )
    places = CleanCharField(label=LABELS["places"], max_length=RESOURCE_LENGTH, required=False)
    evidence = LinesField(
        label=LABELS["evidence"],
        help_text=_(
            "One a line: some words, then the address. “Minutes of 3 March https://example.org/cr”"
        ),
        most=MOST_EVIDENCE,
        longest=EVIDENCE_LENGTH,
        rows=3,
        required=False,
    )
    revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=1_000_000_000
    )

    def __init__(
        self,
        *args: Any,
        strategies: Sequence[str] = (),
        suggested: Iterable[str] = (),
        activity: Activity | None = None,
        **kwargs: Any,
    ) -> None:
        if activity is not None:
            facts = ActivityFacts.of(activity).values() | {"revision": activity.revision}
            kwargs["initial"] = facts | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        kept = [activity.strategy] if activity and activity.strategy else []
        names = dict.fromkeys([*strategies, *kept])
        none = [("", _("Not tied to a strategy yet"))]
        fields["strategy"].choices = none + [(name, name) for name in names]
        fields["lead"].widget = SuggestInput(suggested, fields["lead"].widget.attrs)

    def clean_evidence(self) -> tuple[str, ...]:
        lines: tuple[str, ...] = self.cleaned_data["evidence"]
        if faults := [fault for line in lines if (fault := evidence_fault(line))]:
            raise forms.ValidationError(faults)
        return lines

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, due = data.get("begins_on"), data.get("due_on")
        if begins and due and due < begins:
            self.add_error("due_on", _("It cannot be due before it begins."))
        return data

    def facts(self) -> ActivityFacts:
        """What was typed, as the actions want it."""
        data = self.cleaned_data
        return ActivityFacts(**{name: data[name] for name in LABELS})


def typed(facts: ActivityFacts) -> dict[str, str]:
    """What somebody would have typed to say this."""
    return {
        name: "\n".join(value) if isinstance(value, tuple) else str(value or "")
        for name, value in facts.values().items()
    }


class ActivityStateForm(forms.Form):
    """Where an activity goes next."""

    to = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = LongTextField(
        label=_("Reason"),
        help_text=_("Needed to suspend or give up; it is kept."),
        max_length=REASON_LENGTH,
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


class NoteForm(OnceForm):
    """How an activity goes; everybody may read it."""

    text = LongTextField(
        label=_("What is to be told"),
        help_text=_(
            "Everybody can read it, with your name. It is never changed: a later note corrects it."
        ),
        max_length=NOTE_LENGTH,
        rows=3,
    )
    on = PlanDayField(label=_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("A note tells what has been: its day is not to come."))
        return on


class TieForm(forms.Form):
    """The passage of the version in force that an activity carries out."""

    passage = forms.ChoiceField(label=_("Passage of the common agenda"), required=False)

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, Sequence[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("Not tied to a passage yet"))
        self.fields["passage"].choices = [none, *choices]  # type: ignore[attr-defined]


class ActivityLinkForm(forms.Form):
    """Which other activity this one makes stronger, and how."""

    target = forms.ChoiceField(label=_("The activity that it makes stronger"))
    why = CleanCharField(
        label=_("How it helps"),
        help_text=_("“The parents who are trained there run the Wednesday welcome.”"),
        max_length=REASON_LENGTH,
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", _("choose")), *others]  # type: ignore[attr-defined]
