"""The directory and the outlines, as frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from kit import clock
from kit.access import Standing
from kit.reads import compiled
from sites.models import (
    Commune,
    Neighbourhood,
    Sight,
    Site,
    SiteNeighbourhood,
    Theme,
)
from sites.naming import said
from sites.outlines import box_of, metres, svg_path
from sites.spelling import plain

# How a stage's tag looks; words come first, the shape repeats them.
STAGE_LOOK = {
    Site.State.ACTIVE: ("play", "brume"),
    Site.State.AUTONOMOUS: ("check", "brume"),
    Site.State.PAUSED: ("pause", ""),
    Site.State.WITHDRAWN: ("cross", ""),
    Site.State.UNSUITED: ("cross", ""),
    Site.State.MERGED: ("cross", ""),
}
PER_PAGE = 24
SUGGESTIONS = 10


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """One neighbourhood of a site's outline."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class SiteOutline:
    """The neighbourhoods of a site in one frame of metres; `path` draws them all at once."""

    parts: tuple[OutlinePart, ...]
    box: tuple[int, int, int, int]

    @property
    def path(self) -> str:
        return "".join(part.path for part in self.parts)

    @property
    def view_box(self) -> str:
        """A twentieth of air around the outline."""
        x, y, width, height = self.box
        air = max(width, height, 20) // 20
        return f"{x - air} {y - air} {width + 2 * air} {height + 2 * air}"


