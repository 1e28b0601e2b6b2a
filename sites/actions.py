"""Everything that changes a site."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites import events
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
    """A site enters the portal at a stage, with the day and reason of that first stage."""
    programme = new.city_programme
    site = Site.objects.create(
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
    StageChange.objects.create(site=site, after=new.stage, on=new.on, reason=new.reason, by=by)
    for neighbourhood in new.neighbourhoods:
        SiteNeighbourhood.objects.create(
            site=site, neighbourhood=neighbourhood, during=Range(new.on, None)
        )
    record(events.SiteOpened(name=site.name), by=by, site=site, about=site)
    return site


@transaction.atomic
def change_stage(
    site: Site, to: Site.State, *, by: User | None, on: date, reason: str = ""
) -> Site:
    """The site goes to another stage; a pause or a withdrawal says why, and days follow each other."""
    site = Site.objects.locked().get(pk=site.pk)
    before = site.current_stage
    reason = reason.strip()
    if to in Site.NEED_A_REASON and not reason:
        raise Refusal(_("Say why: the reason of a pause or a withdrawal is kept."))
    if on > clock.today():
        raise Refusal(_("A change of stage cannot be dated in the future."))
    if on < site.stage_since:
        raise Refusal(_("This day is before the site entered its present stage."))
    site.move_to(to, stage_since=on)
    StageChange.objects.create(site=site, before=before, after=to, on=on, reason=reason, by=by)
    event = events.StageChanged(
        before=before, after=to, after_words=str(to.label), on=on, reason=reason
    )
    record(event, by=by, site=site, about=site)
    return site


@transaction.atomic
def link_neighbourhood(
    site: Site,
    neighbourhood: Neighbourhood,
    *,
    by: User | None,
    since: date,
    strength: SiteNeighbourhood.Strength = SiteNeighbourhood.Strength.DECLARED,
) -> SiteNeighbourhood:
    """The site covers a neighbourhood from a day on; never twice at once."""
    site = Site.objects.locked().get(pk=site.pk)
    during = Range(since, None)
    if site.links.filter(neighbourhood=neighbourhood, during__overlap=during).exists():
        raise Refusal(_("This neighbourhood is already linked to the site for these days."))
    link = SiteNeighbourhood.objects.create(
        site=site, neighbourhood=neighbourhood, during=during, strength=strength
    )
    event = events.NeighbourhoodLinked(
        code=neighbourhood.code, name=neighbourhood.name, since=since
    )
    record(event, by=by, site=site, about=link)
    return link


@transaction.atomic
def end_link(link: SiteNeighbourhood, *, by: User | None, last_day: date) -> SiteNeighbourhood:
    """The link with a neighbourhood ends after that day; it stays in the site's history."""
    link = SiteNeighbourhood.objects.locked().get(pk=link.pk)
    if link.during.upper is not None:
        raise Refusal(_("This link has already ended."))
    if last_day < link.during.lower:
        raise Refusal(_("A link cannot end before it begins."))
    link.during = Range(link.during.lower, last_day + timedelta(days=1))
    link.save(update_fields=["during"])
    neighbourhood = link.neighbourhood
    event = events.NeighbourhoodUnlinked(
        code=neighbourhood.code, name=neighbourhood.name, last=last_day
    )
    record(event, by=by, site=link.site, about=link)
    return link


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
