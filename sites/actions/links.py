"""Which neighbourhoods a site covers, from when to when, and in which commune it stands."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites import events
from sites.models import Commune, Neighbourhood, Site, SiteNeighbourhood

# The first list of priority neighbourhoods came into force on this day.
FIRST_DAY = date(2015, 1, 1)
AHEAD = timedelta(days=366)


@transaction.atomic
def link_neighbourhood(
    site: Site,
    neighbourhood: Neighbourhood,
    *,
    by: User | None,
    since: date,
    strength: SiteNeighbourhood.Strength = SiteNeighbourhood.Strength.DECLARED,
    reason: str = "",
) -> SiteNeighbourhood:
    """The site covers a neighbourhood from a day on; never twice at once, nor after it left the list."""
    site = Site.objects.locked().get(pk=site.pk)
    refuse_far_day(since)
    gone = neighbourhood.retired_in
    if gone is not None and since >= date(gone, 1, 1):
        raise Refusal(
            _("%(name)s has not been on the official list since %(year)s.")
            % {"name": neighbourhood.name, "year": gone}
        )
    during = Range(since, None)
    refuse_second_site(site, [neighbourhood], during)
    if site.links.filter(neighbourhood=neighbourhood, during__overlap=during).exists():
        raise Refusal(_("This neighbourhood is already linked to the site for these days."))
    link = SiteNeighbourhood.objects.create(
        site=site,
        neighbourhood=neighbourhood,
        during=during,
        strength=strength,
        reason=reason.strip(),
    )
    event = events.NeighbourhoodLinked(
        code=neighbourhood.code, name=neighbourhood.name, since=since, reason=link.reason
    )
    record(event, by=by, site=site, about=link)
    return link


@transaction.atomic
def end_link(
    link: SiteNeighbourhood, *, by: User | None, last_day: date, reason: str = ""
) -> SiteNeighbourhood:
    """The link with a neighbourhood ends after that day; it stays in the site's history."""
    link = SiteNeighbourhood.objects.locked().get(pk=link.pk)
    if link.during.upper is not None:
        raise Refusal(_("This link has already ended."))
    if last_day < link.during.lower:
        raise Refusal(_("A link cannot end before it begins."))
    refuse_far_day(last_day)
    link.during = Range(link.during.lower, last_day + timedelta(days=1))
    link.end_reason = reason.strip()
    link.save(update_fields=["during", "end_reason"])
    neighbourhood = link.neighbourhood
    event = events.NeighbourhoodUnlinked(
        code=neighbourhood.code, name=neighbourhood.name, last=last_day, reason=link.end_reason
    )
    record(event, by=by, site=link.site, about=link)
    return link


def refuse_second_site(
    site: Site, wanted: Collection[Neighbourhood], during: "Range[date]"
) -> None:
    """A neighbourhood is in one site that goes on; a cité éducative or de l'emploi may share it.

    The neighbourhoods stay locked until the transaction ends, so that two colleagues do not
    both find them free.
    """
    places = Neighbourhood.objects.select_for_update(no_key=True).filter(
        pk__in=[place.pk for place in wanted]
    )
    keys = list(places.order_by("pk").values_list("pk", flat=True))
    if site.programme != Site.Programme.NEIGHBOURHOODS:
        return
    held = SiteNeighbourhood.objects.filter(
        neighbourhood__in=keys,
        during__overlap=during,
        site__programme=Site.Programme.NEIGHBOURHOODS,
    )
    others = held.exclude(site__state__in=Site.ENDS).exclude(site=site)
    link = others.select_related("site", "neighbourhood").order_by("neighbourhood").first()
    if link is not None:
        names = {"name": link.neighbourhood.name, "site": link.site}
        raise Refusal(
            _(
                "%(name)s is already in the site %(site)s. Only a cité éducative or a cité de "
                "l'emploi shares a neighbourhood with another site."
            )
            % names
        )


def refuse_taken_meanwhile(site: Site, on: date) -> None:
    """A site that comes back from an end finds its neighbourhoods free, those of today and to come."""
    kept = site.links.filter(during__overlap=Range(on, None)).select_related("neighbourhood")
    for link in kept.order_by("neighbourhood", "during"):
        since = max(on, link.during.lower)
        refuse_second_site(site, [link.neighbourhood], Range(since, link.during.upper))


def refuse_far_day(day: date) -> None:
    """The next list may be prepared a year ahead; before 2015 there was none."""
    if not FIRST_DAY <= day <= clock.today() + AHEAD:
        raise Refusal(_("Choose a day between 1 January 2015 and a year from now."))


@transaction.atomic
def follow_merged_commune(site: Site, later: Commune, *, by: User | None) -> Site:
    """The site's commune has merged into another one: the site stands in that one from now on."""
    site = Site.objects.locked().select_related("commune").get(pk=site.pk)
    former = site.commune
    site.commune = later
    site.department_id, site.region_id = later.department_id, later.department.region_id
    site.save(update_fields=["commune", "department", "region"])
    fact = events.CommuneMerged(
        former=f"{former.name} ({former.code})", later=f"{later.name} ({later.code})"
    )
    record(fact, by=by, site=site, about=site)
    return site
