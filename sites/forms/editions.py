"""Which edition of the official list somebody reads, and which of its lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.forms import CleanCharField
from sites.figures import EDITION_WORDS, AskedEdition


class EditionForm(forms.Form):
    """An edition that has one before it, a word, a name, code or commune; all in the address."""

    edition = forms.ChoiceField(label=pgettext_lazy("list", "of"), required=False)
    word = forms.ChoiceField(label="", required=False)
    q = CleanCharField(
        label=_("called"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )

    def __init__(self, data: Any, *, years: tuple[int, ...]) -> None:
        super().__init__(data)
        self.years = years
        fields: Any = self.fields
        fields["edition"].choices = [(str(y), str(y)) for y in reversed(years[1:])]
        fields["word"].choices = [("", _("whatever became of them")), *EDITION_WORDS.items()]
        fields["word"].widget.attrs["aria-label"] = _("What became of them")

    def asked(self) -> AskedEdition:
        """What is asked for, the latest edition by default; a value that nobody offered counts as none."""
        self.is_valid()
        found = self.cleaned_data
        edition = int(found.get("edition") or self.years[-1])
        before = self.years[self.years.index(edition) - 1]
        return AskedEdition(edition, before, found.get("word", ""), found.get("q", ""))
