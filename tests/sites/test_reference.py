"""What an excerpt of the official data brings, and what importing it again changes."""

from datetime import date

import pytest

from journal.models import Entry
from sites.imports.catalogue import IMPORTS
from sites.imports.report import silent
from sites.models import (
    CityContract,
    CityProgramme,
    Commune,
    Department,
    Intercommunality,
    Neighbourhood,
    Region,
    ResourceCentre,
    Site,
    SiteNeighbourhood,
    StageChange,
    Theme,
    Wave,
)
from sites.spelling import plain
from tests.sites.conftest import import_all

pytestmark = pytest.mark.usefixtures("_reference_rows")


PILOTS = [
    ("chateau-thierry", "Château-Thierry"),
    ("conde-sur-l-escaut", "Condé-sur-l'Escaut"),
    ("hazebrouck", "Hazebrouck"),
    ("koungou", "Koungou"),
    ("le-teil", "Le Teil"),
    ("lievin", "Liévin"),
    ("montelimar", "Montélimar"),
    ("pont-de-claix", "Pont-de-Claix"),
    ("saint-etienne", "Saint-Étienne"),
]


def test_an_import_run_twice_changes_nothing_and_leaves_no_second_trace(reference, excerpt):
    before = Entry.objects.count()

    again = import_all(excerpt)

    assert {(r.added, r.changed) for r in again.values()} == {(0, 0)}
    assert {name: r.unchanged for name, r in again.items()} == {
        name: r.added for name, r in reference.items()
    }
    assert Entry.objects.count() == before


def test_each_import_that_changed_something_is_in_the_journal_once(reference):
    imported = Entry.objects.filter(kind="sites.reference_imported")

    assert sorted(e.facts["name"] for e in imported) == sorted(IMPORTS)
    assert {e.by_id for e in imported} == {None}
    facts = imported.get(facts__name="regions").facts
    assert facts == {"name": "regions", "read": 26, "added": 26, "changed": 0, "unchanged": 0}


def test_a_changed_row_is_counted_and_the_others_are_left_alone(reference, folder):
    path = folder / "regions.csv"
    path.write_text(path.read_text().replace("Hauts-de-France", "Hauts de France"))

    report = IMPORTS["regions"](folder, silent)

    assert (report.read, report.added, report.changed, report.unchanged) == (26, 0, 1, 25)
    assert Region.objects.get(code="32").name == "Hauts de France"
    assert Region.objects.get(code="32").sort_name == "hauts de france"


def test_the_nine_pilots_are_sites_and_the_towns_named_for_phase_two_are_not(reference):
    assert sorted(Site.objects.values_list("slug", "name")) == PILOTS
    assert reference["qic_sites"].left_out == 5
    conde = Site.objects.get(slug="conde-sur-l-escaut")
    assert (conde.region_id, conde.department_id, conde.commune_id) == ("32", "59", "59153")
    assert conde.city_contract_id == "CV193"
    assert conde.wave.number == 1
    assert conde.is_public


def test_a_pilot_begins_with_one_dated_stage_and_its_source(reference):
    change = StageChange.objects.get(site__slug="hazebrouck")

    assert (change.before, change.after, change.on) == ("", "active", date(2021, 1, 1))
    assert "étude de cas ANCT" in change.reason


def test_a_pilot_overseas_stands_in_its_inset_of_the_map(reference):
    koungou = Site.objects.get(slug="koungou")

    assert (koungou.lon, koungou.lat) == (45.1912, -12.7417)
    assert (koungou.map_lon, koungou.map_lat) == (-2.0439, 45.6855)


def test_saint_etienne_is_linked_only_to_the_neighbourhood_that_was_named(reference):
    links = SiteNeighbourhood.objects.filter(site__slug="saint-etienne")

    assert [(link.neighbourhood_id, link.strength) for link in links] == [("QN04215M", "named")]


