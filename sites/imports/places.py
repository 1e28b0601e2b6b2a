"""Regions, departments, groupings of communes, communes."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from sites.actions import follow_merged_commune
from sites.imports.reading import Row, RowRefused
from sites.imports.table import Parsed, Table
from sites.models import Commune, Department, Intercommunality, Region, Site
from sites.models.places import Zone

REGION = r"[0-9]{2,3}"
DEPARTMENT = r"[0-9]{2}|2[AB]|9[78][0-9]"
COMMUNE = r"([0-9]{2}|2[AB])[0-9]{3}"
SIREN = r"[0-9]{9}"
POSTAL = r"[0-9]{5}"
ZONES = {zone.value: zone for zone in Zone}
KINDS = {
    "commune-actuelle": Commune.Kind.COMMUNE,
    "arrondissement-municipal": Commune.Kind.ARRONDISSEMENT,
}

type Build = Callable[[Row], Parsed]


def codes(model: Any) -> set[str]:
    return set(model.objects.values_list("pk", flat=True))


def begin_regions(rows: list[Row]) -> Build:
    def build(row: Row) -> Parsed:
        return Parsed(
            row.code("code", REGION),
            {
                "name": row.text("nom", most=100),
                "zone": row.choice("zone", ZONES),
                "chief_town": row.code("chef_lieu", COMMUNE),
                "chief_town_name": row.text("chef_lieu_nom", most=100),
            },
        )

    return build


def begin_departments(rows: list[Row]) -> Build:
    regions = codes(Region)

    def build(row: Row) -> Parsed:
        return Parsed(
            row.code("code", DEPARTMENT),
            {
                "name": row.text("nom", most=100),
                "region_id": row.known("region", regions),
                "zone": row.choice("zone", ZONES),
                "chief_town": row.code("chef_lieu", COMMUNE),
                "prefecture": row.text("prefecture", most=100),
            },
        )

    return build


def begin_intercommunalities(rows: list[Row]) -> Build:
    departments = codes(Department)
    kinds = {kind.value: kind for kind in Intercommunality.Kind}

    def build(row: Row) -> Parsed:
        return Parsed(
            row.code("siren", SIREN),
            {
                "name": row.text("nom", most=150),
                "kind": row.choice("type", kinds),
                "population": row.whole("population_municipale"),
                "commune_count": row.whole("nb_communes"),
            },
            {"departments": row.all_known("departements", departments)},
        )

    return build


def begin_communes(rows: list[Row]) -> Build:
    departments = dict(Department.objects.values_list("pk", "region_id"))
    groupings = codes(Intercommunality)
    # An arrondissement may stand before its commune in the file.
    communes = codes(Commune) | {row.cells["code"] for row in rows}

    def build(row: Row) -> Parsed:
        kind = row.choice("type", KINDS)
        parent = row.known("commune_parente", communes, empty=True)
        if (parent is None) != (kind == Commune.Kind.COMMUNE):
            raise RowRefused(_("a municipal arrondissement, and only it, has a parent commune"))
        department = row.known("departement", departments)
        if departments[department or ""] != row.text("region"):
            raise RowRefused(_("the department is not in this region"))
        lon, lat = row.point("lon", "lat")
        return Parsed(
            row.code("code", COMMUNE),
            {
                "name": row.text("nom", most=100),
                "kind": kind,
                "parent_id": parent,
                "department_id": department,
                "epci_id": row.known("epci", groupings, empty=True),
                "ept_id": row.known("ept", groupings, empty=True),
                "population": row.whole("population"),
                "postal_codes": row.many("codes_postaux"),
                "former_codes": row.many("anciens_codes"),
                "lon": lon,
                "lat": lat,
            },
        )

    return build


def follow_mergers(rows: list[Row]) -> int:
    """A site whose commune is now a former code of another one stands in that one; how many moved."""
    later = {
        code: town
        for town in Commune.objects.exclude(former_codes=[]).select_related("department")
        for code in town.former_codes
    }
    moved = Site.objects.filter(commune__in=later).order_by("slug")
    present = {row.cells["code"] for row in rows}
    found = [site for site in moved if site.commune_id not in present]
    for site in found:
        follow_merged_commune(site, later[site.commune_id], by=None)
    return len(found)


REGIONS = Table(
    name="regions",
    file="regions.csv",
    model=Region,
    key="code",
    columns=("code", "nom", "zone", "chef_lieu", "chef_lieu_nom"),
    begin=begin_regions,
)
DEPARTMENTS = Table(
    name="departments",
    file="departements.csv",
    model=Department,
    key="code",
    columns=("code", "nom", "region", "zone", "chef_lieu", "prefecture"),
    begin=begin_departments,
)
INTERCOMMUNALITIES = Table(
    name="intercommunalites",
    file="intercommunalites.csv",
    model=Intercommunality,
    key="code",
    columns=("siren", "nom", "type", "population_municipale", "nb_communes", "departements"),
    begin=begin_intercommunalities,
)
COMMUNES = Table(
    name="communes",
    file="communes.csv",
    model=Commune,
    key="code",
    columns=(
        *("code", "nom", "type", "commune_parente", "departement", "region", "epci", "ept"),
        *("population", "codes_postaux", "anciens_codes", "lon", "lat"),
    ),
    begin=begin_communes,
    after=follow_mergers,
)
