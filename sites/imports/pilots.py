"""The nine pilot sites and their neighbourhoods, as far as they are public."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from sites import actions
from sites.imports.places import Build, codes
from sites.imports.reading import BadFile, Row, RowRefused, read_csv, read_json
from sites.imports.report import Progress, Report, silent
from sites.imports.table import LeftOut, Parsed, one_import_at_a_time, parse, remember, why
from sites.insets import Insets
from sites.models import CityContract, Commune, Neighbourhood, Site, SiteNeighbourhood, Wave
from sites.models.places import Zone

SITES_FILE, LINKS_FILE = "qic_sites.csv", "qic_sites_qpv.csv"
SITE_COLUMNS = (
    "id",
    "nom",
    "phase",
    "commune",
    "contrat_de_ville_2015_2023",
    "lon",
    "lat",
    "source",
)
LINK_COLUMNS = ("site", "qpv", "lien")
PILOT = "p1-"
STRENGTHS = {
    "site_nomme": SiteNeighbourhood.Strength.NAMED,
    "unique_qpv_de_la_commune": SiteNeighbourhood.Strength.ONLY,
    "candidat": SiteNeighbourhood.Strength.CANDIDATE,
}
# Known to be in the same town, or deduced from a count: not said to belong to the site.
NOT_LINKED = {"meme_commune", "deduit_du_compte"}
# The priority geography of 2024 came into force on these days.
MAINLAND, OVERSEAS = date(2024, 1, 1), date(2025, 1, 1)


def import_sites(folder: Path, progress: Progress = silent) -> Report:
    """The pilots of phase 1 become sites; the towns named for phase 2 do not: too little is public."""
    report = Report("qic_sites")
    try:
        rows = list(read_csv(folder / SITES_FILE, SITE_COLUMNS))
        with transaction.atomic():
            one_import_at_a_time()
            insets = Insets(read_json(folder / "carte_encarts.json"))
            parsed = parse(rows, site_builder(rows, insets), report)
            if not report.refused:
                for done, found in enumerate(parsed):
                    progress(done, len(parsed))
                    save_site(found, report)
                remember(report)
    except (BadFile, DatabaseError) as fault:
        report.unreadable = why(fault)
    return report


def site_builder(rows: list[Row], insets: Insets) -> Build:
    named = {row.cells["commune"] for row in rows}
    communes = Commune.objects.select_related("department__region").in_bulk(named)
    contracts, waves = codes(CityContract), {w.number: w for w in Wave.objects.all()}

    def build(row: Row) -> Parsed:
        if not row.text("id").startswith(PILOT):
            raise LeftOut
        number = row.whole("phase")
        if number not in waves:
            raise RowRefused(_("there is no wave {number}").format(number=number))
        commune = communes[row.known("commune", communes) or ""]
        lon, lat = row.point("lon", "lat")
        map_lon, map_lat = insets.place(commune.department_id, lon, lat)
        return Parsed(
            row.text("id").removeprefix(PILOT),
            {
                "name": row.text("nom", most=150),
                "commune": commune,
                "wave": waves[number],
                "contract": row.known("contrat_de_ville_2015_2023", contracts, empty=True),
                "point": (lon, lat),
                "map_point": (map_lon, map_lat),
                "source": row.text("source"),
            },
        )

    return build


def save_site(found: Parsed, report: Report) -> None:
    """A new pilot is opened; of a known one only the official facts follow the file."""
    known = Site.objects.filter(slug=found.key).first()
    if known is None:
        actions.open_site(new_site(found), by=None)
        report.added += 1
        return
    facts = {
        "commune_id": found.columns["commune"].pk,
        "city_contract_id": found.columns["contract"],
        "lon": found.columns["point"][0],
        "lat": found.columns["point"][1],
        "map_lon": found.columns["map_point"][0],
        "map_lat": found.columns["map_point"][1],
    }
    different = {name for name, value in facts.items() if getattr(known, name) != value}
    if not different:
        report.unchanged += 1
        return
    Site.objects.filter(pk=known.pk).update(**facts)
    report.changed += 1


def new_site(found: Parsed) -> actions.NewSite:
    """Only the year in which phase 1 began is public, so the first stage is dated by its wave.

    The demonstration invents what lies between interest and today, and so starts earlier.
    """
    contract = found.columns["contract"]
    wave = found.columns["wave"]
    return actions.NewSite(
        slug=found.key,
        name=found.columns["name"],
        wave=wave,
        commune=found.columns["commune"],
        on=wave.started_on,
        stage=Site.State.EXPRESSED if settings.QIC_DEMO else Site.State.ACTIVE,
        reason=f"{wave.name} ({wave.period}), {found.columns['source']}",
        public_since=wave.started_on,
        city_contract=CityContract.objects.get(pk=contract) if contract else None,
        point=found.columns["point"],
        map_point=found.columns["map_point"],
    )


def import_links(folder: Path, progress: Progress = silent) -> Report:
    """Which neighbourhoods the pilots cover, and how surely; a retired one until its last day."""
    report = Report("qic_sites_qpv")
    try:
        rows = list(read_csv(folder / LINKS_FILE, LINK_COLUMNS))
        with transaction.atomic():
            one_import_at_a_time()
            parsed = parse(rows, link_builder(), report)
            if not report.refused:
                for found in parsed:
                    save_link(found, report)
                remember(report)
    except (BadFile, DatabaseError) as fault:
        report.unreadable = why(fault)
    progress(1, 1)
    return report


def link_builder() -> Build:
    sites = dict(Site.objects.values_list("slug", "pk"))
    neighbourhoods = Neighbourhood.objects.select_related("region").in_bulk()

    def build(row: Row) -> Parsed:
        bond = row.text("lien")
        if not row.text("site").startswith(PILOT) or bond in NOT_LINKED:
            raise LeftOut
        slug = row.text("site").removeprefix(PILOT)
        if slug not in sites:
            raise RowRefused(_("there is no site “{slug}”").format(slug=slug))
        neighbourhood = neighbourhoods[row.known("qpv", neighbourhoods) or ""]
        return Parsed(
            (sites[slug], neighbourhood.pk),
            {"during": in_force(neighbourhood), "strength": row.choice("lien", STRENGTHS)},
        )

    return build


def in_force(neighbourhood: Neighbourhood) -> Range[date]:
    """The days on which the official list held this neighbourhood."""
    begun = MAINLAND if neighbourhood.region.zone == Zone.MAINLAND else OVERSEAS
    # The list is one edition a year, from 2025 on; a later edition begins with its year.
    first = neighbourhood.editions[0]
    begun = date(first, 1, 1) if first > OVERSEAS.year else begun
    gone = neighbourhood.retired_in
    return Range(begun, date(gone, 1, 1) if gone else None)


def save_link(found: Parsed, report: Report) -> None:
    """A link that the site itself has changed since is left as the site wants it."""
    site, neighbourhood = found.key
    during = found.columns["during"]
    links = SiteNeighbourhood.objects.filter(site=site, neighbourhood=neighbourhood)
    link = links.filter(during__overlap=during).first()
    if link is None:
        SiteNeighbourhood.objects.create(
            site_id=site, neighbourhood_id=neighbourhood, **found.columns
        )
        report.added += 1
    elif during.upper and (link.during.upper is None or link.during.upper > during.upper):
        link.during = Range(link.during.lower, during.upper)
        link.save(update_fields=["during"])
        report.changed += 1
    else:
        report.unchanged += 1
