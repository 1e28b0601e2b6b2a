"""What a site is working on now: asked at every visit of the desk, compiled once."""

from typing import Any

from django.db.models import UUIDField

from agenda.models import Version, Wording
from kit.reads import Given, compiled
from sites.models import Site


def version_in_hand(site: Site) -> Version | None:
    """The version on which the site is working now, the newest one, with the one before."""
    found: Version | None = next(iter(newest_in_hand(site=site.pk)), None)
    if found is not None:
        found.site = site
    return found


def version_open(site: Site) -> Version | None:
    """The version that is open to comments, or was until its last day went by."""
    found: Version | None = next(iter(open_now(site=site.pk)), None)
    if found is not None:
        found.site = site
    return found


def wording_in_hand(version: Version, passage: Any) -> Wording | None:
    """A passage as the version words it, with who wrote it last; None when it is not in it."""
    found: Wording | None = next(iter(worded(version=version.pk, passage=passage)), None)
    if found is not None:
        found.version = version
    return found


@compiled
def newest_in_hand() -> Any:
    versions = Version.objects.in_hand().filter(site=Given("site", UUIDField()))
    return versions.select_related("based_on").order_by("-number")[:1]


@compiled
def open_now() -> Any:
    versions = Version.objects.filter(site=Given("site", UUIDField()), state=Version.State.OPEN)
    return versions.defer("content")


@compiled
def worded() -> Any:
    one = {name: Given(name, UUIDField()) for name in ("version", "passage")}
    return Wording.objects.filter(**one).select_related("passage", "edited_by")
