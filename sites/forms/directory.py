"""The directory's search and filters."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, FilterSelect
from sites.figures import Choice, Filters, Wanted

LONGEST = 100


class DirectoryForm(forms.Form):
    """All optional, all in the address; a value that does not exist is said and left out."""

    q = CleanCharField(
        label=_("Find my neighbourhood"),
        help_text=_("A town, a neighbourhood or a QPV code, for example “Liévin” or “QN05941I”."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"enterkeyhint": "search"}),
    )
    region = forms.ChoiceField(label=_("region"), required=False, widget=FilterSelect)
    wave = forms.ChoiceField(label=_("wave"), required=False, widget=FilterSelect)
    theme = forms.ChoiceField(label=_("theme"), required=False, widget=FilterSelect)
    stage = forms.ChoiceField(label=_("stage"), required=False, widget=FilterSelect)

    def __init__(self, *args: Any, filters: Filters, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters = filters
        self.offer("region", _("all regions"), filters.regions)
        self.offer("wave", _("all waves"), filters.waves)
        self.offer("theme", _("all themes"), filters.themes)
        self.offer("stage", _("all stages"), filters.stages)

    @property
    def key(self) -> tuple[Any, ...]:
        """All that decides what the form shows."""
        return (*(self.data.get(name, "") for name in self.base_fields), self.filters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DirectoryForm) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def offer(self, name: str, everything: Any, choices: tuple[Choice, ...]) -> None:
        """A filter with a single value narrows nothing: it is only there when the address has it."""
        if len(choices) < 2 and not self.data.get(name):
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [("", everything), *((c.value, f"{c.words} ({c.sites})") for c in choices)]
        field.error_messages["invalid_choice"] = _("There is no site for this choice.")

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The filters without the search field."""
        return [field for field in self if field.name != "q"]

    @cached_property
    def wanted(self) -> Wanted:
        """What is looked for, without the values that were refused."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            text=data.get("q", ""),
            region=data.get("region", ""),
            wave=data.get("wave", ""),
            theme=data.get("theme", ""),
            stage=data.get("stage", ""),
        )
