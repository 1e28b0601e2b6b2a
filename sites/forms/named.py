"""A site as people write it: its name or its address."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, LongTextField
from sites.models import Site


class NamedSiteField(CleanCharField):
    """One site by its name; `named` finds those in the person's sight. Gives the site."""

    named: Callable[[str], list[Site]]

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Its name as in the list of sites.")
        super().__init__(max_length=150, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return one_site(typed, self.named(typed)) if typed else None


class NamedSitesField(LongTextField):
    """Sites by their names, one a line; gives the sites, each once."""

    named: Callable[[str], list[Site]]

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("One a line, each as in the list of sites.")
        super().__init__(max_length=8000, rows=3, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found = [one_site(line, self.named(line)) for line in dict.fromkeys(lines)]
        return list(dict.fromkeys(found))


def one_site(typed: str, found: list[Site]) -> Site:
    """The one that was meant; several of a name are told apart by their address."""
    if not found:
        raise forms.ValidationError(_("No site is called “%(typed)s”.") % {"typed": typed})
    if len(found) > 1:
        raise forms.ValidationError(
            _("Several sites have this name. Write one of these: %(names)s.")
            % {"names": ", ".join(site.slug for site in found)}
        )
    return found[0]
