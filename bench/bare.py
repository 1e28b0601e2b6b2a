"""The address book with one bare view more: the measure that pages are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.rules import everybody
from kit.access import requires
from qic_portal.urls import urlpatterns as portal

BARE = "/bench/bare/"


@requires(everybody)
def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but the middleware."""
    return HttpResponse("<!DOCTYPE html><title>bare</title>")


urlpatterns = [path(BARE.strip("/") + "/", bare), *portal]
