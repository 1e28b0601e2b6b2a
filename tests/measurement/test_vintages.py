"""Vintages of a file without a rhythm stand beside each other, with what was never produced between them."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from measurement import figures
from measurement.imports import QPV_FILE, import_catalogue, import_releases, import_values
from measurement.models import Indicator, Measurement
from tests import make
from tests.measurement.importing import taken
from tests.measurement.test_pages import text

DATA = Path(settings.BASE_DIR) / "data"
HEAD = "code,population_municipale,taux_pauvrete_60\n"
CATALOGUE = (
    "code,fichier,colonne,millesime_fichier,code_source,nom,question,definition,unite,type,sens,temps,periodicite,niveau,source,"
    "millesime,bruit,ecart_millesimes,ordre,utilite\n"
    "pop-01,qpv_indicateurs.csv,population_municipale,{rp},rp,Population,Combien ?,Habitants,habitants,count,higher,rolling,irregular,"
    "neighbourhood,Insee,,10,5,1,Décider\n"
    "rev-01,qpv_indicateurs.csv,taux_pauvrete_60,{filosofi},filosofi,Pauvreté,Combien ?,Part,%,rate,lower,stock,irregular,"
    "neighbourhood,Insee,millésime à confirmer,1,1,2,Décider\n"
)


@pytest.fixture
def loaded(tmp_path, le_val):
    """Loads the residents and the poverty rate of Le Val's neighbourhood, each of a vintage."""

    def load(rp, residents, filosofi, rate):
        catalogue = CATALOGUE.format(rp=rp, filosofi=filosofi)
        (tmp_path / "indicateurs_communs.csv").write_text(catalogue)
        (tmp_path / "qpv_indicateurs.csv").write_text(f"{HEAD}QN05998N,{residents},{rate}\n")
        assert not import_catalogue(tmp_path).failed
        return import_values(QPV_FILE, tmp_path)

    return load


@pytest.fixture
def published(db):
    """The census of three years, changed slightly by ten at most; Filosofi, of which 2022 was never made."""
    for year in (2020, 2022, 2025):
        make.release("rp", year, protection="perturbation", noise=Decimal(10))
    for year in (2020, 2021, 2023):
        make.release("filosofi", year, protection="perturbation", noise=Decimal(10))
    words = "Non produit par l’Insee : la taxe d’habitation n’existe plus."
    make.release("filosofi", 2022, produced=False, caveats=words)


def of(site, code):
    return figures.indicator(site, Indicator.objects.get(code=code))


def test_two_vintages_stand_beside_each_other(le_val, published, loaded):
    loaded(2020, 1430, 2020, 45)
    report = loaded(2025, 1590, 2021, 40)
    residents, rate = of(le_val, "pop-01"), of(le_val, "rev-01")

    assert (report.added, report.changed) == (1, 0)
    assert [(p.label, p.value, p.kind) for p in residents.points] == [
        ("2020", 1430, "real"), ("2025", 1590, "real"),
    ]  # fmt: skip
    assert residents.sentence.startswith("En hausse")
    assert [p.label for p in rate.points] == ["2020", "2021", "2022"]
    assert rate.sentence.startswith("En baisse")
    assert not Measurement.objects.exclude(replaces=None).exists()
    assert loaded(2025, 1590, 2021, 40).unchanged == 1


def test_two_residents_more_are_no_rise(le_val, published, loaded):
    """The finding that a change of a few units is noise, on the sentence of the page."""
    loaded(2020, 1430, 2020, 45)
    loaded(2025, 1432, 2021, 45)

    said = of(le_val, "pop-01").sentence.replace("\xa0", " ").replace("\u202f", " ")
    assert said.startswith("Pas d’évolution mesurable")
    assert "20 habitants" in said


def test_vintages_that_share_survey_years_are_not_compared(le_val, published, loaded):
    loaded(2020, 1430, 2020, 45)
    loaded(2022, 1990, 2021, 40)

    assert of(le_val, "pop-01").sentence.startswith("Non comparable\xa0: de 2020 à 2022")


def test_the_year_that_was_not_produced_is_drawn_with_its_words(client, le_val, published, loaded):
    loaded(2020, 1430, 2021, 45)
    after = of(le_val, "rev-01")
    loaded(2020, 1430, 2023, 40)
    between = of(le_val, "rev-01")
    page = text(client.get("/sites/le-val/indicateurs/rev-01/"))

    assert [(p.label, p.kind, p.state) for p in after.points[1:]] == [
        ("2022", "gap", "not_produced")
    ]
    assert [p.label for p in between.points] == ["2021", "2022", "2023"]
    assert "2022" in between.sentence and between.sentence.startswith("Non comparable")
    assert "la taxe d’habitation n’existe plus" in page


def test_a_vintage_that_is_not_known_stays_unstated(client, le_val, published, loaded):
    loaded("", 1430, "", 46)
    figure = of(le_val, "rev-01")

    assert next((p.period, p.value) for p in figure.points) == ("millésime à confirmer", 46)
    assert [p.label for p in figure.points[1:]] == ["2022"]
    assert figure.latest.value == 46
    loaded(2025, 1590, 2021, 30)
    page = text(client.get("/sites/le-val/indicateurs/rev-01/"))
    assert "En baisse" not in page
    assert "Non comparable" in of(le_val, "rev-01").sentence
    assert client.get("/sites/le-val/indicateurs/").status_code == 200


def test_maud_names_the_publication_and_its_vintage_is_the_period(le_val, published, loaded, maud):
    loaded(2020, 1430, 2020, 45)
    taken(
        None, maud,
        "Lieu;Indicateur;Publication;Valeur\nQN05998N;pop-01;rp 2025 2024;1590\n",
    )  # fmt: skip
    assert [p.label for p in of(le_val, "pop-01").points] == ["2020", "2025"]


def test_what_the_portal_loads_says_its_noise(db):
    """Insee changes these files slightly: neither their publications nor their counts claim to be exact."""
    assert not import_catalogue(DATA).failed
    assert not import_releases(DATA).failed
    with (DATA / "publications_statistiques.csv").open() as file:
        blurred = [row for row in csv.DictReader(file) if row["protection"] == "perturbation"]

    assert {row["source"] for row in blurred} == {"rp", "filosofi"}
    assert all(Decimal(row["bruit"]) > 0 for row in blurred)
    counts = Indicator.objects.filter(code__in=["pop-01", "men-01", "dro-01", "dro-02", "dro-03"])
    assert {found.noise for found in counts} == {10}
    assert all("brouillage" in found.caution for found in counts)
    census = Indicator.objects.filter(source_code="rp", value_type="rate")
    assert all(found.noise > 0 for found in census)


def test_noise_of_counts_says_nothing_of_a_rate_that_is_published_ready_made(le_val, published):
    found = make.common_indicator(
        "emp-01", "Taux d’emploi", unit="%", value_type="rate", direction="higher", noise=Decimal(1),
        periodicity="irregular", level="neighbourhood", source="Insee", source_code="rp", vintage_gap=5,
    )  # fmt: skip
    for release, value in zip(figures_of("rp", 2020, 2025), (40, 43), strict=True):
        year = release.vintage
        Measurement.objects.create(
            indicator=found, neighbourhood=le_val.neighbourhoods_on()[0], value=value, release=release,
            provenance="Insee", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
            precision=Decimal("0.1"),
        )  # fmt: skip
    assert figures.indicator(le_val, found).sentence.startswith("En hausse")


def figures_of(source, *years):
    return [
        make.release(source, year, protection="perturbation", noise=Decimal(10)) for year in years
    ]
