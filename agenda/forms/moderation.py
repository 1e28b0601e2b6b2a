"""Deciding what is shown, with a ground and words; what was typed is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Ground
from agenda.models.comments import REASON_LENGTH
from kit.forms import CleanCharField, LongTextField, sometimes

SHOW, HIDE = "show", "hide"
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "": [(SHOW, _("Leave it as it is")), (HIDE, _("Hide it"))],
    "held": [(SHOW, _("Show it to everybody")), (HIDE, _("Hide it"))],
    "hidden": [(SHOW, _("Show it again"))],
    "withdrawn": [],
}


class ModerationForm(forms.Form):
    """What is decided about a comment, as it stands now; the ground and the reason are public."""

    decision = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    ground = sometimes(
        forms.ChoiceField(
            label=_("Ground"),
            help_text=_("Needed to hide. Disagreeing with the triad is no ground."),
            choices=Ground.choices,
            widget=forms.RadioSelect,
        )
    )
    reason = sometimes(
        LongTextField(
            label=_("Why"),
            help_text=_("Public, and sent to the author. Do not repeat what you hide."),
            max_length=REASON_LENGTH,
            rows=3,
        )
    )

    def __init__(self, *args: Any, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = CHOICES[place]
        if place == "hidden":
            del self.fields["ground"]
            decision.initial = SHOW

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == HIDE and not data.get("ground"):
            self.add_error("ground", _("Choose the ground on which it is hidden."))
        needs_reason = data.get("decision") == HIDE or "ground" not in self.fields
        if needs_reason and data.get("reason") == "":
            self.add_error("reason", _("Say why: the person who spoke will read it."))
        return data


class ReportForm(forms.Form):
    """Why somebody reports a comment; an address only to be told what is decided."""

    ground = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Ground.choices, widget=forms.RadioSelect
    )
    words = sometimes(
        LongTextField(
            label=_("In your words"),
            help_text=_("Needed for what is against the law: say what, and why you think so."),
            max_length=REASON_LENGTH,
            rows=3,
        )
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("To be told what is decided. It is never shown, and forgotten afterwards."),
        required=False,
        max_length=254,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ground") == Ground.ILLEGAL and data.get("words") == "":
            self.add_error("words", _("Say in a few words what is against the law."))
        return data


class AppealForm(forms.Form):
    """Why the author thinks that their words should be shown; with the code that proves who asks."""

    words = LongTextField(
        label=_("Why should it be shown?"),
        help_text=_("Another person than who hid it reads this and decides."),
        max_length=REASON_LENGTH,
        rows=5,
    )
    follow_up = CleanCharField(widget=forms.HiddenInput, max_length=40)


class AppealAnswerForm(forms.Form):
    """What is decided on an appeal, and why."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=((SHOW, _("Show it again")), (HIDE, _("It stays hidden"))),
        widget=forms.RadioSelect,
    )
    reason = LongTextField(
        label=_("Why"),
        help_text=_("Public, and sent to the author. Do not repeat what is hidden."),
        max_length=REASON_LENGTH,
        rows=4,
    )
