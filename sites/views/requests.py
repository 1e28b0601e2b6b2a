"""What a request holds here: the middleware above set it before the view runs."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from kit.access import Standing
from sites.models import Site


class Request(HttpRequest):
    """A request with its person, the site of its address and the standing there."""

    site: Site  # type: ignore[assignment]
    standing: Standing
    htmx: Any
    user: User  # type: ignore[assignment]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def national(*ends: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page of the national team: through its board."""
    return [(_("National board"), reverse("overview:national-board")), *ends]
