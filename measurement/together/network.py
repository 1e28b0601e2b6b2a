"""The sites of which a figure is expected, with their phase and their neighbourhoods by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection

from measurement.engine.places import Link
from measurement.engine.places import Site as Place
from measurement.models import Indicator
from sites.models import Site

OPEN = date.max
DAY = len("2026-01-01")
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
    """A site as the network knows it: its stages by their first day, and what it names or named."""

    key: str
    slug: str
    name: str
    phase: int
    phase_name: str
    stages: tuple[tuple[date, str], ...]
    linked: str
    contract: str

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Its neighbourhoods with their days; read where a figure asks for them."""
        return tuple(link_of(told) for told in self.linked.split())

    def at_work_on(self, day: date) -> bool:
        """True for a site that was engaged, active or autonomous on that day."""
        stage = ""
        for since, after in self.stages:
            if since <= day:
                stage = after
        return stage in Site.AT_WORK

    def place(self, found: Indicator, day: date) -> Place:
        """The site with the places of which the figure speaks.

        Of a figure that comes every period they are dated; before its first day a site is read
        with the neighbourhoods that it began with. Others are read as they are named on one day.
        """
        if found.level == Indicator.Level.CONTRACT:
            return Place(self.key, (Link(self.contract),) if self.contract else ())
        if found.periodicity == Indicator.Periodicity.IRREGULAR:
            return Place(
                self.key, tuple(Link(x.code) for x in self.links if x.since <= day <= x.until)
            )
        began = min((x.since for x in self.links), default=date.min)
        return Place(
            self.key,
            tuple(
                Link(x.code, date.min if x.since == began else x.since, x.until) for x in self.links
            ),
        )


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
        return Network(tuple(member(*row) for row in cursor.fetchall()))


def member(*row: Any) -> Member:
    """A row of the query as a site."""
    *plain, stages, links, contract = row
    cells: list[Any] = [
        *plain,
        tuple((date.fromisoformat(told[:DAY]), told[DAY:]) for told in stages.split()),
        links,
        contract,
    ]
    return Member(*cells)


def link_of(told: str) -> Link:
    """« QN05971N/2022-01-01/ »: a neighbourhood, its first day at the site and the day after its last."""
    code, since, end = told.split("/")
    until = date.fromordinal(date.fromisoformat(end).toordinal() - 1) if end else OPEN
    return Link(code, date.fromisoformat(since), until)
