"""Choosing a language, and writing a passage in it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agenda.forms.texts import formatted
from agenda.models.translations import HEADING_IN_OTHER_WORDS
from agenda.models.versions import TEXT_LENGTH
from agenda.tongues import FIRST, SOURCE, Language, names
from kit.forms import CleanCharField, LongTextField


class LanguageForm(forms.Form):
    """A language: those that are often asked for first, then all."""

    langue = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = names(get_language() or SOURCE)
        fields: Any = self.fields
        fields["langue"].choices = [
            (_("Often asked for"), [(code, name) for code, name in named.items() if code in FIRST]),
            (_("All languages"), [(c, name) for c, name in named.items() if c not in FIRST]),
        ]


class TranslationForm(forms.Form):
    """A passage in another language; its fields are written in the language's direction."""

    heading = CleanCharField(label=_("Heading"), max_length=HEADING_IN_OTHER_WORDS)
    text = formatted(LongTextField(label=_("Text"), max_length=TEXT_LENGTH, rows=8))
    plain_text = formatted(
        LongTextField(
            label=_("The same in plain language"), max_length=TEXT_LENGTH, rows=4, required=False
        )
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = {"lang": language.code, "dir": language.direction}
        for name in ("heading", "text", "plain_text"):
            self.fields[name].widget.attrs |= written
