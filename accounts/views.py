"""The text that was kept when a session had ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.rules import signed_in
from kit.access import KEPT_TEXT_KEY, requires


@requires(signed_in)
@require_GET
def kept_text(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended, ready to be sent on."""
    kept = request.session.get(KEPT_TEXT_KEY)
    if not kept:
        return redirect("/")
    typed = [(name, value) for name, values in kept["fields"].items() for value in values]
    return render(request, "accounts/kept_text.html", {"path": kept["path"], "typed": typed})
