"""The pages that a public service owes: accessibility, legal notice, personal data and the like."""

from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.rules import everybody
from governance.middleware import Request
from kit import clock
from kit.access import Standing, requires, rule_for
from qic_portal import figures
from qic_portal.processing import REGISTER

SECURITY_NOTE_LASTS = timedelta(days=180)

SITE_MAP: tuple[tuple[Any, tuple[tuple[Any, str], ...]], ...] = (
    (
        gettext_lazy("The portal"),
        (
            (gettext_lazy("Home"), "overview:home"),
            (gettext_lazy("All sites"), "sites:site-list"),
            (gettext_lazy("Open consultations"), "overview:consultation-list"),
            (gettext_lazy("Catalogue of indicators"), "measurement:catalogue-list"),
            (gettext_lazy("Neighbourhoods in figures"), "measurement:profile-find"),
            (gettext_lazy("Community of practice"), "community:home"),
            (gettext_lazy("Site reports"), "reports:report-list"),
            (gettext_lazy("The approach"), "overview:about"),
            (gettext_lazy("Take part with your territory"), "sites:interest-express"),
        ),
    ),
    (
        gettext_lazy("The national team"),
        (
            (gettext_lazy("National board"), "overview:national-board"),
            (gettext_lazy("Requests of territories"), "sites:interest-list"),
            (gettext_lazy("A new site"), "sites:site-new"),
            (gettext_lazy("Waves"), "sites:wave-list"),
            (gettext_lazy("Reporting periods"), "measurement:window-list"),
        ),
    ),
    (
        gettext_lazy("Your account"),
        (
            (gettext_lazy("Sign in"), "account_login"),
            (gettext_lazy("My rights, and why"), "governance:rights-page"),
        ),
    ),
    (
        gettext_lazy("About this service"),
        (
            (gettext_lazy("Statistics"), "pages:statistics"),
            (gettext_lazy("Open data"), "pages:open-data"),
            (gettext_lazy("Accessibility: not compliant"), "pages:accessibility"),
            (gettext_lazy("Legal notice"), "pages:legal-notice"),
            (gettext_lazy("Personal data"), "pages:personal-data"),
            (gettext_lazy("Terms of use"), "pages:terms"),
        ),
    ),
)


def shown(request: Request, template: str, title: str, **more: Any) -> HttpResponse:
    """A page of this module, with the facts of the installation."""
    context = {"title": title, "trail": [(title, "")], "deployer": settings.DEPLOYER} | more
    return render(request, template, context)


@requires(everybody)
@require_safe
def accessibility(request: Request) -> HttpResponse:
    return shown(request, "pages/accessibility.html", _("Accessibility: not compliant"))


@requires(everybody)
@require_safe
def legal_notice(request: Request) -> HttpResponse:
    return shown(request, "pages/legal_notice.html", _("Legal notice"))


@requires(everybody)
@require_safe
def personal_data(request: Request) -> HttpResponse:
    return shown(request, "pages/personal_data.html", _("Personal data"), register=REGISTER)


@requires(everybody)
@require_safe
def terms(request: Request) -> HttpResponse:
    return shown(request, "pages/terms.html", _("Terms of use"))


@requires(everybody)
@require_safe
def statistics(request: Request) -> HttpResponse:
    return shown(
        request,
        "pages/statistics.html",
        _("Statistics"),
        groups=figures.statistics(),
        today=clock.today(),
    )


@requires(everybody)
@require_safe
def site_map(request: Request) -> HttpResponse:
    return shown(
        request, "pages/site_map.html", _("Site map"), groups=site_map_groups(request.standing)
    )


def site_map_groups(standing: Standing) -> list[tuple[Any, list[tuple[Any, str]]]]:
    """The main pages that exist and that the person may enter, under headings."""
    groups = [
        (heading, [(words, reverse(route)) for words, route in entries if enters(route, standing)])
        for heading, entries in SITE_MAP
    ]
    return [(heading, entries) for heading, entries in groups if entries]


def enters(route: str, standing: Standing) -> bool:
    """True when there is such a page and its rule lets the person in."""
    try:
        return rule_for(route)(standing)
    except LookupError:
        return False


@requires(everybody)
@require_safe
def security_txt(request: Request) -> HttpResponse:
    """How to report a weakness (RFC 9116); it never expires unnoticed: each answer is valid for half a year."""
    deployer = settings.DEPLOYER
    ends = (clock.now() + SECURITY_NOTE_LASTS).astimezone(UTC).replace(microsecond=0)
    contact = f"mailto:{deployer.security}" if deployer.security else absolute("pages:legal-notice")
    lines = [
        f"Contact: {contact}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {absolute('pages:security-txt')}",
    ]
    return plain(lines)


@requires(everybody)
@require_safe
def robots_txt(request: Request) -> HttpResponse:
    """Search engines are welcome on public pages; a demonstration is not for them at all."""
    closed = ["/"] if settings.QIC_DEMO else ["/compte/", "/invitation/", "/langue/"]
    return plain(["User-agent: *", *(f"Disallow: {path}" for path in closed)])


def absolute(route: str) -> str:
    """A route's address with the installation's own host."""
    return settings.BASE_URL + reverse(route)


def plain(lines: list[str]) -> HttpResponse:
    """A text file of these lines."""
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
