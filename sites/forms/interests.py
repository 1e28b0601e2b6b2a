"""The public form by which a territory asks to take part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import clean_address
from kit.forms import CleanCharField, LongTextField, OnceForm
from sites.models import Interest

LONG = 2000


class InterestForm(OnceForm):
    """Where, who, and the three preconditions in their own words."""

    territory = CleanCharField(
        label=_("Your territory"),
        max_length=120,
        help_text=_("The town, or the grouping of communes."),
    )
    neighbourhoods = LongTextField(
        label=_("The neighbourhoods"),
        max_length=500,
        rows=2,
        help_text=_("Their names as people say them. A QPV code helps but is not needed."),
    )
    urgency = LongTextField(
        label=_("Why now?"),
        max_length=LONG,
        rows=4,
        help_text=_("What makes people here want to change things together, rather than later."),
    )
    leadership = LongTextField(
        label=_("Who would lead?"),
        max_length=LONG,
        rows=4,
        help_text=_(
            "Who, in the State, the municipality and the community organisations, is ready to lead the way."
        ),
    )
    resources = LongTextField(
        label=_("What support do you have?"),
        max_length=LONG,
        rows=4,
        help_text=_("Time, people, places, first means. “None yet” is an answer too."),
    )
    party = forms.ChoiceField(
        label=_("You write on behalf of"), choices=(), widget=forms.RadioSelect
    )
    organisation = CleanCharField(label=_("Your organisation"), max_length=160)
    name = CleanCharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("To answer you. Only the national team sees it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["party"].choices = Interest.Party.choices

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])
