"""The address book with bare views more: the measure that pages are compared with.

A page behind a door is compared with a bare view behind the same door: for both, the middleware finds
the site in the address and works out who is asking.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.rules import everybody, national_team
from kit.access import requires
from qic_portal.urls import urlpatterns as portal


@requires(everybody)
def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but the middleware."""
    return HttpResponse("<!DOCTYPE html><title>bare</title>")


@requires(national_team)
def bare_national(request: HttpRequest) -> HttpResponse:
    """The same for the national team."""
    return bare(request)


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/bare/sites/<slug:site>/", bare),
    path("bench/bare/national/", bare_national),
    *portal,
]
