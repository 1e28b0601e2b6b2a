"""Finds the site named in the address and works out who is asking, once per request."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.roles import KNOWERS
from governance.standing import site_named, standing_of
from kit.access import Standing
from sites.models import Site


class Request(HttpRequest):
    """A request as our views receive it."""

    site: Site  # type: ignore[assignment]
    standing: Standing
    htmx: Any
    user: User  # type: ignore[assignment]


class StandingMiddleware:
    """Sets `request.site` and `request.standing`; the site leaves the view's arguments.

    A site that is not public yet is not there for people without a role at it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours: Any = request
        ours.site = None
        ours.standing = SimpleLazyObject(lambda: standing_of(person_of(request)))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.pop("site", None)
        if slug is None:
            return
        site = next(iter(site_named(slug=slug)), None)
        standing = standing_of(person_of(request), site)
        if site is None or not (site.is_public or standing.has(*KNOWERS)):
            raise Http404
        ours: Any = request
        ours.site, ours.standing = site, standing


def person_of(request: HttpRequest) -> User | None:
    """The signed-in person, if any."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
