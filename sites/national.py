"""A national-scale set for load and benchmarks: every neighbourhood of the latest list a site.

Nothing of it is said to be true: stages, days and themes follow from the rank of the code. The apps
above give these sites their people, texts and figures, each in a `national` of its own. It is written
in bulk and not by the actions of people, which nobody has done: each part leaves one journal entry.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5
from zlib import crc32

from django.db import transaction
from psycopg.types.range import Range

from journal.actions import record
from sites.events import NationalSetMade
from sites.imports.table import one_import_at_a_time
from sites.models import Neighbourhood, Site, SiteNeighbourhood, StageChange, Theme, Wave
from sites.spelling import plain, slug

# The addresses of the pilots are theirs, whether they are in the portal yet or not.
PILOTS = frozenset(
    {
        "le-teil",
        "montelimar",
        "pont-de-claix",
        "saint-etienne",
        "chateau-thierry",
        "conde-sur-l-escaut",
        "hazebrouck",
        "lievin",
        "koungou",
    }
)
PATHS = (
    ("expressed", "exploring", "assessed", "invited", "engaged", "active"),
    ("expressed", "exploring", "assessed", "invited", "engaged"),
    ("expressed", "exploring", "assessed", "invited", "engaged", "active", "autonomous"),
    ("expressed", "exploring", "assessed"),
    ("expressed", "exploring", "assessed", "invited", "engaged", "active", "paused"),
    ("expressed", "exploring", "withdrawn"),
)
# Of sixteen sites, how the paths are shared out: most are active.
SHARES = (0, 0, 0, 1, 0, 0, 2, 0, 3, 0, 1, 0, 4, 0, 0, 5)
STEP = timedelta(days=45)
BATCH = 1000


@dataclass(frozen=True)
class Named:
    """A neighbourhood with the name and address of its invented site."""

    rank: int
    neighbourhood: Neighbourhood
    name: str
    slug: str


SPACE = UUID("6a0f3a3e-6d0e-4d0b-9a55-3f1d8a1c2b70")


@dataclass(frozen=True, slots=True)
class Made:
    """A site of the set, and what its content follows from."""

    rank: int
    code: str
    site: Site

    def key(self, *what: object) -> UUID:
        """The id of something of this site: the same each time, so that nothing comes twice."""
        return uuid5(SPACE, "/".join([self.code, *map(str, what)]))

    def number(self, what: str, below: int) -> int:
        """A number from 0 that looks drawn by lot, and is the same each time."""
        return crc32(f"{self.rank}/{what}".encode()) % below

    def pick[T](self, what: str, among: Sequence[T]) -> T:
        """One of several, the same each time."""
        return among[self.number(what, len(among))]

    @property
    def engaged_on(self) -> date:
        """The day on which its path led to being engaged, with a triad."""
        shown = self.site.public_since or self.site.stage_since
        return shown + STEP * PATHS[0].index("engaged")


def made(count: int) -> list[Made]:
    """The sites of the set that are there, of the first `count`."""
    wanted = named()[:count]
    sites = Site.objects.in_bulk([each.slug for each in wanted], field_name="slug")
    return [
        Made(each.rank, each.neighbourhood.code, sites[each.slug])
        for each in wanted
        if each.slug in sites
    ]


@transaction.atomic
def make_sites(count: int) -> tuple[int, int]:
    """Makes the first `count` sites that are not there yet; how many new, how many in all."""
    one_import_at_a_time()
    wanted = named()[:count]
    known = set(Site.objects.values_list("slug", flat=True))
    new = [each for each in wanted if each.slug not in known]
    waves = list(Wave.objects.order_by("number"))
    themes = list(Theme.objects.order_by("position"))
    sites = [site_of(each, waves) for each in new]
    Site.objects.bulk_create(sites, batch_size=BATCH)
    changes = [c for each, site in zip(new, sites, strict=True) for c in changes_of(each, site)]
    StageChange.objects.bulk_create(changes, batch_size=BATCH)
    links = [link_of(each, site) for each, site in zip(new, sites, strict=True)]
    SiteNeighbourhood.objects.bulk_create(links, batch_size=BATCH)
    chosen = [
        Site.themes.through(site_id=site.pk, theme_id=theme.pk)
        for each, site in zip(new, sites, strict=True)
        for theme in themes_of(each, themes)
    ]
    Site.themes.through.objects.bulk_create(chosen, batch_size=BATCH)
    if new:
        record(NationalSetMade(sites=len(new)), by=None)
    return len(new), len(wanted)


def named() -> list[Named]:
    """All of the latest list by code: the name, with its town when it is not the only one so called."""
    all_of_them = list(
        Neighbourhood.objects.current()
        .select_related("region", "department")
        .prefetch_related("communes")
        .order_by("code")
    )
    homonyms = Counter(plain(n.name) for n in all_of_them)
    taken = set(PILOTS)
    found = []
    for rank, neighbourhood in enumerate(all_of_them):
        town = town_of(neighbourhood)
        name = neighbourhood.name
        if homonyms[plain(name)] > 1 and plain(town) != plain(name):
            name = f"{name}, {town}"
        address = slug(name)[:60].rstrip("-")
        if address in taken:
            address = f"{address}-{neighbourhood.code.lower()}"
        taken.add(address)
        found.append(Named(rank, neighbourhood, name[:150], address))
    return found


def town_of(neighbourhood: Neighbourhood) -> str:
    return min(town.name for town in neighbourhood.communes.all())


def path_of(each: Named) -> Sequence[str]:
    return PATHS[SHARES[each.rank % len(SHARES)]]


def begun(wave: Wave, each: Named) -> date:
    return wave.started_on + timedelta(days=each.rank % 60)


def wave_of(each: Named, waves: Sequence[Wave]) -> Wave:
    """The second and third waves: the first one is the nine pilots."""
    later = waves[1:] or waves
    return later[each.rank % len(later)]


def site_of(each: Named, waves: Sequence[Wave]) -> Site:
    n, path, wave = each.neighbourhood, path_of(each), wave_of(each, waves)
    return Site(
        slug=each.slug,
        name=each.name,
        wave=wave,
        region=n.region,
        department=n.department,
        commune=min(n.communes.all(), key=lambda town: town.code),
        state=path[-1],
        stage_since=begun(wave, each) + STEP * (len(path) - 1),
        look_again_on=look_again(path[-1], begun(wave, each) + STEP * (len(path) - 1)),
        public_since=begun(wave, each),
        lon=n.lon,
        lat=n.lat,
        map_lon=n.map_lon,
        map_lat=n.map_lat,
    )


def look_again(stage: str, since: date) -> date | None:
    """A pause has a day to look again, a year on."""
    return since + timedelta(days=365) if stage == Site.State.PAUSED else None


def changes_of(each: Named, site: Site) -> list[StageChange]:
    path, day = path_of(each), begun(site.wave, each)
    return [
        StageChange(
            site=site,
            before=path[step - 1] if step else "",
            after=after,
            on=day + STEP * step,
            reason="Jeu de données de charge." if after in Site.NEED_A_REASON else "",
            look_again_on=look_again(after, day + STEP * step),
        )
        for step, after in enumerate(path)
    ]


def link_of(each: Named, site: Site) -> SiteNeighbourhood:
    begins = max(begun(site.wave, each), date(each.neighbourhood.editions[0], 1, 1))
    return SiteNeighbourhood(
        site=site, neighbourhood=each.neighbourhood, during=Range(begins, None)
    )


def themes_of(each: Named, themes: Sequence[Theme]) -> list[Theme]:
    if not themes:
        return []
    first, second = each.rank % len(themes), each.rank // 4 % len(themes)
    return [themes[index] for index in sorted({first, second})]