def outline_paths(site: Site, on: date | None = None) -> SiteOutline | None:
    """The outlines of the neighbourhoods linked that day; None when none is known."""
    day = on or clock.today()
    drawn = list(
        Neighbourhood.objects.filter(
            links__site=site, links__during__contains=day, outline__isnull=False
        ).select_related("outline")
    )
    located = [n for n in drawn if n.lon is not None and n.lat is not None]
    if not located:
        return None
    lon = sum(n.lon or 0 for n in located) / len(located)
    lat = sum(n.lat or 0 for n in located) / len(located)
    rings = {n: metres(n.outline.geometry, lon, lat) for n in located}
    x, y, width, height = box_of([ring for each in rings.values() for ring in each])
    return SiteOutline(
        parts=tuple(OutlinePart(n.code, n.name, svg_path(each)) for n, each in rings.items()),
        box=(x, y, width, height),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the directory; empty means all."""

    text: str = ""
    region: str = ""
    wave: str = ""
    theme: str = ""
    stage: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.region or self.wave or self.theme or self.stage)


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A line of the directory: what is known of a site, and how it is said."""

    name: str
    slug: str
    stage: str
    town: str
    county: str
    area: str
    phase: str
    programme: str
    subjects: tuple[str, ...]
    quarters: tuple[str, ...]

    @property
    def url(self) -> str:
        """The site's own page."""
        return f"{reverse('sites:site-list')}{self.slug}/"

    @property
    def neighbourhoods(self) -> str:
        """The names of its neighbourhoods today."""
        return ", ".join(self.quarters)

    @property
    def place(self) -> str:
        """Town, department and region."""
        return f"{self.town}, {self.county}, {self.area}"

    @property
    def wave(self) -> str:
        """The wave in the reader's language."""
        return said(self.phase)

    @property
    def programme_words(self) -> str:
        """What kind of site it is, in the reader's language."""
        return str(Site.Programme(self.programme).label)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes in the reader's language."""
        return tuple(said(subject) for subject in self.subjects)

    @property
    def stage_words(self) -> str:
        """The stage in the reader's language."""
        return str(Site.State(self.stage).label)

    @property
    def icon(self) -> str:
        """The shape that repeats the stage's words."""
        return STAGE_LOOK.get(Site.State(self.stage), ("", ""))[0]

    @property
    def tint(self) -> str:
        """The tone of the stage's tag."""
        return STAGE_LOOK.get(Site.State(self.stage), ("", ""))[1]


@dataclass(frozen=True, slots=True)
class LoneNeighbourhood:
    """A neighbourhood that somebody found by its name and that has no site (yet)."""

    code: str
    name: str
    place: str
    retired_in: int | None


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of the directory, and what else the search has found."""

    rows: tuple[SiteRow, ...]
    total: int
    # Django's page of the list, for the pagination component; its rows are `rows`.
    page: Page[int]
    lone: tuple[LoneNeighbourhood, ...] = ()
    lone_total: int = 0
    # A town that was named exactly and that has no priority neighbourhood at all.
    town_without: str = ""


def directory(
    standing: Standing, wanted: Wanted, number: str | int = 1, *, visible: int | None = None
) -> Directory:
    """The sites that somebody may see and looks for, by name, 24 a page.

    `visible` spares counting them where the caller knows how many somebody may see at all.
    """
    sight = Sight.of(standing)
    known = visible if wanted == EVERYTHING else None
    total = counted(sight, wanted)[0].n if known is None else known
    page = Paginator(range(total), PER_PAGE).get_page(number)
    lone, lone_total = lone_neighbourhoods(standing, wanted.text)
    return Directory(
        rows=tuple(site_row(row) for row in listed(sight, wanted, page.number)),
        total=total,
        page=page,
        lone=lone,
        lone_total=lone_total,
        town_without="" if total or lone_total else town_without_neighbourhood(wanted.text),
    )


def wanted_sites(sight: Sight, wanted: Wanted) -> QuerySet[Site]:
    """The sites in sight that answer the search and the filters."""
    found = Site.objects.within(sight).matching(wanted.text)
    for lookup, value in (
        ("region", wanted.region),
        ("wave__number", wanted.wave),
        ("themes__slug", wanted.theme),
        ("state", wanted.stage),
    ):
        if value:
            found = found.filter(**{lookup: value})
    return found


@compiled
def counted(sight: Sight, wanted: Wanted) -> Any:
    """How many they are."""
    found: Any = wanted_sites(sight, wanted).order_by()
    return found.values(everything=Value(1)).annotate(n=Count("pk"))


@compiled
def listed(sight: Sight, wanted: Wanted, page: int) -> Any:
    """A page of them by name, with all that a line shows."""
    quarters: Any = SiteNeighbourhood.objects.on(sight.today).filter(site=OuterRef("pk"))
    themes: Any = Theme.objects.filter(sites=OuterRef("pk")).order_by("position")
    first = (page - 1) * PER_PAGE
    return (
        wanted_sites(sight, wanted)
        .order_by("sort_name", "slug")
        .values(
            "name", "slug", "state", "programme",
            town=F("commune__name"),
            county=F("department__name"),
            area=F("region__name"),
            phase=F("wave__name"),
            subjects=ArraySubquery(themes.values("name")),
            quarters=ArraySubquery(
                quarters.order_by("neighbourhood__sort_name", "neighbourhood").values(
                    "neighbourhood__name"
                )
            ),
        )[first : first + PER_PAGE]
    )  # fmt: skip


def site_row(row: Any) -> SiteRow:
    return SiteRow(
        name=row.name,
        slug=row.slug,
        stage=row.state,
        town=row.town,
        county=row.county,
        area=row.area,
        phase=row.phase,
        programme=row.programme,
        subjects=tuple(row.subjects),
        quarters=tuple(row.quarters),
    )


def lone_neighbourhoods(standing: Standing, text: str) -> tuple[tuple[LoneNeighbourhood, ...], int]:
    """The neighbourhoods of that name without a site today, the first ten and how many in all."""
    if len(plain(text)) < 2:
        return (), 0
    sites = Site.objects.visible_to(standing)
    found = (
        Neighbourhood.objects.matching(text)
        .exclude(links__site__in=sites)
        .order_by("retired_in", "sort_name", "code")
    )
    total = found.count()
    shown = found.select_related("department").prefetch_related("communes")[:SUGGESTIONS]
    return tuple(lone(n) for n in (shown if total else ())), total


def lone(neighbourhood: Neighbourhood) -> LoneNeighbourhood:
    towns = ", ".join(sorted({town.name for town in neighbourhood.communes.all()}))
    return LoneNeighbourhood(
        code=neighbourhood.code,
        name=neighbourhood.name,
        place=f"{towns} ({neighbourhood.department.name})",
        retired_in=neighbourhood.retired_in,
    )


def town_without_neighbourhood(text: str) -> str:
    """The town of that name or postal code when no priority neighbourhood lies in it."""
    name = plain(text)
    if not name:
        return ""
    town = (
        Commune.objects.filter(Q(sort_name=name) | Q(postal_codes__contains=[name]))
        .filter(neighbourhoods=None)
        .first()
    )
    return town.name if town else ""
