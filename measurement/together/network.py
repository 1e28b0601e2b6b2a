"""The sites of which a figure is expected, with their phase and their neighbourhoods by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.db import connection

from measurement.engine.places import Link
from measurement.engine.places import Site as Place
from measurement.models import Indicator
from sites.models import Site

OPEN = date.max
DAY = len("2026-01-01")
# What sites name changes seldom: it is read out of its words once, for twice as many as there will be.
KEPT = 4096
# One row a site, its days in words: ten thousand rows of a country would cost more than all its sums.
MEMBERS = """
SELECT s.id::text, s.slug, s.name, w.number, w.name,
    coalesce(stages.told, s.stage_since || s.state), coalesce(links.told, ''),
    coalesce(s.city_contract_id, '')
FROM sites_site s JOIN sites_wave w ON w.id = s.wave_id
LEFT JOIN (
    SELECT c.site_id, string_agg(c."on" || c.after, ' ' ORDER BY c."on", c.created_at) AS told
    FROM sites_stagechange c GROUP BY c.site_id
) stages ON stages.site_id = s.id
LEFT JOIN (
    SELECT l.site_id, string_agg(
        l.neighbourhood_id || '/' || lower(l.during) || '/' || coalesce(upper(l.during)::text, ''),
        ' ' ORDER BY l.during, l.neighbourhood_id) AS told
    FROM sites_siteneighbourhood l GROUP BY l.site_id
) links ON links.site_id = s.id
ORDER BY s.sort_name, s.slug
"""


@dataclass(frozen=True)
class Member:
    """A site as the network knows it: its stages by their first day, and what it names or named.

    Both stay in words until a figure asks for them: a page of all sites asks few of them for few things.
    """

    key: str
    slug: str
    name: str
    phase: int
    phase_name: str
    staged: str
    linked: str
    contract: str

    def at_work_on(self, day: date) -> bool:
        """True for a site that was engaged, active or autonomous on that day."""
        stage, until = "", day.isoformat()
        for told in self.staged.split():
            if told[:DAY] <= until:
                stage = told[DAY:]
        return stage in Site.AT_WORK

    def place(self, found: Indicator, day: date) -> Place:
        """The site with the places of which the figure speaks.

        Of a figure that comes every period they are dated; before its first day a site is read
        with the neighbourhoods that it began with. Others are read as they are named on one day.
        """
        if found.level == Indicator.Level.CONTRACT:
            return Place(self.key, (Link(self.contract),) if self.contract else ())
        if found.periodicity == Indicator.Periodicity.IRREGULAR:
            named = links_of(self.linked)
            return Place(self.key, tuple(Link(x.code) for x in named if x.since <= day <= x.until))
        return Place(self.key, from_the_first(self.linked))


@dataclass(frozen=True)
class Network:
    """All sites there are, in the order of their names."""

    members: tuple[Member, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Member]:
        """Each by its key."""
        return {one.key: one for one in self.members}

    def expected(
        self, found: Indicator, day: date, reporting: Iterable[str] = ()
    ) -> tuple[Member, ...]:
        """Who could report: the sites at work on a day, and those that gave their own value anyway."""
        own = found.level == Indicator.Level.SITE
        there = frozenset(reporting) if own else frozenset[str]()
        return tuple(one for one in self.members if one.at_work_on(day) or one.key in there)


def network() -> Network:
    """As it is known now, in one query; a stage and a link hold for their own days."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS)
        return Network(tuple(Member(*row) for row in cursor.fetchall()))


@lru_cache(KEPT)
def links_of(linked: str) -> tuple[Link, ...]:
    """The neighbourhoods of a site with their days, as the query told them."""
    return tuple(map(link_of, linked.split()))


@lru_cache(KEPT)
def from_the_first(linked: str) -> tuple[Link, ...]:
    """The same, and those with which the site began reach back for ever."""
    named = links_of(linked)
    began = min((x.since for x in named), default=date.min)
    return tuple(Link(x.code, date.min if x.since == began else x.since, x.until) for x in named)


def link_of(told: str) -> Link:
    """« QN05971N/2022-01-01/ »: a neighbourhood, its first day at the site and the day after its last."""
    code, since, end = told.split("/")
    until = date.fromordinal(date.fromisoformat(end).toordinal() - 1) if end else OPEN
    return Link(code, date.fromisoformat(since), until)
