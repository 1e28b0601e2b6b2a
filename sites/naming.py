"""Names of reference data for whoever reads English: the data name waves and themes in French."""

import re

from django.utils.translation import get_language

WAVE = re.compile(r"Vague (\d+)")
THEMES = {
    "Cohésion sociale": "Social cohesion",
    "Accès aux droits": "Access to rights",
    "Cadre de vie et renouvellement urbain": "Living environment and urban renewal",
    "Développement économique et emploi": "Economic development and employment",
}


def said(name: str) -> str:
    """The name of a wave or a theme in the reader's language; one that we do not know as it is."""
    if (get_language() or "fr").startswith("fr"):
        return name
    if wave := WAVE.fullmatch(name):
        return f"Wave {wave[1]}"
    return THEMES.get(name, name)
