"""A small true excerpt of the official data, imported in a fifth of a second."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from sites.imports.catalogue import IMPORTS
from sites.imports.report import Report
from sites.insets import DATA

# The towns of the pilots, a town merged into another, Marseille with its first arrondissement.
TOWNS = {"93066", "13055", "13201", "01001", "59350"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as given:
        return list(csv.DictReader(given))


def cut(name: str, folder: Path, keeps: Callable[[dict[str, str]], bool]) -> None:
    rows = rows_of(DATA / name)
    with (folder / name).open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if keeps(row))


@pytest.fixture(scope="session")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the excerpt; tests that spoil a file take a copy (`folder`)."""
    folder = tmp_path_factory.mktemp("excerpt")
    for name in ("regions", "departements", "crpv", "vagues", "themes", "qic_sites"):
        shutil.copy(DATA / f"{name}.csv", folder)
    shutil.copy(DATA / "carte_encarts.json", folder)
    pilots = rows_of(DATA / "qic_sites.csv")
    towns = TOWNS | {row["commune"] for row in pilots}
    quarters = [
        row for row in rows_of(DATA / "qpv.csv") if towns & set(row["communes_cog2026"].split("|"))
    ]
    codes = {row["code"] for row in quarters}
    towns |= {code for row in quarters for code in row["communes_cog2026"].split("|")}
    groupings = {code for row in quarters for code in row["epci"].split("|")}
    groupings |= {
        row[kind]
        for row in rows_of(DATA / "communes.csv")
        if row["code"] in towns
        for kind in ("epci", "ept")
    }
    cut("communes.csv", folder, lambda r: r["code"] in towns)
    cut("intercommunalites.csv", folder, lambda r: r["siren"] in groupings)
    cut("qpv.csv", folder, lambda r: r["code"] in codes)
    cut("qic_sites_qpv.csv", folder, lambda r: r["site"].startswith("p1-"))
    contracts = {row["contrat_de_ville_2015_2023"] for row in pilots} | {"CV043"}
    cut("contrats_de_ville_2015_2023.csv", folder, lambda r: r["code"] in contracts)
    for name in ("cites_educatives.csv", "cites_emploi.csv"):
        cut(name, folder, lambda r: set(r["communes"].split("|")) <= towns | {"93059"})
    cut_outlines(folder, codes)
    return folder


def cut_outlines(folder: Path, codes: set[str]) -> None:
    outlines = json.loads((DATA / "qpv_contours.geojson").read_text(encoding="utf-8"))
    outlines["features"] = [f for f in outlines["features"] if f["id"] in codes]
    text = json.dumps(outlines, ensure_ascii=False)
    (folder / "qpv_contours.geojson").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(excerpt: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(excerpt, tmp_path / "data"))


def import_all(folder: Path) -> dict[str, Report]:
    return {name: run(folder, lambda done, total: None) for name, run in IMPORTS.items()}


@pytest.fixture(scope="module")
def reference(
    django_db_setup: None, django_db_blocker: Any, excerpt: Path
) -> Iterator[dict[str, Report]]:
    """The excerpt in the database, for all tests of a module: they run inside its transaction.

    A module that uses it has no test that expects an empty database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        reports = import_all(excerpt)
        assert not [report for report in reports.values() if report.failed], reports
        yield reports
        transaction.set_rollback(True)


@pytest.fixture
def _reference_rows(reference: dict[str, Report], db: None) -> None:
    """Each test undoes what it did."""
