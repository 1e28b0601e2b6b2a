"""Proposals, objections and decisions as typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.figures import SeatFigure
from governance.models import Seat
from kit import clock
from kit.forms import CleanCharField, LongTextField
from partnership.forms.days import AnyDay, PastDay
from partnership.forms.support import Once
from partnership.models import DecisionReview, Place

MOST_OTHERS = 60


class ProposeForm(Once):
    """A proposal for the circle."""

    title = CleanCharField(label=_("Title"), max_length=160)
    proposal = LongTextField(
        label=_("Proposal"),
        max_length=5000,
        help_text=_("What is proposed, from when, and what it changes for whom."),
    )
    field_order = ("title", "proposal", "once")


class ObjectForm(forms.Form):
    """An objection: from which place, and why."""

    place = forms.ChoiceField(label=_("Raised from"), choices=[(p.value, p.label) for p in Place])
    reason = LongTextField(
        label=_("Reason"),
        max_length=2000,
        rows=3,
        help_text=_("What the proposal would harm: a preference is not an objection."),
    )


class MeetForm(forms.Form):
    """How an objection was met."""

    met = LongTextField(
        label=_("How it was met"),
        max_length=2000,
        rows=3,
        help_text=_("What was changed in the proposal, or what was explained."),
    )


class TakeForm(forms.Form):
    """The decision as the circle consents to it."""

    wording = LongTextField(label=_("Final wording"), max_length=5000)
    facilitator = CleanCharField(label=_("Who facilitated"), max_length=160)
    on = PastDay(label=_("Taken on"))
    seats = forms.MultipleChoiceField(
        label=_("Seats that were there"),
        choices=[(s.value, s.label) for s in Seat],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = LongTextField(
        label=_("Who else was there"),
        max_length=4000,
        rows=3,
        required=False,
        help_text=_("One a line: an organisation, a group. Names only of people who agree."),
    )
    review_on = AnyDay(label=_("To be reviewed on"))

    def __init__(self, *args: Any, seats: Sequence[SeatFigure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["seats"]
        choice.choices = [(s.seat, f"{s.label}{_(': ')}{s.words}") for s in seats]

    def clean_others(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(names) > MOST_OTHERS or any(len(name) > 160 for name in names):
            raise forms.ValidationError(_("At most sixty lines of 160 characters."))
        return names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        taken, review = data.get("on"), data.get("review_on")
        if taken and review and review <= taken:
            self.add_error("review_on", _("The review comes after the decision."))
        return data


class ReviewForm(forms.Form):
    """What is said of a decision when its day has come."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[(o.value, o.label) for o in DecisionReview.Outcome],
        widget=forms.RadioSelect,
    )
    note = CleanCharField(
        label=_("What we learnt"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = AnyDay(
        label=_("Next review on"), required=False, help_text=_("Where the decision goes on.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ahead = data.get("next_on")
        late = "next_on" in data and (ahead is None or ahead <= clock.today())
        if data.get("outcome") == DecisionReview.Outcome.KEPT and late:
            self.add_error("next_on", _("Say when it is to be reviewed again: a day ahead."))
        return data