def test_koungou_had_six_villages_and_is_one_neighbourhood_since_2026(reference):
    koungou = Site.objects.get(slug="koungou")

    before = [n.code for n in koungou.neighbourhoods_on(date(2025, 12, 31))]
    after = [n.code for n in koungou.neighbourhoods_on(date(2026, 1, 1))]

    villages = ["QN97620M", "QN97621M", "QN97622M", "QN97639N", "QN97640N", "QN97648N"]
    assert sorted(before) == villages
    assert after == ["QN97660C"]
    assert Neighbourhood.objects.get(code="QN97620M").is_retired


def test_the_import_leaves_the_links_that_a_site_has_ended(reference, excerpt):
    link = SiteNeighbourhood.objects.get(site__slug="hazebrouck")
    ended = type(link.during)(date(2024, 1, 1), date(2025, 1, 1))
    SiteNeighbourhood.objects.filter(pk=link.pk).update(during=ended)

    report = IMPORTS["qic_sites_qpv"](excerpt, silent)

    assert (report.added, report.changed) == (0, 0)
    assert SiteNeighbourhood.objects.get(pk=link.pk).during == ended


def test_a_neighbourhood_keeps_its_published_name_and_shows_it_in_french_case(reference):
    hazebrouck = Neighbourhood.objects.get(code="QN05941I")

    assert hazebrouck.official_name == "Résidences Pasteur Et Foch"
    assert hazebrouck.name == "Résidences Pasteur et Foch"
    assert hazebrouck.sort_name == "residences pasteur et foch"
    assert hazebrouck.get_origin_display() != ""


def test_a_newer_list_retires_what_it_no_longer_names(reference, folder):
    path = folder / "qpv.csv"
    head, *rows = path.read_text().splitlines()
    kept = [row for row in rows if not row.startswith("QN05941I")]
    newer = [head + ",dans_edition_2027", *[row + ",1" for row in kept]]
    path.write_text("\n".join(newer) + "\n")

    report = IMPORTS["qpv"](folder, silent)

    assert not report.failed
    gone = Neighbourhood.objects.get(code="QN05941I")
    assert (gone.editions, gone.retired_in) == ([2025, 2026], 2027)
    assert SiteNeighbourhood.objects.filter(neighbourhood=gone).exists()


def test_a_former_code_leads_to_the_commune_of_today(reference, folder):
    rows = "id,nom,communes,departements,regions\ncde-062,Plaine Commune,93059|93066,93,11\n"
    (folder / "cites_emploi.csv").write_text(rows)

    report = IMPORTS["cites_emploi"](folder, silent)

    assert not report.failed
    plaine = CityProgramme.objects.get(code="cde-062")
    assert [town.code for town in plaine.communes.all()] == ["93066"]
    assert not Commune.objects.filter(code="93059").exists()


def test_an_arrondissement_has_its_commune(reference):
    first = Commune.objects.get(code="13201")

    assert (first.kind, first.parent_id) == ("arrondissement", "13055")


def test_codes_in_two_places_keep_both(reference):
    aix = CityContract.objects.get(code="CV043")
    centre = ResourceCentre.objects.get(code="resovilles")

    assert sorted(d.code for d in aix.departments.all()) == ["13", "84"]
    assert sorted(r.code for r in centre.regions.all()) == ["52", "53"]
    assert ResourceCentre.objects.get(code="normanvilles").verified_in == 2017


def test_the_small_tables_are_complete(reference):
    assert (Region.objects.count(), Department.objects.count()) == (26, 109)
    assert [w.number for w in Wave.objects.all()] == [1, 2, 3]
    assert [t.slug for t in Theme.objects.all()] == [
        "cohesion-sociale",
        "acces-aux-droits",
        "cadre-de-vie",
        "developpement-economique",
    ]
    assert Intercommunality.objects.filter(kind="EPT").exists()


def test_all_stored_keys_agree_with_python(reference):
    for model in (Commune, Neighbourhood):
        for name, key in model.objects.values_list("name", "sort_name"):
            assert plain(name) == key
