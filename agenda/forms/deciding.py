"""Opening a version and answering for a seat."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Endorsement, Version
from agenda.models.comments import REASON_LENGTH
from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField, sometimes

USUAL_DAYS = 21
MOST_PEOPLE = 100_000


class OpenForm(forms.Form):
    """Until when everybody may comment."""

    until = DayField(
        label=_("Last day for comments"),
        help_text=_("From the opening on, the text of this version does not change any more."),
    )
    audience = sometimes(
        forms.ChoiceField(
            label=_("Who may comment?"),
            help_text=_("Everybody reads the text. The choice stands until the last day."),
            choices=Version.Audience.choices,
            widget=forms.RadioSelect,
        )
    )
    reads_first = sometimes(
        forms.ChoiceField(
            label=_("When are comments shown?"),
            help_text=_(
                "People read this rule before they write; it stands until the last day. What was "
                "said at a workshop is read by whoever types it in, and shown at once."
            ),
            choices=(
                ("", _("At once. What breaks the rules is hidden afterwards, with a reason.")),
                (
                    "read",
                    _(
                        "Once one of you has read them. Each is then shown, or hidden with a reason."
                    ),
                ),
            ),
            widget=forms.RadioSelect,
        )
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "until": clock.today() + timedelta(days=USUAL_DAYS),
            "audience": Version.Audience.EVERYBODY,
            "reads_first": "",
        }
        super().__init__(*args, **kwargs)

    def clean_audience(self) -> str:
        """Everybody, unless somebody chose otherwise."""
        return self.cleaned_data["audience"] or Version.Audience.EVERYBODY

    def clean_reads_first(self) -> bool:
        """True when comments are read before they are shown."""
        return bool(self.cleaned_data["reads_first"])


class EndorsementForm(forms.Form):
    """A seat's answer on the text as it stands."""

    kind = forms.ChoiceField(
        label=_("Your answer for your seat"),
        error_messages={"required": _("Choose your answer.")},
        choices=Endorsement.Kind.choices,
        widget=forms.RadioSelect,
    )
    reason = sometimes(
        LongTextField(
            label=_("Reservation or reason"),
            help_text=_("Needed for a reservation or an objection: the others will work on it."),
            max_length=REASON_LENGTH,
            rows=4,
        )
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_reason = data.get("kind") not in (None, Endorsement.Kind.CONSENT)
        if needs_reason and data.get("reason") == "":
            self.add_error("reason", _("Say why: the others must be able to work on it."))
        return data


class ObjectionAnswerForm(forms.Form):
    """What the version in hand does to meet an objection, and which passages were changed for it."""

    text = LongTextField(
        label=_("What was done to meet it"),
        help_text=_("Everybody reads it. If nothing was changed, say why."),
        max_length=REASON_LENGTH,
        rows=4,
    )
    passages = forms.MultipleChoiceField(
        label=_("Passages that were changed for it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, passages: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["passages"]
        choice.choices = list(passages)
        if not choice.choices:
            del self.fields["passages"]


class CeremonyForm(forms.Form):
    """When and where the adoption was celebrated."""

    held_on = DayField(label=_("Day of the ceremony"))
    place = CleanCharField(
        label=_("Where it was held"),
        max_length=160,
        help_text=_("For example: social centre Les Glycines."),
    )
    people = forms.IntegerField(
        label=_("How many people came"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    words = LongTextField(
        label=_("What was said"),
        help_text=_("A few sentences for whoever was not there. Everybody reads them."),
        max_length=REASON_LENGTH,
        rows=4,
        required=False,
    )
