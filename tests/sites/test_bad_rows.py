"""One bad row refuses its file, with the line and the reason."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from journal.models import Entry
from sites.imports.catalogue import IMPORTS
from sites.imports.reading import read_csv
from sites.imports.report import Report, silent
from sites.models import Commune, Neighbourhood, NeighbourhoodOutline

pytestmark = pytest.mark.usefixtures("_reference_rows")


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


def semicolons(path: Path) -> None:
    rows = [row.cells for row in read_csv(path, ())]
    lines = [";".join(rows[0])]
    lines += [
        ";".join(cells[c].replace(".", ",") if c in {"lon", "lat"} else cells[c] for c in rows[0])
        for cells in rows
    ]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")


def run_unchanged(name: str, folder: Path) -> Report:
    report = IMPORTS[name](folder, silent)
    assert not report.failed, (report.unreadable, report.refused)
    return report


def test_semicolons_and_decimal_commas_are_read_as_they_are_meant(reference, folder):
    semicolons(folder / "communes.csv")
    before = dict(Commune.objects.values_list("code", "lon"))

    report = run_unchanged("communes", folder)

    assert report.unchanged == report.read == len(before)
    assert dict(Commune.objects.values_list("code", "lon")) == before


def test_a_list_of_neighbourhoods_without_an_edition_is_another_file(reference, folder):
    spoil(folder, "qpv.csv", dans_edition_2025="a", dans_edition_2026="b")

    assert "dans_edition_2026" in run("qpv", folder).unreadable


def test_one_unknown_code_refuses_the_whole_file(reference, folder):
    spoil(folder, "qpv.csv", **{",59295,59295,": ",59295,59999,"})
    names = dict(Neighbourhood.objects.values_list("code", "name"))

    report = run("qpv", folder)

    assert [reason for _line, reason in report.refused] == [
        "“59999” in “communes_cog2026” is not a known code"
    ]
    assert dict(Neighbourhood.objects.values_list("code", "name")) == names


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("QN05941I", "QN5941I", "not a code of the expected form"),
        ("QN05941I", "QP059041", "not a code of the expected form"),
        ("Résidences Pasteur Et Foch", "", "“nom” is empty"),
        ("Résidences Pasteur Et Foch", "x" * 151, "longer than 150"),
        ("2.5", "200.5", "not on the globe"),
        ("2.5", "beaucoup2.5", "not a number"),
        ("2.5", "NaN", "not a number"),
    ],
)
def test_a_bad_cell_is_refused_with_its_line_and_reason(reference, folder, old, new, reason):
    path = folder / "qpv.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("QN05941I"))
    if new == "NaN":
        cells = lines[place].split(",")
        cells[-4] = "NaN"
        lines[place] = ",".join(cells)
    else:
        lines[place] = (
            lines[place].replace(f",{old}", f",{new}", 1)
            if old == "2.5"
            else lines[place].replace(old, new, 1)
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    report = run("qpv", folder)

    assert [line for line, _reason in report.refused] == [place + 1]
    assert reason in report.refused[0][1]


def test_a_negative_population_is_refused(reference, folder):
    spoil(folder, "communes.csv", **{",860,": ",-860,"})

    assert run("communes", folder).refused == [(2, "“population” is negative")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda f: f["properties"].update(code="QN00000Z"), "not a known code"),
        (
            lambda f: f.update(geometry={"type": "Point", "coordinates": [1, 2]}),
            "neither a polygon",
        ),
        (lambda f: f.update(geometry=None), "neither a polygon"),
        (lambda f: f["geometry"]["coordinates"][0][0].pop(), "open ring"),
        (lambda f: f["geometry"]["coordinates"][0][0].insert(1, [200, 1]), "not on the globe"),
        (lambda f: f["geometry"]["coordinates"][0][0].insert(1, ["a", 1]), "not on the globe"),
        (lambda f: f["geometry"].pop("coordinates"), "open ring"),
        (lambda f: f.update(properties=[1]), "is empty"),
        (lambda f: f["geometry"].update(coordinates=float("nan")), "open ring"),
        (lambda f: f["geometry"]["coordinates"][0][0].insert(1, [float("nan"), 1]), "not on the"),
    ],
)
def test_a_bad_outline_is_refused(reference, folder, change, reason):
    path = folder / "qpv_contours.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["features"][0])
    path.write_text(json.dumps(content), encoding="utf-8")
    before = NeighbourhoodOutline.objects.count()

    report = run("outlines", folder)

    assert report.refused[0][0] == 1
    assert reason in report.refused[0][1]
    assert NeighbourhoodOutline.objects.count() == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 3}', '{"features": [1]}'])
def test_what_is_no_geojson_is_refused(reference, folder, text):
    (folder / "qpv_contours.geojson").write_text(text)

    assert "qpv_contours.geojson" in run("outlines", folder).unreadable


def test_a_link_to_a_site_that_is_not_there_is_refused(reference, folder):
    spoil(folder, "qic_sites_qpv.csv", **{"p1-le-teil": "p1-le-tilleul"})

    assert run("qic_sites_qpv", folder).refused[0][1] == "there is no site “le-tilleul”"
