"""Imports of official data: complete, repeatable, all or nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sites.insets import DATA
from sites.models import (
    Commune,
    Neighbourhood,
    NeighbourhoodOutline,
    Region,
)
from tests.sites.conftest import import_all


@pytest.mark.slow
def test_the_whole_of_the_official_data_is_there(db):
    reports = import_all(DATA)

    assert {name: (r.read, r.added, r.refused) for name, r in reports.items()} == {
        "regions": (26, 26, []),
        "departments": (109, 109, []),
        "intercommunalites": (1266, 1266, []),
        "communes": (35014, 35014, []),
        "qpv": (1626, 1626, []),
        "outlines": (1626, 1626, []),
        "contrats": (433, 433, []),
        "cites_educatives": (208, 208, []),
        "cites_emploi": (84, 84, []),
        "crpv": (19, 19, []),
        "waves": (3, 3, []),
        "themes": (4, 4, []),
        "qic_sites": (14, 9, []),
        "qic_sites_qpv": (47, 22, []),
    }
    everywhere = Neighbourhood.objects
    assert everywhere.count() == 1626
    assert everywhere.current().count() == 1584
    assert everywhere.filter(editions__contains=[2025]).count() == 1609
    assert everywhere.filter(retired_in=2026).count() == 42
    assert everywhere.filter(editions=[2026]).count() == 17
    assert everywhere.filter(official_name="Centre Ville").count() == 28
    assert everywhere.filter(communes=None).count() == 0
    assert Commune.objects.filter(kind="arrondissement").count() == 45
    assert NeighbourhoodOutline.objects.count() == 1626

    again = import_all(DATA)

    assert {(r.added, r.changed, len(r.refused)) for r in again.values()} == {(0, 0, 0)}


def test_the_command_says_what_it_did(db, excerpt, capsys):
    call_command("import_reference", only=["regions"], data=excerpt)

    said = capsys.readouterr().out
    assert "regions" in said
    assert "26" in said


def test_a_missing_folder_is_one_sentence_and_a_failure(db, tmp_path: Path, capsys):
    with pytest.raises(CommandError):
        call_command("import_reference", data=tmp_path / "nowhere")

    assert "regions.csv" in capsys.readouterr().err
    assert not Region.objects.exists()
