"""A site enters the portal, is shown to everybody, and says what it is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites import events
from sites.actions.links import refuse_second_site
from sites.models import (
    CityContract,
    CityProgramme,
    Commune,
    Neighbourhood,
    Site,
    SiteNeighbourhood,
    StageChange,
    Theme,
    Wave,
)


@dataclass(frozen=True)
class NewSite:
    """What is known of a site on the day it enters the portal."""

    slug: str
    name: str
    wave: Wave
    commune: Commune
    on: date
    stage: Site.State = Site.State.EXPRESSED
    reason: str = ""
    public_since: date | None = None
    city_contract: CityContract | None = None
    city_programme: CityProgramme | None = None
    point: tuple[float | None, float | None] = (None, None)
    map_point: tuple[float | None, float | None] = (None, None)
    neighbourhoods: Collection[Neighbourhood] = field(default=())


@transaction.atomic
def open_site(new: NewSite, *, by: User | None) -> Site:
    """A site enters the portal at a stage, with the day and reason of that first stage.

    Its neighbourhoods are in no other site that goes on, unless one of the two is a programme.
    """
    if new.on > clock.today():
        raise Refusal(_("A change of stage cannot be dated in the future."))
    programme = new.city_programme
    site = Site(
        slug=new.slug,
        name=new.name,
        wave=new.wave,
        programme=programme.kind if programme else Site.Programme.NEIGHBOURHOODS,
        city_programme=programme,
        region=new.commune.department.region,
        department=new.commune.department,
        commune=new.commune,
        city_contract=new.city_contract,
        state=new.stage,
        stage_since=new.on,
        public_since=new.public_since,
        lon=new.point[0],
        lat=new.point[1],
        map_lon=new.map_point[0],
        map_lat=new.map_point[1],
    )
    save_where_free(site)
    refuse_second_site(site, new.neighbourhoods, Range(new.on, None))
    StageChange.objects.create(site=site, after=new.stage, on=new.on, reason=new.reason, by=by)
    for neighbourhood in new.neighbourhoods:
        SiteNeighbourhood.objects.create(
            site=site, neighbourhood=neighbourhood, during=Range(new.on, None)
        )
    record(events.SiteOpened(name=site.name), by=by, site=site, about=site)
    return site


def save_where_free(site: Site) -> None:
    """Two sites never share an address; who comes second reads so."""
    try:
        with transaction.atomic():
            site.save(force_insert=True)
    except IntegrityError as fault:
        if "slug" in str(fault) and "format" not in str(fault):
            raise Refusal(_("Another site has this address. Choose another one.")) from fault
        raise


@transaction.atomic
def show_publicly(site: Site, *, by: User | None) -> Site:
    """From today on everybody sees the site: the talks before it joined were not public."""
    site = Site.objects.locked().get(pk=site.pk)
    if site.is_public:
        raise Refusal(_("Everybody sees this site already."))
    site.public_since = clock.today()
    site.save(update_fields=["public_since"])
    record(events.SiteShown(name=site.name), by=by, site=site, about=site)
    return site


@transaction.atomic
def describe(site: Site, *, by: User | None, summary: str) -> Site:
    """The public presentation of the site, in a few sentences."""
    site = Site.objects.locked().get(pk=site.pk)
    if site.summary != summary:
        site.summary = summary
        site.save(update_fields=["summary"])
        record(events.SiteDescribed(changes=summary[:200]), by=by, site=site, about=site)
    return site


@transaction.atomic
def choose_themes(site: Site, themes: Collection[Theme], *, by: User | None) -> Site:
    """What the site works on; at least one theme."""
    if not themes:
        raise Refusal(_("Choose at least one theme."))
    site = Site.objects.locked().get(pk=site.pk)
    if {t.pk for t in themes} != set(site.themes.values_list("pk", flat=True)):
        site.themes.set(themes)
        named = ", ".join(t.name for t in sorted(themes, key=lambda t: t.position))
        record(events.ThemesChosen(themes=named), by=by, site=site, about=site)
    return site
