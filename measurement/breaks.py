"""What cuts the series of a site: breaks that were recorded, and changes of its neighbourhoods."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models.functions import JSONObject

from measurement.engine.observations import Observation
from measurement.models import SeriesBreak
from sites.links import links_of
from sites.models import Lineage, Neighbourhood, Site, SiteNeighbourhood

PERIMETER = "perimeter"


@dataclass(frozen=True, slots=True)
class Cut:
    """That from a day on a series counts otherwise: by which key, and in whose words."""

    kind: str
    on: date
    words: str = ""

    def parts(self, before: Observation, after: Observation, *, state: bool) -> bool:
        """Whether it lies between two values; of a state their last days count, else all of them."""
        start = before.span.last if state else before.span.first
        return start < self.on <= after.span.last


type Cuts = dict[Any, tuple[Cut, ...]]


@dataclass(frozen=True, slots=True)
class Perimeter:
    """The neighbourhoods that a site names or named, each with its days."""

    links: tuple[SiteNeighbourhood, ...] = ()

    def on(self, day: date) -> list[Neighbourhood]:
        """Those of a day, by name."""
        found = [link.neighbourhood for link in self.links if day in link.during]
        return sorted(found, key=lambda place: (place.sort_name, place.code))

    def codes(self, day: date) -> frozenset[str]:
        """Their codes."""
        return frozenset(link.neighbourhood_id for link in self.links if day in link.during)

    def cuts(self) -> tuple[Cut, ...]:
        """The days from which the site was about other places than the day before.

        Another code of the same limits is no other place; before its first link and after its last
        one a site's places are not known.
        """
        bounds = {day for link in self.links for day in (link.during.lower, link.during.upper)}
        steps = [
            (day, self.codes(day - timedelta(days=1)), self.codes(day))
            for day in sorted(bounds - {None})
        ]
        moved = [(day, was, now) for day, was, now in steps if was and now and was != now]
        same = renamed({code for _day, was, now in moved for code in was ^ now})
        return tuple(
            Cut(PERIMETER, day)
            for day, was, now in moved
            if {same.get(code, code) for code in was} != now
        )


def perimeter_of(site: Site) -> Perimeter:
    """What a site names and named; one query, none where its links were read already."""
    return Perimeter(tuple(links_of(site)))


def renamed(codes: Iterable[str]) -> dict[str, str]:
    """Of these neighbourhoods those that have the same limits under another code, by the former one."""
    wanted = list(codes)
    if not wanted:
        return {}
    rows = Lineage.objects.filter(relation=Lineage.Relation.UNCHANGED, former__in=wanted)
    return dict(rows.order_by("edition").values_list("former", "later"))


def recorded(indicators: Any, as_of: datetime | None = None) -> Any:
    """The breaks of the common ones among these keys that the national team recorded, the earliest first."""
    rows = SeriesBreak.objects.standing(as_of).filter(indicator__pk__among=indicators)
    rows = rows.filter(indicator__site=None)
    facts = JSONObject(indicator="indicator_id", kind="kind", on="on", words="words")
    return rows.order_by("on", "recorded_at").values(each=facts)


def cuts_in(rows: Iterable[Mapping[str, str]]) -> Cuts:
    """What was recorded, by indicator."""
    found: Cuts = {}
    for one in rows:
        key = UUID(one["indicator"])
        cut = Cut(one["kind"], date.fromisoformat(one["on"]), one["words"])
        found[key] = (*found.get(key, ()), cut)
    return found
