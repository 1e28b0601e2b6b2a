"""Counts the pages' queries on the database of the environment; prints one line of JSON."""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from governance.actions import begin_membership
from kit import clock
from measurement.models import Measurement
from sites.models import Site

settings.ROOT_URLCONF = "bench.bare"
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def pages() -> dict[str, tuple[str, str, Client]]:
    """The pages by name, with the bare view behind the same door and the browser of who reads them."""
    anybody = Client(headers={"Accept-Encoding": "gzip"})
    staff = Client(headers={"Accept-Encoding": "gzip"})
    email = "bench@example.org"
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, name="Bench")
        begin_membership(kind="national", person=person, starts_on=clock.today(), by=None)
    staff.force_login(person, backend=BACKEND)
    # A page without figures would hide what figures cost.
    followed = Site.objects.filter(Exists(Measurement.objects.filter(site=OuterRef("pk"))))
    slug = followed.order_by("slug").values_list("slug", flat=True).first()
    return {
        "home": ("/", "/bench/bare/", anybody),
        "directory": ("/sites/", "/bench/bare/", anybody),
        "site": (f"/sites/{slug}/", f"/bench/bare/sites/{slug}/", anybody),
        "national": ("/national/", "/bench/bare/national/", staff),
    }


def cookie_of(browser: Client) -> str:
    """What the reader's browser sends with each request."""
    session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{session.key}={session.value}" if session else ""


def main() -> None:
    found = {}
    for name, (path, bare, browser) in pages().items():
        answer = browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        found[name] = {"paths": (path, bare), "queries": len(queries), "cookie": cookie_of(browser)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
