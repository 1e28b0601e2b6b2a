"""The two themes: `neutre`, the portal's own, and `etat`, on the State's design system.

The second is for those who are entitled to it; its files come with the package django-dsfr
(requirements/etat.txt) and are in no part of this repository.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

NEUTRAL, STATE = "neutre", "etat"


def template_folders(theme: str, base: Path) -> list[Path]:
    """Where templates are looked for: the theme's own components come first."""
    own = [base / "templates"]
    return [base / "templates" / STATE, *own] if theme == STATE else own


def static_folders(theme: str, base: Path) -> list[Path]:
    """Where static files are found: ours, and the design system's when it is installed."""
    found = find_spec("dsfr") if theme == STATE else None
    roots = found.submodule_search_locations or [] if found else []
    return [base / "static", *(Path(root) / "static" for root in roots)]


@register("qic")
def the_theme_is_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """qic.E002: an unknown theme, or the State's without its package."""
    theme = settings.QIC_THEME
    if theme not in {NEUTRAL, STATE}:
        return [Error(f"QIC_THEME is {theme!r}; the themes are neutre and etat.", id="qic.E002")]
    if theme == STATE and find_spec("dsfr") is None:
        return [
            Error(
                "QIC_THEME is etat, but django-dsfr is not installed.",
                hint="Install requirements/etat.txt, or leave QIC_THEME at neutre.",
                id="qic.E002",
            )
        ]
    return []
