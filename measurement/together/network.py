"""The sites of which a figure is expected, with their phase and their neighbourhoods by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection

from measurement.engine.places import Link, shared_codes
from measurement.engine.places import Site as Place
from measurement.models import Indicator
from sites.models import Site

# A level, and True for a figure that comes without a rhythm.
type Kind = tuple[str, bool]

OPEN = date.max
DAY = len("2026-01-01")
# What sites name changes seldom: it is read out of its words once, for twice as many as there will be.
KEPT = 4096
# The quarter that is asked for and those before it, each with all sites.
NETWORKS = 4
# The last days that were asked for, with the sites of each.
DAYS = 32
# One row a site, its days in words: ten thousand rows of a country would cost more than all its sums.
# Of a site that has been in its stage since before the first day asked for, no earlier one is told.
MEMBERS = """
SELECT s.id::text, s.slug, s.name, w.number, w.name,
    coalesce(stages.told, s.stage_since || s.state), coalesce(links.told, ''),
    coalesce(s.city_contract_id, '')
FROM sites_site s JOIN sites_wave w ON w.id = s.wave_id
LEFT JOIN (
    SELECT c.site_id, string_agg(c."on" || c.after, ' ' ORDER BY c."on", c.created_at) AS told
    FROM sites_stagechange c JOIN sites_site later ON later.id = c.site_id
    WHERE later.stage_since > %(first)s
    GROUP BY c.site_id
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

    Of its stages those since the first day of the network; before that day it tells none.

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

    def at_work_until(self, until: str) -> bool:
        """True for a site that was engaged, active or autonomous on that day, given as 2026-01-31."""
        stage = ""
        for told in self.staged.split():
            if told[:DAY] <= until:
                stage = told[DAY:]
        return stage in Site.AT_WORK

    def place(self, kind: Kind, day: date) -> Place:
        """The site with the places of which such a figure speaks.

        Of a figure that comes every period they are dated; before its first day a site is read
        with the neighbourhoods that it began with. Others are read as they are named on one day.
        """
        level, is_irregular = kind
        if level == Indicator.Level.CONTRACT:
            return Place(self.key, (Link(self.contract),) if self.contract else ())
        if is_irregular:
            named = links_of(self.linked)
            return Place(self.key, tuple(Link(x.code) for x in named if x.since <= day <= x.until))
        return Place(self.key, from_the_first(self.linked))


@dataclass(frozen=True, eq=False)
class Standing:
    """The sites of a day, those at work and the others, with the places of which a kind of figure speaks."""

    day: date
    members: tuple[Member, ...]
    idle: tuple[Member, ...]
    places: tuple[Place, ...]
    idle_places: tuple[Place, ...]

    @cached_property
    def idle_keys(self) -> tuple[str, ...]:
        """The sites that were not at work."""
        return tuple(one.key for one in self.idle)

    @property
    def all_places(self) -> tuple[Place, ...]:
        """All sites, at work or not, with what they name."""
        return (*self.places, *self.idle_places)

    @cached_property
    def sharing(self) -> tuple[str, ...]:
        """The sites that share a neighbourhood with another one, whether they are at work or not."""
        shared = shared_codes(self.all_places, self.day)
        return tuple(sorted({key for keys in shared.values() for key in keys}))

    @cached_property
    def places_sharing(self) -> tuple[Place, ...]:
        """The same with what they name: few of a country."""
        keys = frozenset(self.sharing)
        return tuple(place for place in self.all_places if place.key in keys)


@dataclass(frozen=True, eq=False)
class Network:
    """All sites there are, in the order of their names, as they were from a first day on."""

    members: tuple[Member, ...]
    first: date

    def at_work(self, day: date) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
        """The sites at work on a day, and the others; ValueError before the first day."""
        if day < self.first:
            raise ValueError(
                f"The stages of {day} were not asked for, but those since {self.first}."
            )
        until = day.isoformat()
        there, idle = list[Member](), list[Member]()
        for one in self.members:
            (there if one.at_work_until(until) else idle).append(one)
        return tuple(there), tuple(idle)

    def expected(
        self, found: Indicator, day: date, reporting: Iterable[str] = ()
    ) -> tuple[Member, ...]:
        """Who could report: the sites at work on a day, and those that gave their own value anyway."""
        own = found.level == Indicator.Level.SITE
        there, idle = self.at_work(day)
        beside = frozenset(reporting) if own else frozenset[str]()
        if beside.isdisjoint(one.key for one in idle):
            return there
        named = {one.key for one in there} | beside
        return tuple(one for one in self.members if one.key in named)


def network(first: date) -> Network:
    """As it is known now, for a day and those after it, in one query.

    A stage and a link hold for their own days.
    """
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, {"first": first})
        return network_of(tuple(cursor.fetchall()), first)


@lru_cache(NETWORKS)
def network_of(rows: tuple[tuple[Any, ...], ...], first: date) -> Network:
    """The sites of these rows; as long as none changes it is the same network, and what is known of it."""
    return Network(tuple(Member(*row) for row in rows), first)


@lru_cache(DAYS)
def standing(within: Network, kind: Kind, day: date, last: date) -> Standing:
    """The sites on a day; what they share is read on the `last` day of the period that is asked for."""
    members, idle = within.at_work(day)
    return Standing(
        last,
        members,
        idle,
        tuple(one.place(kind, day) for one in members),
        tuple(one.place(kind, day) for one in idle),
    )


def kind_of(found: Indicator) -> Kind:
    """Of what places a figure speaks, and whether they are those of one day."""
    return found.level, found.periodicity == Indicator.Periodicity.IRREGULAR


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
