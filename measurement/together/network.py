"""The sites of which a figure is expected, with their phase and their neighbourhoods by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from measurement.engine.places import Link
from measurement.engine.places import Site as Place
from measurement.models import Indicator
from sites.models import Site, SiteNeighbourhood, StageChange

OPEN = date.max


@dataclass(frozen=True, slots=True)
class Member:
    """A site as the network knows it: its stages by their first day, and what it names or named."""

    key: str
    slug: str
    name: str
    phase: int
    phase_name: str
    stages: tuple[tuple[date, str], ...]
    links: tuple[Link, ...]
    contract: str

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
    """As it is known now, in three queries; a stage and a link hold for their own days."""
    stages: dict[str, list[tuple[date, str]]] = {}
    changes = StageChange.objects.order_by("on", "created_at").values_list("site", "on", "after")
    for site, on, after in changes:
        stages.setdefault(str(site), []).append((on, after))
    links: dict[str, list[Link]] = {}
    named = SiteNeighbourhood.objects.order_by("during", "neighbourhood")
    for site, code, during in named.values_list("site", "neighbourhood", "during"):
        last = date.fromordinal(during.upper.toordinal() - 1) if during.upper else OPEN
        links.setdefault(str(site), []).append(Link(code, during.lower, last))
    rows = Site.objects.order_by("sort_name", "slug").values_list(
        "pk", "slug", "name", "wave__number", "wave__name", "city_contract", "stage_since", "state"
    )
    return Network(
        tuple(
            Member(
                str(pk), slug, name, number, wave,
                tuple(stages.get(str(pk), ((since, state),))), tuple(links.get(str(pk), ())), contract or "",
            )
            for pk, slug, name, number, wave, contract, since, state in rows
        )
    )  # fmt: skip
