"""What is typed of a learning review: its day, who came, how it ends, what residents are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, LongTextField
from measurement.actions import CyclePlan, ReturnFacts
from measurement.models import Attendance, LearningCycle, ReturnToResidents
from measurement.models.reviews import WORDS_LENGTH
from partnership.forms.days import AnyDay, PastDay
from partnership.forms.support import MOST_PEOPLE, Once

LARGEST = 2 * 1024 * 1024
# The first bytes of what may be kept, and what a browser is told that it is.
KINDS = {b"%PDF-": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class CyclePlanForm(Once):
    """When and where the review is held, who facilitates, who must be there to decide."""

    planned_on = AnyDay(label=_("On which day"))
    place = CleanCharField(label=_("Where"), max_length=200, required=False)
    facilitator = CleanCharField(
        label=_("Who facilitates"),
        max_length=160,
        help_text=_("Name and organisation. Everybody can read it."),
    )
    quorum = CleanCharField(
        label=_("Who must be there to decide"),
        max_length=200,
        required=False,
        help_text=_("“Two of the three seats and two residents.”"),
    )
    field_order = ("planned_on", "place", "facilitator", "quorum", "once")

    def plan(self) -> CyclePlan:
        """What was typed, as the actions want it."""
        return CyclePlan(**{n: self.cleaned_data[n] for n in CyclePlan.__dataclass_fields__})


class CallOffForm(forms.Form):
    """Why a review does not take place."""

    reason = CleanCharField(label=_("Why"), max_length=300, help_text=_("Everybody can read it."))


class AttendanceForm(forms.Form):
    """How many of each kind came; empty is nobody. `seen` says what stood when the form was drawn."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, cycle: LearningCycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", cycle.counted)
        planned = cycle.state == LearningCycle.State.PLANNED
        fields: dict[str, Any] = self.fields
        if planned:
            fields["held_on"] = PastDay(label=_("Held on"), initial=clock.today)
        known = cycle.counts()
        for category in Attendance.Category:
            field = forms.IntegerField(
                label=category.label.capitalize(), min_value=0, max_value=MOST_PEOPLE,
                required=False, initial=known.get(category),
            )  # fmt: skip
            field.sometimes = True  # type: ignore[attr-defined]
            field.widget.attrs["inputmode"] = "numeric"
            fields[category.value] = field

    def counts(self) -> dict[str, int]:
        """The kinds with how many came."""
        return {each.value: self.cleaned_data.get(each.value) or 0 for each in Attendance.Category}

    def seen_now(self, standing: str) -> None:
        """What stands is told beside the form: sent once more, it has been seen."""
        sent: Any = self.data
        sent = sent.copy()
        sent["seen"] = standing
        self.data = sent


class CloseForm(forms.Form):
    """What residents read of the review, and when the next one is."""

    learned = LongTextField(
        label=_("What we see and learn"),
        max_length=5000,
        help_text=_("In plain words: residents read it first."),
    )
    next_on = AnyDay(
        label=_("Next review on"),
        required=False,
        help_text=_("It is planned at once. Without a day it is expected within a year."),
    )


class ReturnForm(Once):
    """How residents were told: in words, or with the file that they were given."""

    channel = forms.ChoiceField(label=_("How"), choices=ReturnToResidents.Channel.choices)
    on = PastDay(label=_("When"), initial=clock.today)
    text = LongTextField(
        label=_("What residents were told"), max_length=WORDS_LENGTH, required=False
    )
    url = forms.URLField(
        label=_("Where it can be read"), max_length=300, required=False, assume_scheme="https"
    )
    file = forms.FileField(
        label=_("The file that they were given"),
        required=False,
        help_text=_("A poster or a letter, as PDF, PNG or JPEG, at most two megabytes. Everybody can read it."),
    )  # fmt: skip
    field_order = ("channel", "on", "text", "url", "file", "once")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than two megabytes."))
        content = file.read()
        if kind_of(content) is None:
            raise forms.ValidationError(_("This file is neither a PDF nor a PNG or JPEG picture."))
        return file.name[-120:], content

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text") and not data.get("file") and "file" not in self.errors:
            self.add_error(
                "text", _("Write what residents were told, or add the file they were given.")
            )
        return data

    def facts(self) -> ReturnFacts:
        """What was typed, as the actions want it."""
        data = self.cleaned_data
        name, content = data["file"] or ("", None)
        return ReturnFacts(data["channel"], data["on"], data["text"], data["url"], content, name)


def kind_of(content: bytes) -> str | None:
    """What a file is by its first bytes; None for what is not kept."""
    return next((kind for start, kind in KINDS.items() if content.startswith(start)), None)


class LessonForm(Once):
    """What others may learn from this review."""

    text = LongTextField(
        label=_("What we learnt"),
        max_length=WORDS_LENGTH,
        help_text=_("What would help another site. It stays here until you share it."),
    )
    field_order = ("text", "once")
