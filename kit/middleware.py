"""Input that no page can mean is stopped at the entrance."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class CleanInputMiddleware:
    """Refuses an address that holds a NUL character: PostgreSQL could not look for it.

    Form fields are cleaned by the forms, which answer beside the field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or any("\x00" in v for vs in request.GET.lists() for v in vs[1]):
            raise BadRequest("The address holds a NUL character.")
        return self.get_response(request)
