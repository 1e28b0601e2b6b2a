"""A theme as somebody types or chooses it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.figures import ThemeFigure
from agenda.models.theming import LABEL_LENGTH
from kit.forms import CleanCharField

CHOOSE = ("", _("choose"))


class MarkForm(forms.Form):
    """Which theme ticked comments get or lose: one of the site's, or a new one."""

    known = forms.ChoiceField(label=_("A theme of this site"), required=False)
    label = CleanCharField(
        label=_("Or a new one"),
        help_text=_("A word or two: transport, noise, children…"),
        max_length=LABEL_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"list": "theme-suggestions", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, themes: Sequence[ThemeFigure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["known"]
        known.choices = [CHOOSE, *((theme.label, theme.label) for theme in themes)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("known") and not data.get("label") and "label" not in self.errors:
            self.add_error("label", _("Write a theme, or choose one of the list."))
        return data

    def chosen(self) -> str:
        """The theme that was chosen, else the one that was typed."""
        return str(self.cleaned_data["known"] or self.cleaned_data["label"])


class ThemeForm(forms.Form):
    """Another name for a theme, or another theme that takes it in."""

    label = CleanCharField(label=_("Its name"), max_length=LABEL_LENGTH, required=False)
    into = forms.ChoiceField(label=_("Or join it to"), required=False)

    def __init__(
        self, *args: Any, theme: ThemeFigure, themes: Sequence[ThemeFigure], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"label": theme.label}
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        others = [(str(each.id), each.label) for each in themes if each.id != theme.id]
        into.choices = [("", _("do not join")), *others]
