"""The directory's search and filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField
from sites.figures import Choice, Filters, Wanted

LONGEST = 100


class DirectoryForm(forms.Form):
    """All optional, all in the address; a value that does not exist is said and left out."""

    q = CleanCharField(label=_("Find my neighbourhood"), max_length=LONGEST, required=False,
                       help_text=_("A town, a neighbourhood or a QPV code, for example “Liévin” or “QN05941I”."))  # fmt: skip
    region = forms.ChoiceField(label=_("Region"), required=False)
    wave = forms.ChoiceField(label=_("Wave"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)

    def __init__(self, *args: Any, filters: Filters, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("region", _("all regions"), filters.regions)
        self.offer("wave", _("all waves"), filters.waves)
        self.offer("theme", _("all themes"), filters.themes)
        self.offer("stage", _("all stages"), filters.stages)

    def offer(self, name: str, everything: Any, choices: tuple[Choice, ...]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *((c.value, f"{c.words} ({c.sites})") for c in choices)]
        field.error_messages["invalid_choice"] = _("There is no site for this choice.")

    @property
    def wanted(self) -> Wanted:
        """What is looked for, without the values that were refused."""
        self.full_clean()
        data = self.cleaned_data
        return Wanted(
            text=data.get("q", ""),
            region=data.get("region", ""),
            wave=data.get("wave", ""),
            theme=data.get("theme", ""),
            stage=data.get("stage", ""),
        )
