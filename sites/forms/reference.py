"""Neighbourhoods of a site, what became of a neighbourhood, waves."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField
from sites.models import FORMER_CODE, FormerCode, Lineage

REASON = 2000


class LinkForm(forms.Form):
    """Which neighbourhood, from when, why."""

    code = CleanCharField(
        label=_("QPV code"), max_length=8, help_text=_("For example QN05941I: search it above.")
    )
    since = DayField(label=_("First day"))
    reason = LongTextField(label=_("Why"), rows=2, max_length=REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"since": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()


class UnlinkForm(forms.Form):
    """The last day of a link, and why."""

    last_day = DayField(label=_("Last day"))
    reason = LongTextField(label=_("Why"), rows=2, max_length=REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"last_day": clock.today()}
        super().__init__(*args, **kwargs)


class LineageForm(forms.Form):
    """What became of a neighbourhood that left the list."""

    relation = forms.ChoiceField(label=pgettext_lazy("neighbourhood", "What became of it"))
    later = CleanCharField(
        label=_("Code of the neighbourhood that it became"),
        max_length=8,
        required=False,
        help_text=_("Leave empty when it is no longer a priority neighbourhood."),
    )
    reason = LongTextField(label=_("How do you know?"), rows=2, max_length=REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        new = Lineage.Relation.NEW
        fields["relation"].choices = [c for c in Lineage.Relation.choices if c[0] != new]

    def clean_relation(self) -> Lineage.Relation:
        return Lineage.Relation(self.cleaned_data["relation"])


class FormerCodeForm(forms.Form):
    """Which code of 2015 the neighbourhood had, or took something from."""

    code = CleanCharField(
        label=_("Code of 2015"), max_length=8, help_text=_("For example QP059041.")
    )
    relation = forms.ChoiceField(
        label=_("How it became this neighbourhood"),
        choices=[(r.value, r.label) for r in FormerCode.RELATIONS],
    )
    reason = LongTextField(label=_("How do you know?"), rows=2, max_length=REASON)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).upper()
        if not re.fullmatch(FORMER_CODE, code):
            raise forms.ValidationError(
                _("A code of 2015 has the letters QP and six signs, for example QP059041.")
            )
        return code

    def clean_relation(self) -> Lineage.Relation:
        return Lineage.Relation(self.cleaned_data["relation"])


class WaveForm(forms.Form):
    """A wave's number, name, years in words and first day."""

    number = forms.IntegerField(label=pgettext_lazy("wave", "Number"), min_value=1, max_value=999)
    name = CleanCharField(label=_("Name"), max_length=60)
    period = CleanCharField(
        label=_("Years in words"),
        max_length=60,
        required=False,
        help_text=_("For example 2021–2023."),
    )
    started_on = DayField(label=_("First day"))

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["number"]
