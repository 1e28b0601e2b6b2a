"""The address book: French paths for people, English names for code."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.rules import everybody
from kit.access import open_to, requires
from qic_portal import gallery, health, outbox

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("sites.urls")),
    path("", include("agenda.urls")),
    path("", include("governance.urls")),
    path("", include("measurement.urls")),
    path("", include("community.urls")),
    path("", include("partnership.urls")),
    path("", include("readiness.urls")),
    path("", include("steering.urls")),
    path("", include("reports.urls")),
    path("compte/", open_to(everybody, include("allauth.urls"), secrets={"code"})),
    path("", include("overview.urls")),
    path("", include("qic_portal.page_urls")),
    path("langue/", requires(everybody)(set_language), name="set-language"),
    path("sante/", health.health, name="health"),
]
if settings.DEBUG or settings.QIC_DEMO:
    urlpatterns += [
        path("composants/", gallery.gallery, name="gallery"),
        path("demo/courrier/", outbox.letters, name="demo-letters"),
    ]
