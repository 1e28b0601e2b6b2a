"""The address book with bare views more: the measure that pages are compared with.

A page behind a door is compared with a bare view behind the same door: for both, the middleware finds
the site in the address and works out who is asking. A bare view behind a door reads that once more with
the ORM, as a Django view begins by doing: what the portal spares at its own door (ADR 0013) would
otherwise make the measure shorter, and count against every page that it made faster.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.rules import everybody, national_team
from governance.middleware import Request
from governance.models import Mandate, Membership
from kit import clock
from kit.access import requires
from qic_portal.urls import urlpatterns as portal
from sites.models import Site

HEAD = ("wave", "region", "department", "commune", "city_contract")


@requires(everybody)
def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but the middleware."""
    return HttpResponse("<!DOCTYPE html><title>bare</title>")


@requires(everybody)
def bare_site(request: Request) -> HttpResponse:
    """The same, with the site read as the ORM composes it: what stands in the head of its pages."""
    Site.objects.select_related(*HEAD).get(slug=request.site.slug)
    return bare(request)


@requires(national_team)
def bare_national(request: Request) -> HttpResponse:
    """The same for the national team, with what the person holds today read as the ORM composes it."""
    today = clock.today()
    list(Mandate.objects.counting(today).filter(person=request.user).select_related("site"))
    held = Membership.objects.in_force(today).filter(person=request.user)
    list(held.select_related("centre", "site", "given_by"))
    return bare(request)


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/bare/sites/<slug:site>/", bare_site),
    path("bench/bare/national/", bare_national),
    *portal,
]
