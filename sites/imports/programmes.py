"""Waves, themes, city contracts, cités éducatives and de l'emploi, resource centres."""

import re
from typing import Any

from django.utils.translation import gettext as _

from sites.imports.places import COMMUNE, SIREN, Build, codes
from sites.imports.reading import Row, RowRefused, unknown
from sites.imports.table import Parsed, Table
from sites.models import (
    CityContract,
    CityProgramme,
    Commune,
    Department,
    Region,
    ResourceCentre,
    Theme,
    Wave,
)

SMALL = 32_767
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
PERIMETERS = {kind.value: kind for kind in CityContract.Perimeter}
STATUS = re.compile(r"(verifie|existence_verifiee|a_confirmer)(?:_(20[0-9]{2}))?")
STATUSES = {
    "verifie": ResourceCentre.Status.VERIFIED,
    "existence_verifiee": ResourceCentre.Status.EXISTS,
    "a_confirmer": ResourceCentre.Status.TO_CONFIRM,
}


def begin_waves(rows: list[Row]) -> Build:
    def build(row: Row) -> Parsed:
        number = row.whole("numero", most=SMALL)
        if not number:
            raise RowRefused(_("“{column}” is empty").format(column="numero"))
        return Parsed(
            number,
            {
                "name": row.text("nom", most=60),
                "period": row.text("periode", most=60, empty=True),
                "started_on": row.day("debut"),
            },
        )

    return build


def begin_themes(rows: list[Row]) -> Build:
    def build(row: Row) -> Parsed:
        return Parsed(
            row.code("id", SLUG),
            {
                "name": row.text("nom", most=80),
                "explanation": row.text("explication", most=200, empty=True),
                "position": row.whole("ordre", most=SMALL),
            },
        )

    return build


def begin_contracts(rows: list[Row]) -> Build:
    departments = codes(Department)

    def build(row: Row) -> Parsed:
        kind = row.choice("type_perimetre", PERIMETERS)
        return Parsed(
            row.code("code", r"CV[0-9]{3}"),
            {
                "name": row.text("nom", most=150),
                "perimeter_code": row.code("code_geo", SIREN if kind == "epci" else COMMUNE),
                "perimeter_kind": kind,
                "perimeter_exists": row.flag("siren_existe_2026"),
                "population": row.whole("population_qpv_2015_2023"),
            },
            {"departments": row.all_known("departement", departments)},
        )

    return build


def present_communes() -> dict[str, str]:
    """Each code, present or former, and the code of the commune that it is today."""
    former = {
        old: code
        for code, olds in Commune.objects.exclude(former_codes=[]).values_list("pk", "former_codes")
        for old in olds
    }
    return former | {code: code for code in codes(Commune)}


def begin_programmes(kind: CityProgramme.Kind, prefix: str) -> Any:
    def begin(rows: list[Row]) -> Build:
        today = present_communes()

        def build(row: Row) -> Parsed:
            named = row.many("communes")
            if missing := [code for code in named if code not in today]:
                raise RowRefused(unknown(missing[0], "communes"))
            return Parsed(
                row.code("id", rf"{prefix}-[0-9]+"),
                {"kind": kind, "name": row.text("nom", most=150)},
                {"communes": frozenset(today[code] for code in named)},
            )

        return build

    return begin


def begin_centres(rows: list[Row]) -> Build:
    regions, departments = codes(Region), codes(Department)

    def build(row: Row) -> Parsed:
        status = STATUS.fullmatch(row.text("statut"))
        if status is None:
            raise RowRefused(
                _("“{value}” in “{column}” is not one of: {choices}").format(
                    value=row.text("statut")[:40], column="statut", choices=", ".join(STATUSES)
                )
            )
        return Parsed(
            row.code("id", SLUG),
            {
                "name": row.text("nom", most=150),
                "area": row.text("perimetre", most=200, empty=True),
                "status": STATUSES[status[1]],
                "verified_in": int(status[2]) if status[2] else None,
                "source": row.text("source", empty=True),
            },
            {
                "regions": row.all_known("regions", regions),
                "departments": row.all_known("departements", departments),
            },
        )

    return build


WAVES = Table(
    name="waves",
    file="vagues.csv",
    model=Wave,
    key="number",
    columns=("numero", "nom", "periode", "debut"),
    begin=begin_waves,
)
THEMES = Table(
    name="themes",
    file="themes.csv",
    model=Theme,
    key="slug",
    columns=("id", "nom", "explication", "ordre"),
    begin=begin_themes,
)
CONTRACTS = Table(
    name="contrats",
    file="contrats_de_ville_2015_2023.csv",
    model=CityContract,
    key="code",
    columns=(
        *("code", "nom", "departement", "code_geo", "type_perimetre"),
        *("population_qpv_2015_2023", "siren_existe_2026"),
    ),
    begin=begin_contracts,
)
EDUCATIVES = Table(
    name="cites_educatives",
    file="cites_educatives.csv",
    model=CityProgramme,
    key="code",
    columns=("id", "nom", "communes"),
    begin=begin_programmes(CityProgramme.Kind.EDUCATIVE, "cite"),
)
EMPLOYMENTS = Table(
    name="cites_emploi",
    file="cites_emploi.csv",
    model=CityProgramme,
    key="code",
    columns=("id", "nom", "communes"),
    begin=begin_programmes(CityProgramme.Kind.EMPLOYMENT, "cde"),
)
CENTRES = Table(
    name="crpv",
    file="crpv.csv",
    model=ResourceCentre,
    key="code",
    columns=("id", "nom", "regions", "departements", "perimetre", "statut", "source"),
    begin=begin_centres,
)
