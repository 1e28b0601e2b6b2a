"""What is typed of a figure, of a decision, and of what became of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Activity
from agenda.models.plan import LEAD_LENGTH, NOTE_LENGTH, REASON_LENGTH, TITLE_LENGTH
from kit.forms import CleanCharField, LongTextField, OnceForm, sometimes
from measurement.actions import DecisionFacts
from measurement.models import Adaptation, CurveReview
from measurement.models.learning import SIGNAL_LENGTH, WORDS_OF_A_CURVE
from measurement.models.reviews import WORDS_LENGTH
from partnership.forms.days import AnyDay
from partnership.forms.support import Once

NOT_SAID = [("", _("Not said yet"))]
Pairs = Iterable[tuple[Any, str]]


class CurveForm(forms.Form):
    """What the review says of one figure."""

    causes = LongTextField(
        label=_("Why it moves like this"), max_length=WORDS_LENGTH, rows=3, required=False,
        help_text=_("What residents and partners say, and what you know."),
    )  # fmt: skip
    surprise = LongTextField(
        label=_("What surprises us"), max_length=WORDS_LENGTH, rows=2, required=False
    )
    contributions = LongTextField(
        label=_("What our activities have to do with it"), max_length=WORDS_LENGTH, rows=3,
        required=False,
    )  # fmt: skip
    activities = forms.MultipleChoiceField(
        label=_("These activities"), required=False, widget=forms.CheckboxSelectMultiple
    )
    contrary = LongTextField(
        label=_("What speaks against this reading"), max_length=WORDS_LENGTH, rows=2,
        required=False,
        help_text=_("Another cause, another figure, somebody who sees it otherwise."),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=_("How sure we are"), required=False, widget=forms.RadioSelect,
        choices=[*NOT_SAID, *CurveReview.Confidence.choices],
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, activities: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(key), title) for key, title in activities]
        if choices:
            self.fields["activities"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["activities"]

    def words(self) -> dict[str, Any]:
        """What was typed, as the actions want it."""
        return {name: self.cleaned_data.get(name) or "" for name in WORDS_OF_A_CURVE}


class PassForm(forms.Form):
    """Why the review did not speak of a figure."""

    reason = CleanCharField(
        label=_("Why it was not discussed"), max_length=SIGNAL_LENGTH,
        help_text=_("“The evening was taken up by the rota.” Everybody can read it."),
    )  # fmt: skip


class DecisionForm(Once):
    """A decision: what, who answers for it, until when, which sign is expected; or why to keep on."""

    kind = forms.ChoiceField(
        label=_("What kind of decision"), choices=Adaptation.Kind.choices, widget=forms.RadioSelect
    )
    text = LongTextField(label=_("What is decided"), max_length=WORDS_LENGTH, rows=3)
    activity = forms.ChoiceField(label=_("About which activity"), required=False)
    owner = sometimes(
        forms.ChoiceField(
            label=_("Who answers for it"),
            choices=[("", _("choose")), *Adaptation.Owner.choices],
            help_text=_("A seat or a role: it outlives the person."),
        )
    )
    due_on = sometimes(AnyDay(label=_("Until when")))
    expected = sometimes(
        CleanCharField(
            label=_("The sign we expect"),
            max_length=SIGNAL_LENGTH,
            help_text=_("What the next review will look for: “40 children in spring”."),
        )
    )
    reason = sometimes(
        CleanCharField(
            label=_("The reason, to keep on"),
            max_length=SIGNAL_LENGTH,
            help_text=_("Needed only where nothing is changed."),
        )
    )
    field_order = ("kind", "text", "activity", "owner", "due_on", "expected", "reason", "once")

    def __init__(self, *args: Any, activities: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("None yet, or the plan as a whole"))
        choices = [none, *((str(key), title) for key, title in activities)]
        self.fields["activity"].choices = choices  # type: ignore[attr-defined]

    def facts(self, activity: Activity | None) -> DecisionFacts:
        """What was typed, as the actions want it."""
        names = ("kind", "text", "reason", "owner", "due_on", "expected")
        return DecisionFacts(**{n: self.cleaned_data[n] for n in names}, activity=activity)


class WithdrawForm(forms.Form):
    """Why a decision is taken back before the review is closed."""

    reason = CleanCharField(
        label=_("Why the decision is taken back"), max_length=SIGNAL_LENGTH,
        help_text=_("The journal keeps it, with all that the decision said."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What became of a decision."""

    state = forms.ChoiceField(
        label=_("What became of it"),
        widget=forms.RadioSelect,
        choices=[c for c in Adaptation.State.choices if c[0] != Adaptation.State.OPEN],
    )
    outcome = LongTextField(
        label=_("In a few words"),
        max_length=WORDS_LENGTH,
        rows=3,
        help_text=_("Was the sign that you expected there? Residents read it."),
    )


class NewActivityForm(OnceForm):
    """A new activity that comes from a decision."""

    title = CleanCharField(label=_("What will be done"), max_length=TITLE_LENGTH)
    lead = CleanCharField(
        label=_("Who leads it"), max_length=LEAD_LENGTH, help_text=_("An organisation or a group.")
    )
    due_on = AnyDay(label=_("Until when"), required=False)


class MoveForm(forms.Form):
    """Where the activity goes by a decision: one button each."""

    to = forms.ChoiceField(choices=Activity.State.choices)
    reason = CleanCharField(max_length=REASON_LENGTH, required=False)


class DatesForm(forms.Form):
    """Other words or days of the activity."""

    title = CleanCharField(label=_("What will be done"), max_length=TITLE_LENGTH)
    begins_on = AnyDay(label=_("From when"), required=False)
    due_on = AnyDay(label=_("Until when"), required=False)
    description = LongTextField(
        label=_("In a few sentences"), max_length=4000, rows=4, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReviewNoteForm(OnceForm):
    """A progress note that tells what the review decided."""

    text = LongTextField(label=_("What is to be told"), max_length=NOTE_LENGTH, rows=3)
