"""What is asked of the catalogue, and what is typed to change it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, DayField, sometimes
from measurement.actions import Change
from measurement.catalogue.figures import Asked
from measurement.forms.numbers import FigureField
from measurement.models import RULES, WORDS, Indicator, wholes_for
from measurement.words import typed as as_typed


class CatalogueForm(forms.Form):
    """Search and filters; all optional, all in the address, and what nobody offered counts as none."""

    q = CleanCharField(label=_("Words"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    kind = forms.ChoiceField(label=_("What it describes"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, data: Any, *, sources: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.offer("theme", _("of all themes"), Indicator.Theme.choices)
        self.offer("kind", _("about everything"), Indicator.Kind.choices)
        self.offer("source", _("of all sources"), sources)
        retired = [("retired", _("retired")), ("draft", _("to be developed"))]
        self.offer("status", _("in use or to be developed"), retired)

    def offer(self, name: str, everything: Any, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]
        field.widget.attrs["aria-label"] = str(field.label)

    @cached_property
    def asked(self) -> Asked:
        """What is asked for."""
        self.is_valid()
        found = self.cleaned_data
        names = {
            "text": "q",
            "theme": "theme",
            "kind": "kind",
            "source": "source",
            "status": "status",
        }
        return Asked(**{name: found.get(field, "") for name, field in names.items()})


LONG = {
    "definition", "definition_en", "caution", "caution_en", "information_use", "information_use_en",
}  # fmt: skip
# Asked for one kind of number only, which their labels say.
OF_SOME = {"band_low", "band_high", "numerator_label", "denominator_label"}


def typed_field(name: str) -> forms.Field:
    """The form field of a field of the indicator."""
    found: Any = Indicator._meta.get_field(name)  # noqa: SLF001 - how the field is stored
    if name in LONG:
        area = forms.Textarea(attrs={"rows": 3})
        return CleanCharField(required=False, max_length=found.max_length or 2000, widget=area)
    if isinstance(found, models.DecimalField):
        made: forms.Field = FigureField(required=not found.blank)
    else:
        made = found.formfield()
    if found.choices and found.blank:
        made.choices = [("", _("does not apply")), *found.choices]  # type: ignore[attr-defined]
        return sometimes(made)
    return sometimes(made) if name in OF_SOME else made


def whole_field(now: str, wholes: Mapping[str, Indicator]) -> forms.Field:
    """Of what a figure is a part; what stands there stays among the choices."""
    names = {code: f"{one.name} ({one.unit})" for code, one in wholes.items()}
    if now:
        names.setdefault(now, now)
    return sometimes(
        forms.ChoiceField(
            label=_("Part of"),
            choices=[("", _("no part of another figure")), *names.items()],
            help_text=_("Where it counts some of those whom another figure counts, or is a share of them: neither is told where the other would tell few people."),
        )
    )  # fmt: skip


def as_asked(value: Any) -> Any:
    """What stands in a field before somebody types: a number as people write it."""
    return as_typed(value) if isinstance(value, Decimal) else value


class DefinitionForm(forms.Form):
    """The rules of an indicator, and why they change."""

    fields_of = RULES

    valid_from = DayField(
        label=_("For periods that begin from"),
        help_text=_("Values of earlier periods stay under the definition before."),
    )
    reason = CleanCharField(
        label=_("Why the definition changes"),
        max_length=300,
        help_text=_("Kept with the new version; the series is cut there."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: Indicator, **kwargs: Any) -> None:
        initial = {name: as_asked(getattr(found, name)) for name in self.fields_of}
        kwargs["initial"] = {"seen": found.version} | initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        rules = {name: typed_field(name) for name in self.fields_of}
        if "part_of" in rules:
            rules["part_of"] = whole_field(found.part_of, wholes_for(found.site, found))
        for name, field in rules.items():
            words: Any = Indicator._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # noqa: SLF001
            field.label = str(words)[:1].upper() + str(words)[1:]
        self.fields = rules | self.fields

    def change(self) -> Change:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        fields = {name: data[name] for name in self.fields_of}
        return Change(data["seen"], fields, data.get("reason", ""), data.get("valid_from"))


class WordsForm(DefinitionForm):
    """The words of an indicator, which change nothing of what is counted."""

    fields_of = tuple(name for name in WORDS if name != "position")
    valid_from = None  # type: ignore[assignment]
    reason = None  # type: ignore[assignment]


class UseForm(forms.Form):
    """What an indicator that is ready is meant for."""

    role = forms.ChoiceField(
        label=_("What it is meant for"),
        choices=[c for c in Indicator.Role.choices if c[0] != Indicator.Role.TO_DEVELOP],
        initial=Indicator.Role.CONTRIBUTING,
    )


class RetireForm(forms.Form):
    """Why an indicator is retired, and what replaces it."""

    reason = CleanCharField(label=_("Why it is retired"), max_length=300)
    replaced_by = sometimes(forms.ChoiceField(label=_("Replaced by")))

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        field: Any = self.fields["replaced_by"]
        field.choices = [("", _("nothing")), *others.values_list("code", "name")]

    def chosen(self) -> dict[str, Any]:
        """The reason, and the indicator that was chosen."""
        data = self.cleaned_data
        other = self.others.get(code=data["replaced_by"]) if data["replaced_by"] else None
        return {"reason": data["reason"], "replaced_by": other}


class PromoteForm(forms.Form):
    """How a local indicator is called when it becomes common."""

    code = CleanCharField(
        label=_("Code"), max_length=6, help_text=_("Three letters, a hyphen, two digits: enf-01.")
    )
    name = CleanCharField(label=_("Name"), max_length=160)
    question = CleanCharField(label=_("The question it answers"), max_length=200)
    definition = CleanCharField(
        label=_("What exactly is counted"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    information_use = CleanCharField(label=_("What the figure is used for"), max_length=300)
    name_en = CleanCharField(label=_("Name, in English"), max_length=160, required=False)
    question_en = CleanCharField(label=_("Question, in English"), max_length=200, required=False)


class HeadlineForm(forms.Form):
    """A figure that the site puts first, and why."""

    indicator = forms.ChoiceField(label=_("Figure"))
    why = CleanCharField(label=_("Why this figure"), max_length=300)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.choices = choices


class EndForm(forms.Form):
    """Why a figure is put first no longer."""

    reason = CleanCharField(label=_("Why"), max_length=300)
