"""A neighbourhood through the editions of the list: what it was, what it became, which sites held it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from kit import clock
from kit.access import Standing
from sites.figures.editions import editions, unchanged
from sites.models import Lineage, Neighbourhood, Site, SiteNeighbourhood

# The first geography, whose codes were others.
FIRST = 2015


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a lineage; `code` is empty for a neighbourhood that came or left."""

    code: str
    name: str
    words: str
    edition: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Held:
    """A site that holds or held the neighbourhood."""

    name: str
    slug: str
    since: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Town:
    """A commune of a neighbourhood, with the codes of those that merged into it."""

    code: str
    name: str
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighbourhoodFigure:
    """All that the page of a neighbourhood shows."""

    code: str
    name: str
    origin: str
    editions: tuple[int, ...]
    kept: tuple[tuple[int, int], ...]
    retired_in: int | None
    department: str
    region: str
    towns: tuple[Town, ...]
    codes: tuple[Step, ...]
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    sites: tuple[Held, ...]


def neighbourhood_figure(row: Neighbourhood, standing: Standing) -> NeighbourhoodFigure:
    """The neighbourhood with its lineage and the sites that this person may see."""
    steps = list(
        Lineage.objects.filter(Q(former=row) | Q(later=row)).select_related("former", "later", "by")
    )
    return NeighbourhoodFigure(
        code=row.code,
        name=row.name,
        origin=row.get_origin_display(),
        editions=tuple(row.editions),
        kept=unchanged(editions(), tuple(row.editions)),
        retired_in=row.retired_in,
        department=row.department.name,
        region=row.region.name,
        towns=tuple(
            Town(t.code, t.name, tuple(t.former_codes)) for t in row.communes.order_by("sort_name")
        ),
        codes=tuple(
            Step(
                said.code,
                row.name,
                str(said.get_relation_display()),
                FIRST,
                said.reason,
                str(said.by),
            )
            for said in row.former_codes.select_related("by")
        ),
        before=tuple(step(each, each.former) for each in steps if each.later_id == row.pk),
        after=tuple(step(each, each.later) for each in steps if each.former_id == row.pk),
        sites=held(row, standing),
    )


def step(row: Lineage, other: Neighbourhood | None) -> Step:
    return Step(
        code=other.code if other else "",
        name=other.name if other else "",
        words=str(Lineage.Relation(row.relation).label),
        edition=row.edition,
        reason=row.reason,
        by=str(row.by or ""),
    )


def held(row: Neighbourhood, standing: Standing) -> tuple[Held, ...]:
    links = SiteNeighbourhood.objects.filter(
        neighbourhood=row, site__in=Site.objects.visible_to(standing)
    )
    return tuple(
        Held(link.site.name, link.site.slug, link.during.lower, last_day(link))
        for link in links.select_related("site").order_by("during", "site__sort_name")
    )


def last_day(link: SiteNeighbourhood) -> date | None:
    """The last day of a link; None while no end is known."""
    return link.during.upper - timedelta(days=1) if link.during.upper else None


@dataclass(frozen=True, slots=True)
class LinkFigure:
    """A dated link of a site with a neighbourhood; `became` names what it is called now."""

    id: Any
    code: str
    name: str
    place: str
    since: date
    last: date | None
    reason: str
    end_reason: str
    retired_in: int | None
    became: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> bool:
        """True while no end is known."""
        return self.last is None

    @property
    def outdated(self) -> bool:
        """The list no longer names it, and the site still does."""
        gone = self.retired_in
        return gone is not None and (self.last is None or self.last >= date(gone, 1, 1))


def links_of(site: Site) -> tuple[LinkFigure, ...]:
    """The neighbourhoods of a site, those of today first, then the former ones, the latest first."""
    rows = list(
        SiteNeighbourhood.objects.filter(site=site)
        .select_related("neighbourhood__department")
        .prefetch_related("neighbourhood__next_steps__later", "neighbourhood__communes")
    )
    today = clock.today()
    rows.sort(key=lambda link: (today not in link.during, link.neighbourhood.sort_name))
    return tuple(link_figure(row) for row in rows)


def link_figure(row: SiteNeighbourhood) -> LinkFigure:
    place = row.neighbourhood
    return LinkFigure(
        id=row.pk,
        code=place.code,
        name=place.name,
        place=towns_of(place),
        since=row.during.lower,
        last=last_day(row),
        reason=row.reason,
        end_reason=row.end_reason,
        retired_in=place.retired_in,
        became=tuple(
            (step.later.code, step.later.name) for step in place.next_steps.all() if step.later
        ),
    )


def towns_of(place: Neighbourhood) -> str:
    return ", ".join(sorted(town.name for town in place.communes.all()))


@dataclass(frozen=True, slots=True)
class Outdated:
    """A neighbourhood that left the list in an edition and that a site still names."""

    name: str
    left_in: int


def outdated_among(places: Iterable[Neighbourhood]) -> tuple[Outdated, ...]:
    """Those of the neighbourhoods that a site names today that left the list; asks nothing more."""
    year = clock.today().year
    return tuple(Outdated(n.name, n.retired_in) for n in places if n.retired_in and n.retired_in <= year)  # fmt: skip


def outdated_links(sites: Iterable[Any]) -> dict[Any, tuple[Outdated, ...]]:
    """The neighbourhoods that left the list and that each site still names today, in one query."""
    today = clock.today()
    found: dict[Any, tuple[Outdated, ...]] = {site.pk: () for site in sites}
    rows = SiteNeighbourhood.objects.on(today).filter(
        site__pk__among=list(found), neighbourhood__retired_in__lte=today.year
    )
    named = rows.order_by("neighbourhood__retired_in", "neighbourhood__sort_name")
    for site, name, year in named.values_list(
        "site_id", "neighbourhood__name", "neighbourhood__retired_in"
    ):
        found[site] += (Outdated(name, year or today.year),)
    return found


def neighbourhood_of(code: str) -> Neighbourhood | None:
    """The neighbourhood of that code, retired or not."""
    rows = Neighbourhood.objects.select_related("department", "region")
    return rows.filter(pk=code.upper()).first()
