"""What is typed of a value by others: it stands, it goes back, it is contested, it is answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.forms import AppealAnswerForm, AppealForm
from agenda.forms.moderation import HIDE, SHOW
from agenda.models.comments import NAME_LENGTH, REASON_LENGTH
from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField, OnceForm, sometimes
from measurement.models import Dispute, Validation


class ValidationForm(forms.Form):
    """That a value stands, or why it goes back."""

    kind = forms.ChoiceField(
        label=_("What you say of it"),
        widget=forms.RadioSelect,
        choices=[
            (Validation.Kind.VALIDATED.value, _("This value stands")),
            (Validation.Kind.RETURNED.value, _("Send it back to whoever entered it")),
        ],
    )
    words = sometimes(
        CleanCharField(
            label=_("In a word"),
            max_length=300,
            help_text=_("Needed when it goes back; shown beside the value."),
        )
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Validation.Kind.RETURNED and not data.get("words"):
            self.add_error("words", _("Say in a word why the value goes back."))
        return data


class DisputeForm(OnceForm):
    """What is contested, and why."""

    words = LongTextField(
        label=_("What is contested, and why"),
        max_length=1000,
        help_text=_("For example: the building at the north end is not counted."),
    )


class ContestForm(OnceForm):
    """What a resident contests, under which name, and where an answer may go."""

    words = LongTextField(
        label=_("What is wrong with this figure?"),
        max_length=1000,
        rows=4,
        help_text=_("What you see or know. A few words are enough, in any language."),
        error_messages={"required": _("Write what is wrong with it: a few words are enough.")},
    )
    public_name = CleanCharField(
        label=_("Your name or a pseudonym"),
        max_length=NAME_LENGTH,
        help_text=_("It is shown beside your words once they are answered."),
        error_messages={"required": _("Give a name: yours, or one that you make up.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("To receive the answer. It is never shown."),
        required=False,
        max_length=254,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("words", "public_name"):
            self.fields[name].widget.attrs["dir"] = "auto"


class DisputeAnswerForm(forms.Form):
    """What became of a dispute."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), widget=forms.RadioSelect, choices=Dispute.Outcome.choices
    )
    answer = LongTextField(
        label=_("What you answer"),
        max_length=1000,
        help_text=_("What you looked at and what you found. It is shown with the dispute."),
    )


class WordsAppealForm(AppealForm):
    """Why the author thinks that their hidden words should be shown; with their code."""

    words = LongTextField(
        label=_("Why should your words be shown?"),
        help_text=_("Another person than who hid them reads this and decides."),
        max_length=REASON_LENGTH,
        rows=5,
    )


class WordsAppealAnswerForm(AppealAnswerForm):
    """What is decided on an appeal about words, and why."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=((SHOW, _("Show these words again")), (HIDE, _("Keep them hidden"))),
        widget=forms.RadioSelect,
    )


class AsShownForm(forms.Form):
    """The day whose pages are to be read again."""

    le = DayField(label=_("As shown on"), required=False)

    def clean_le(self) -> date | None:
        chosen: date | None = self.cleaned_data["le"]
        if chosen and chosen > clock.today():
            raise forms.ValidationError(_("This day lies in the future: nothing was shown yet."))
        return chosen
