"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kit.access import Standing


def portal(request: HttpRequest) -> dict[str, Any]:
    """The standing, the site in hand and the facts of this installation."""
    return {
        "standing": getattr(request, "standing", Standing()),
        "site": getattr(request, "site", None),
        "demo": settings.QIC_DEMO,
        "theme": settings.QIC_THEME,
        "said": None,
    }
