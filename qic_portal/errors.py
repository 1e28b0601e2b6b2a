"""When something is refused or fails: a page in plain words, and nothing typed is lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit.access import typed_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal had expired: shows what was typed and lets the person send it again."""
    typed: list[tuple[str, Any]] = [
        (name, value) for name, values in typed_in(request).items() for value in values
    ]
    # A form of another site never gets a button here: one click would do what it forged.
    own = request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
    context = {"path": request.get_full_path(), "typed": typed, "again": own}
    return render(request, "errors/sealed_again.html", context, status=403)
