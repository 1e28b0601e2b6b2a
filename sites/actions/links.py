"""Which neighbourhoods a site covers, from when to when."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from sites import events
from sites.models import Neighbourhood, Site, SiteNeighbourhood


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
