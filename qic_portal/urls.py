"""The address book: French paths for people, English names for code."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.rules import everybody
from kit.access import open_to, requires
from qic_portal import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("governance.urls")),
    path("compte/", open_to(everybody, include("allauth.urls"))),
    path("langue/", requires(everybody)(set_language), name="set-language"),
    path("sante/", health.health, name="health"),
]
