"""What the directory can be narrowed to, with counts, as frozen values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, IntegerField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from kit.access import Standing
from kit.reads import compiled
from sites.models import Region, Sight, Site, Theme, Wave
from sites.naming import said

# For each kind of reader, the counts of the last days.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter and how many visible sites it has."""

    value: str
    words: str
    sites: int


@dataclass(frozen=True, slots=True)
class Filters:
    """The values that lead somewhere: no filter opens on an empty page."""

    regions: tuple[Choice, ...]
    waves: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    # All visible sites.
    total: int


def filters(standing: Standing) -> Filters:
    """The filters' values in their order, each with its sites; three queries, no objects.

    Sites are counted by keys alone: joining their names to each row first costs more than all of it.
    """
    sight = Sight.of(standing)
    return offered(
        tuple(by_region_wave_and_stage(sight)),
        tuple(by_theme(sight)),
        tuple(names()),
        get_language() or "",
    )


@lru_cache(maxsize=KEPT)
def offered(
    groups: tuple[Any, ...], themes: tuple[Any, ...], names: tuple[Any, ...], _language: str
) -> Filters:
    """The values in their order, said once for the same counts and names in a language."""
    regions: Counter[str] = Counter()
    waves: Counter[UUID] = Counter()
    stages: Counter[str] = Counter()
    for row in groups:
        regions[row.region_id] += row.n
        waves[row.wave_id] += row.n
        stages[row.state] += row.n
    sites: dict[str, dict[str, int]] = {
        "region": regions,
        "wave": {str(key): n for key, n in waves.items()},
        "theme": {str(row.theme_id): row.n for row in themes},
    }
    words = sorted(names, key=lambda row: (row.place, row.sort))
    named = {
        kind: tuple(
            Choice(row.value, said(row.words), sites[kind][row.key])
            for row in words
            if row.kind == kind and row.key in sites[kind]
        )
        for kind in sites
    }
    return Filters(
        regions=named["region"],
        waves=named["wave"],
        themes=named["theme"],
        stages=in_order(stages),
        total=stages.total(),
    )


@compiled
def by_region_wave_and_stage(sight: Sight) -> Any:
    found: Any = Site.objects.within(sight).order_by()
    return found.values("region_id", "wave_id", "state").annotate(n=Count("pk"))


@compiled
def by_theme(sight: Sight) -> Any:
    seen = Site.objects.within(sight).order_by().values("pk")
    links: Any = Site.themes.through.objects.filter(site__in=seen)
    return links.values("theme_id").annotate(n=Count("pk"))


@compiled
def names() -> Any:
    """Key, value in the address, words and order of every region, wave and theme."""
    regions = named(Region, "region", key="code", value="code", sort="sort_name")
    return regions.union(
        named(Wave, "wave", key="pk", value="number", place="number"),
        named(Theme, "theme", key="pk", value="slug", place="position"),
        all=True,
    ).order_by()


def named(model: Any, kind: str, *, key: str, value: str, place: str = "", sort: str = "") -> Any:
    """One kind of them, in the columns that all share; sorted by a place or by words."""
    return model.objects.order_by().values(
        kind=Value(kind, CharField()),
        key=Cast(key, CharField()),
        value=Cast(value, CharField()),
        words=F("name"),
        place=F(place) if place else Value(0, IntegerField()),
        sort=F(sort) if sort else Value("", CharField()),
    )


def in_order(counts: Mapping[str, int]) -> tuple[Choice, ...]:
    """Stages in the order of a site's life."""
    return tuple(
        Choice(stage.value, str(stage.label), counts[stage.value])
        for stage in Site.State
        if stage.value in counts
    )
