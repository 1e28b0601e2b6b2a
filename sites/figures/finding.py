"""Neighbourhoods and programmes to make a site of: found by name, commune or code, with the sites they are in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from kit import clock
from sites.insets import Insets
from sites.models import (
    CityProgramme,
    Commune,
    Neighbourhood,
    Site,
    SiteNeighbourhood,
    Wave,
)
from sites.spelling import plain, slug, terms

SHOWN = 20
MOST_PICKED = 40
NAME_LENGTH, SLUG_LENGTH = 150, 80
type Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A neighbourhood of the present list, and the sites that hold it today."""

    code: str
    name: str
    place: str
    sites: tuple[str, ...] = ()
    # One of them is a site of neighbourhoods: only a programme may share it.
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What a search has found: the first ones, and how many there are."""

    found: tuple[Found, ...] = ()
    total: int = 0
    programmes: Options = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form can propose once neighbourhoods or a programme are chosen."""

    picked: tuple[Found, ...]
    programmes: Options
    communes: Options
    waves: Options
    name: str
    slug: str

    @property
    def overlaps(self) -> tuple[Found, ...]:
        """The chosen ones that another site holds already: worth a word, refused unless one of the two is a programme."""
        return tuple(each for each in self.picked if each.sites)


def search(text: str, without: Iterable[str] = ()) -> Search:
    """Neighbourhoods of the present list by name, commune or code, without those chosen already."""
    if len(plain(text)) < 2:
        return Search()
    wanted = Neighbourhood.objects.current().matching(text).exclude(pk__in=list(without))
    rows = wanted.order_by("sort_name", "code")
    return Search(
        found=tuple(found(row) for row in with_sites(rows)[:SHOWN]),
        total=rows.count(),
        programmes=programmes_called(text),
    )


def with_sites(rows: Any, besides: Site | None = None) -> Any:
    """Each with its communes and the links that hold today with sites that go on, one left out."""
    links = SiteNeighbourhood.objects.on(clock.today()).exclude(site__state__in=Site.ENDS)
    links = links.exclude(site=besides) if besides else links
    return rows.select_related("department").prefetch_related(
        "communes",
        Prefetch("links", links.select_related("site").order_by("site__sort_name"), "held"),
    )


def shared_place(site: Site, code: str) -> Found | None:
    """The neighbourhood of that code when other sites that go on hold it today; None when it is free."""
    wanted = Neighbourhood.objects.current().filter(pk=code.upper() if code.isalnum() else "")
    row = with_sites(wanted, besides=site).first()
    return found(row) if row is not None and row.held else None


def found(row: Neighbourhood) -> Found:
    towns = ", ".join(sorted({town.name for town in row.communes.all()}))
    held = getattr(row, "held", [])
    plain_sites = [
        link.site for link in held if link.site.programme == Site.Programme.NEIGHBOURHOODS
    ]
    return Found(
        code=row.code,
        name=row.name,
        place=f"{towns} ({row.department.name})",
        sites=tuple(
            f"{link.site.name} ({str(link.site.current_stage.label).lower()})" for link in held
        ),
        taken=bool(plain_sites),
    )


def programmes_called(text: str) -> Options:
    """Cités éducatives and cités de l'emploi by name or commune, the first twenty."""
    rows = CityProgramme.objects.all()
    for term in terms(text):
        rows = rows.filter(Q(sort_name__contains=term) | Q(communes__sort_name__contains=term))
    return tuple(named(row) for row in rows.distinct().order_by("sort_name", "code")[:SHOWN])


def named(programme: CityProgramme) -> tuple[str, str]:
    kind = str(CityProgramme.Kind(programme.kind).label)
    return (
        programme.code,
        programme.name if plain(kind) in plain(programme.name) else f"{programme.name} ({kind})",
    )


def picked_rows(codes: Sequence[str]) -> list[Neighbourhood]:
    """The chosen neighbourhoods of the present list, in the order of choice; others are left out."""
    rows = with_sites(Neighbourhood.objects.current().filter(pk__in=codes[:MOST_PICKED]))
    by_code = {row.code: row for row in rows}
    return [by_code[code] for code in dict.fromkeys(codes) if code in by_code]


def proposal(codes: Sequence[str], programme: str = "") -> Proposal:
    """Name, address, communes, programmes and waves for a site of these neighbourhoods."""
    rows = picked_rows(codes)
    towns = Counter(town for row in rows for town in row.communes.all())
    nearby = list(CityProgramme.objects.filter(communes__in=towns).distinct())
    chosen = CityProgramme.objects.prefetch_related("communes").filter(pk=programme).first()
    if chosen is not None:
        towns.update(chosen.communes.all())
        nearby = [chosen, *(each for each in nearby if each != chosen)]
    ordered = sorted(towns, key=lambda town: (-towns[town], -(town.population or 0), town.code))
    name = chosen.name if chosen else proposed_name(rows, ordered)
    return Proposal(
        picked=tuple(found(row) for row in rows),
        programmes=tuple(named(each) for each in nearby),
        communes=tuple((town.code, town.name) for town in ordered),
        waves=tuple((str(wave.number), wave.words) for wave in Wave.objects.order_by("-number")),
        name=name[:NAME_LENGTH],
        slug=free_slug(name) if name else "",
    )


def proposed_name(rows: Sequence[Neighbourhood], towns: Sequence[Commune]) -> str:
    """One neighbourhood: its name and its commune's; several: the communes."""
    if not rows:
        return ""
    if len(rows) == 1 and plain(rows[0].name) != plain(towns[0].name):
        return f"{rows[0].name}, {towns[0].name}"
    return " – ".join(town.name for town in towns[:3])


def free_slug(name: str) -> str:
    """An address that no site has, made of the name."""
    first = slug(name)[: SLUG_LENGTH - 5].rstrip("-")
    taken = set(Site.objects.filter(slug__startswith=first).values_list("slug", flat=True))
    numbered = (f"{first}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (first, *numbered) if each not in taken)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a new site stands: its commune, its point on earth and on the map."""

    commune: Commune
    point: tuple[float | None, float | None]
    map_point: tuple[float | None, float | None]


def placed(rows: Sequence[Neighbourhood], commune: Commune) -> Placed:
    """The middle of its neighbourhoods, or its commune's point when it has none."""
    located = [row for row in rows if row.lon is not None and row.lat is not None]
    lon, lat = commune.lon, commune.lat
    if located:
        lon = sum(row.lon or 0 for row in located) / len(located)
        lat = sum(row.lat or 0 for row in located) / len(located)
    return Placed(commune, (lon, lat), Insets.read().place(commune.department_id, lon, lat))


def chosen_commune(code: str) -> Commune:
    """The commune of that code; the caller has it from a proposal."""
    return Commune.objects.select_related("department__region").get(pk=code)


def chosen_wave(number: str) -> Wave:
    """The wave of that number; the caller has it from a proposal."""
    return Wave.objects.get(number=number)


def chosen_programme(code: str) -> CityProgramme | None:
    """The programme of that code, none for the priority neighbourhoods themselves."""
    return CityProgramme.objects.get(pk=code) if code else None
