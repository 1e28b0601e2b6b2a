"""A bad file is named for what it is, and changes nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from journal.models import Entry
from sites.imports.catalogue import IMPORTS
from sites.imports.reading import BadFile, read_csv
from sites.imports.report import Report, silent
from sites.models import Region


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def spoil(folder: Path, name: str, **replaced: str) -> Path:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


def run(name: str, folder: Path) -> Report:
    before = Entry.objects.count()
    report = IMPORTS[name](folder, silent)
    assert report.failed == (Entry.objects.count() == before)
    return report


def test_another_encoding_is_named_with_the_one_expected(db, folder):
    path = folder / "regions.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))

    report = run("regions", folder)

    assert "UTF-8" in report.unreadable
    assert "line 5" in report.unreadable
    assert not Region.objects.exists()


def test_a_byte_order_mark_is_no_obstacle(db, folder):
    path = folder / "regions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert run("regions", folder).added == 26


def test_utf16_and_nul_characters_are_refused(db, folder):
    path = folder / "regions.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert "NUL" in run("regions", folder).unreadable

    path.write_text("code,nom,zone,chef_lieu,chef_lieu_nom\n01,Gua\x00deloupe,drom,97105,x\n")
    assert "line 2" in run("regions", folder).unreadable
    assert not Region.objects.exists()


def test_decimal_commas_in_a_comma_file_shift_the_row_and_are_refused(db, folder):
    spoil(folder, "vagues.csv", **{"1,Vague 1": "1,5,Vague 1"})

    assert "line 2: 7 cells where the first line has 6" in run("waves", folder).unreadable


def test_an_empty_file_and_a_file_without_rows_are_refused(db, folder):
    path = folder / "regions.csv"
    path.write_text("")
    assert "is empty" in run("regions", folder).unreadable

    path.write_text("code,nom,zone,chef_lieu,chef_lieu_nom\n")
    assert "no rows" in run("regions", folder).unreadable


def test_a_missing_column_is_named(db, folder):
    spoil(folder, "regions.csv", chef_lieu_nom="capitale")

    assert run("regions", folder).unreadable == "regions.csv lacks the columns: chef_lieu_nom"


def test_broken_quotes_are_refused(db, folder):
    spoil(folder, "regions.csv", Martinique='"Marti"nique')

    assert "quotes" in run("regions", folder).unreadable


def test_a_row_that_stands_twice_is_refused_with_both_lines(db, folder):
    path = folder / "regions.csv"
    path.write_text(path.read_text() + "01,Guadeloupe,drom,97105,Basse-Terre\n")

    report = run("regions", folder)

    assert report.refused == [(28, "“01” stands already at line 2")]
    assert not Region.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2021-01-01", "01/01/2021", "is not a day written as"),
        ("2021-01-01", "2021-02-30", "is not a day written as"),
        ("2021-01-01", "20210101", "is not a day written as"),
        ("1,Vague 1", "x,Vague 1", "is not a whole number"),
        ("1,Vague 1", "99999,Vague 1", "is larger than 32767"),
        ("1,Vague 1", "9999999999999,Vague 1", "is not a whole number"),
        ("1,Vague 1", "1,Vague\x011", "holds a control character"),
    ],
)
def test_days_and_numbers_are_checked(db, folder, old, new, reason):
    spoil(folder, "vagues.csv", **{old: new})

    assert reason in run("waves", folder).refused[0][1]


def test_the_command_fails_stops_and_says_that_nothing_was_changed(db, folder, capsys):
    spoil(folder, "departements.csv", **{"01,Ain,84": "01,Ain,99"})

    with pytest.raises(CommandError, match="departments"):
        call_command("import_reference", data=folder)

    said = capsys.readouterr()
    assert "line 2" in said.err
    assert "intercommunalites" not in said.out


def test_a_file_that_is_a_folder_is_one_sentence(tmp_path):
    with pytest.raises(BadFile):
        list(read_csv(tmp_path, ()))


def test_a_letter_lost_earlier_is_seen(db, folder):
    spoil(folder, "regions.csv", **{"La Réunion": "La R\ufffdunion"})

    assert "a letter was already lost" in run("regions", folder).unreadable


def test_json_nested_without_end_is_refused(db, folder):
    (folder / "qpv_contours.geojson").write_text("[" * 200_000)

    assert "not valid JSON" in run("outlines", folder).unreadable


def test_the_insets_of_the_map_must_be_there(db, folder):
    (folder / "carte_encarts.json").unlink()

    assert "carte_encarts.json" in run("qic_sites", folder).unreadable


def test_what_only_the_database_can_see_is_one_sentence(db, folder):
    spoil(folder, "themes.csv", **{'jeunesse",1': 'jeunesse",2'})

    report = run("themes", folder)

    assert report.unreadable.startswith("the database refused the file: ")
    assert "position" in report.unreadable
