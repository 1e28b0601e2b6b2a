"""The partners of a site: who they are, how their number grew, and which sectors are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from drawing.chart import Point
from drawing.strands import Strand
from kit import clock
from partnership.models import OFTEN_MISSING, Partner, PartnerPaste, Sector
from partnership.paste import Known
from sites.models import Site

YEARS_IN_QUARTERS = 3


@dataclass(frozen=True, slots=True)
class PartnerFigure:
    """One organisation; `contact` is filled only for those who work at the site."""

    id: Any
    name: str
    sector: str
    sector_words: str
    joined_on: date
    left_on: date | None
    reason: str
    contact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorFigure:
    """One sector: who is there today; `missing` when nobody is, `usual` when that is frequent."""

    sector: str
    words: str
    partners: tuple[PartnerFigure, ...]
    former: int
    usual: bool

    @property
    def count(self) -> int:
        return len(self.partners)

    @property
    def missing(self) -> bool:
        return not self.partners


@dataclass(frozen=True, slots=True)
class NetworkFigure:
    """All of a site's partners. `growth` has one point a year, or a quarter in the first years."""

    partners: tuple[PartnerFigure, ...]
    former: tuple[PartnerFigure, ...]
    sectors: tuple[SectorFigure, ...]
    growth: tuple[Point, ...]
    strands: tuple[Strand, ...]
    since: date | None

    @property
    def total(self) -> int:
        return len(self.partners)

    @property
    def blind(self) -> tuple[SectorFigure, ...]:
        """The sectors that nobody comes from, those that sites usually lack first."""
        return tuple(sorted((s for s in self.sectors if s.missing), key=lambda s: not s.usual))

    @property
    def sentence(self) -> str:
        """The picture in words."""
        if not self.partners:
            return _("No partner is recorded yet.")
        if not self.blind:
            return _("Every sector is there.")
        names = ", ".join(s.words for s in self.blind)
        return _("Nobody yet from: %(names)s.") % {"names": names}


def network(site: Site, *, contacts: bool = False) -> NetworkFigure:
    """The partners of one site, in one query; contacts only for those who may read them."""
    today = clock.today()
    rows = list(site.partners.by_name())
    figures = [partner_figure(row, contacts=contacts) for row in rows]
    here = tuple(f for f, r in zip(figures, rows, strict=True) if r.holds_on(today))
    former = tuple(f for f, r in zip(figures, rows, strict=True) if not r.holds_on(today))
    sectors = tuple(sector_figure(s, here, former) for s in Sector if s != Sector.OTHER)
    others = sector_figure(Sector.OTHER, here, former)
    if others.partners or others.former:
        sectors = (*sectors, others)
    return NetworkFigure(
        partners=here,
        former=former,
        sectors=sectors,
        growth=growth(rows, today),
        strands=tuple(strand(s, figures) for s in sectors),
        since=min((row.starts_on for row in rows), default=None),
    )


def partner_figure(row: Partner, *, contacts: bool) -> PartnerFigure:
    """A partner as a value, without its people unless asked for."""
    known = (row.contact_name, row.contact_email, row.contact_phone) if contacts else ()
    return PartnerFigure(
        id=row.pk,
        name=row.name,
        sector=row.sector,
        sector_words=str(row.get_sector_display()),
        joined_on=row.starts_on,
        left_on=row.ends_on,
        reason=row.end_reason,
        contact=tuple(part for part in known if part),
    )


def sector_figure(
    sector: Sector, here: Sequence[PartnerFigure], former: Sequence[PartnerFigure]
) -> SectorFigure:
    """Who comes from one sector."""
    return SectorFigure(
        sector=sector.value,
        words=str(sector.label),
        partners=tuple(f for f in here if f.sector == sector),
        former=sum(f.sector == sector for f in former),
        usual=sector in OFTEN_MISSING,
    )


def strand(sector: SectorFigure, figures: Sequence[PartnerFigure]) -> Strand:
    """A sector's line of the picture."""
    stays = tuple((f.joined_on, f.left_on) for f in figures if f.sector == sector.sector)
    words = sector.words if sector.count else _("%(sector)s: nobody yet") % {"sector": sector.words}
    return Strand(words, sector.count, stays)


def growth(rows: Sequence[Partner], today: date) -> tuple[Point, ...]:
    """How many partners there were at the end of each year, or quarter in the first years."""
    first = min((row.starts_on for row in rows), default=today)
    if first > today:
        return ()
    if today.year - first.year >= YEARS_IN_QUARTERS:
        days = [(str(y), date(y, 12, 31)) for y in range(first.year, today.year + 1)]
    else:
        quarters = [(y, q) for y in range(first.year, today.year + 1) for q in (1, 2, 3, 4)]
        days = [
            (_("Q%(quarter)s %(year)s") % {"quarter": q, "year": y}, end_of_quarter(y, q))
            for y, q in quarters
            if end_of_quarter(y, q) >= first and date(y, q * 3 - 2, 1) <= today
        ]
    return tuple(
        Point(label, sum(row.holds_on(min(day, today)) for row in rows)) for label, day in days
    )


def end_of_quarter(year: int, quarter: int) -> date:
    return date(year, quarter * 3, 31 if quarter in {1, 4} else 30)


def known_names(site: Site) -> list[Known]:
    """The partners of today, as a pasted list is compared with them."""
    rows = site.partners.in_force().by_name().values_list("pk", "name")
    return [Known(str(pk), name) for pk, name in rows]


def pasted_already(site: Site, once: str) -> PartnerPaste | None:
    """The list that the same form has already put in."""
    try:
        return PartnerPaste.objects.filter(site=site, once=UUID(once)).first()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class NetworkSummary:
    """A site's partners in a line: how many, since when the newest, and which sectors are missing."""

    total: int
    newest: date | None
    blind: tuple[str, ...]
    usual_blind: tuple[str, ...]


def networks(sites: Iterable[Site]) -> dict[Any, NetworkSummary]:
    """For each site, in one query whatever their number."""
    keys = [site.pk for site in sites]
    found: dict[Any, list[tuple[str, date]]] = {key: [] for key in keys}
    rows = Partner.objects.in_force().filter(site__in=keys)
    for key, sector, joined in rows.order_by("site", "starts_on").values_list(
        "site_id", "sector", "starts_on"
    ):
        found[key].append((sector, joined))
    return {key: summary(partners) for key, partners in found.items()}


def summary(partners: Sequence[tuple[str, date]]) -> NetworkSummary:
    """One site's partners in a line."""
    there = {sector for sector, _joined in partners}
    blind = [s for s in Sector if s.value not in there and s != Sector.OTHER]
    return NetworkSummary(
        total=len(partners),
        newest=max((joined for _sector, joined in partners), default=None),
        blind=tuple(str(s.label) for s in blind),
        usual_blind=tuple(str(s.label) for s in blind if s in OFTEN_MISSING),
    )
