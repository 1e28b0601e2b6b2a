"""Public figures of the whole portal: the statistics page and the open data."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agenda.models import Comment, Version
from governance.models import Mandate
from kit import clock
from sites.models import Neighbourhood, Site


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some counts under one heading."""

    heading: str
    counts: tuple[Count, ...]


def statistics() -> list[Group]:
    """What the portal can say of its own use without watching anybody."""
    sites = Site.objects.visible()
    held = Mandate.objects.in_force().filter(site__in=sites, deputy=False).count()
    total = sites.count()
    covered = Neighbourhood.objects.filter(
        links__site__in=sites, links__during__contains=clock.today()
    )
    return [
        Group(
            _("Sites"),
            (
                Count(_("public sites"), total),
                Count(_("neighbourhoods they cover"), covered.distinct().count()),
                Count(_("seats held today"), held),
                Count(_("seats vacant today"), 3 * total - held),
            ),
        ),
        agenda_counts(sites),
    ]


def agenda_counts(sites: QuerySet[Site]) -> Group:
    """What was written, said and answered at these sites."""
    versions = Version.objects.filter(site__in=sites)
    comments = Comment.objects.filter(site__in=sites)
    said = comments.count()
    return Group(
        _("Common agendas"),
        (
            Count(_("versions opened to comments"), versions.exclude(opened_on=None).count()),
            Count(_("versions adopted by three seats"), versions.exclude(adopted_on=None).count()),
            Count(_("comments of residents"), said),
            Count(_("comments that have an answer"), said - comments.waiting().count()),
        ),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbourhood of a site, as open data."""

    code: str
    name: str
    certainty: str


@dataclass(frozen=True, slots=True)
class OpenSite:
    """A public site, as open data: codes and words that everybody may reuse."""

    id: str
    name: str
    url: str
    programme: str
    wave: int
    stage: str
    stage_since: date
    public_since: date | None
    region_code: str
    region: str
    department_code: str
    department: str
    commune_code: str
    commune: str
    themes: tuple[str, ...]
    neighbourhoods: tuple[Place, ...]


def open_sites(base_url: str) -> list[OpenSite]:
    """All public sites by name, whatever their number in the same few queries."""
    found = Site.objects.visible().with_listing().order_by("sort_name", "slug")
    return [open_site(site, base_url) for site in found]


def open_site(site: Site, base_url: str) -> OpenSite:
    """One site, with its neighbourhoods of today."""
    today = clock.today()
    links: Any = [link for link in site.links.all() if today in link.during]
    return OpenSite(
        id=site.slug,
        name=site.name,
        url=f"{base_url}/sites/{site.slug}/",
        programme=site.programme,
        wave=site.wave.number,
        stage=site.state,
        stage_since=site.stage_since,
        public_since=site.public_since,
        region_code=site.region_id,
        region=site.region.name,
        department_code=site.department_id,
        department=site.department.name,
        commune_code=site.commune_id,
        commune=site.commune.name,
        themes=tuple(sorted(theme.slug for theme in site.themes.all())),
        neighbourhoods=tuple(
            Place(link.neighbourhood_id, link.neighbourhood.name, link.strength)
            for link in sorted(links, key=lambda link: link.neighbourhood_id)
        ),
    )
