"""The text that was kept when a session had ended."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.rules import signed_in
from kit.access import KEPT_TEXT_KEY, requires

# What a form carries for itself: keys, periods, fingerprints. Nobody typed it.
CARRIED = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d"
)
FIGURES = ("value", "numerator", "denominator")
SHORT = 12


def shown_as(name: str, value: str) -> str:
    """How a field that was kept comes back: as words to read again, as a number, or unseen."""
    if CARRIED.fullmatch(value):
        return ""
    if value and name.startswith(FIGURES):
        return "figure"
    return "words" if len(value) > SHORT else ""


@requires(signed_in)
@require_GET
def kept_text(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended, ready to be sent on."""
    kept = request.session.get(KEPT_TEXT_KEY)
    if not kept:
        return redirect("/")
    fields = [(name, value) for name, values in kept["fields"].items() for value in values]
    typed = [(name, value, shown_as(name, value)) for name, value in fields]
    return render(request, "accounts/kept_text.html", {"path": kept["path"], "typed": typed})
