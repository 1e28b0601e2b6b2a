"""Making a site of neighbourhoods: the search, then name, address, wave, programme and first contact."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField
from sites.figures import Proposal

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Words of our own addresses, which no site may take.
RESERVED = frozenset({"demandes", "nouveau", "sites", "vagues"})
LONG = 4000


class SearchForm(forms.Form):
    """By name, commune or code."""

    q = CleanCharField(
        label=_("Find neighbourhoods or a programme"),
        help_text=_("A town, a neighbourhood, a QPV code, a cité éducative or a cité de l'emploi."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"enterkeyhint": "search"}),
    )


class SiteForm(forms.Form):
    """All that a site needs to enter the portal; what can be proposed stands there already."""

    name = CleanCharField(label=_("Name of the site"), max_length=150)
    slug = CleanCharField(
        label=_("Address"),
        max_length=80,
        help_text=_("Small letters, figures and hyphens. It stands on posters and never changes."),
    )
    wave = forms.ChoiceField(label=_("Wave"))
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    commune = forms.ChoiceField(label=_("Commune where the site is drawn on the map"))
    on = DayField(label=_("Day of the first contact"))
    reason = LongTextField(
        label=_("How the contact came about"),
        max_length=LONG,
        rows=3,
        help_text=_("Who wrote or called, on whose behalf."),
    )

    def __init__(self, *args: Any, proposal: Proposal, programme: str, **kwargs: Any) -> None:
        first = {
            "name": proposal.name,
            "slug": proposal.slug,
            "on": clock.today(),
            "programme": programme,
        }
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["wave"].choices = proposal.waves
        fields["programme"].choices = [
            ("", _("Priority neighbourhoods (QPV)")),
            *proposal.programmes,
        ]
        fields["commune"].choices = proposal.communes

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not SLUG.fullmatch(slug):
            raise forms.ValidationError(
                _("Only small letters, figures and single hyphens between them.")
            )
        if slug in RESERVED:
            raise forms.ValidationError(_("This address is one of the portal's own pages."))
        return slug


class CloseInterestForm(forms.Form):
    """Why a request leads to no site now."""

    reason = LongTextField(
        label=_("Why"),
        max_length=LONG,
        rows=4,
        help_text=_("The author receives this text by e-mail, as you write it."),
    )
