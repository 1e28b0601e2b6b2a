"""Words that are stored: they cannot follow the language of whoever reads them."""

from django.conf import settings
from django.utils import translation


def for_ever(words: object) -> str:
    """A lazy translation as it is stored: in the language of the portal, whoever acts."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(words)
