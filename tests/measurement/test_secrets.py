"""What nobody outside a site may read: counts of few people and shares of few, wherever they are told."""

import re
from datetime import date
from decimal import Decimal

import pytest

from measurement import actions, figures
from measurement.models import Indicator, Measurement
from tests import make
from tests.measurement.conftest import quarter, read

YEAR = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}


def said(response) -> str:
    text = re.sub("<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def seekers(db) -> Indicator:
    """A count of persons of an official source, by neighbourhood; less than five are not published."""
    return make.common_indicator(
        "emp-04", "Demandeurs d’emploi", unit="personnes", direction="lower", periodicity="year",
        level="neighbourhood", source="France Travail", threshold=5,
    )  # fmt: skip


def around(place, found, counts) -> None:
    """The counts of a neighbourhood and of others of its department."""
    places = [place, *(make.neighbourhood(f"QN059{n}N", f"Quartier {n}", of=None) for n in range(31, len(counts) + 30))]  # fmt: skip
    for each, count in zip(places, counts, strict=True):
        fields = count if isinstance(count, dict) else {"value": count}
        Measurement.objects.create(
            indicator=found, neighbourhood=each, provenance="France Travail", **YEAR, **fields
        )


def profile_of(client, place) -> str:
    """Everything that a stranger reads of a neighbourhood: page, drawing and files."""
    page = client.get(f"/profils/{place.pk}/")
    file = client.get(f"/profils/{place.pk}/chiffres.csv")
    assert (page.status_code, file.status_code) == (200, 200)
    return page.content.decode() + file.content.decode("utf-8-sig")


def test_the_middle_half_of_a_department_is_never_a_hidden_count(le_val, seekers, client):
    place = le_val.neighbourhoods_on()[0]
    around(place, seekers, [50, 2, 4, 40, 60, 70, 80, 90])

    told = profile_of(client, place)

    assert "50" in told
    assert not re.search(r"\b[24]\s+personnes", told.replace("\xa0", " ").replace("\u202f", " "))
    assert "Rien" in told or "Aucune comparaison" in told or "Nothing" in told


def test_enough_readable_counts_still_have_a_middle_half(le_val, seekers, client):
    place = le_val.neighbourhoods_on()[0]
    around(place, seekers, [50, 2, 4, 0, 40, 60, 70, 80, 90, 95])

    told = said(client.get(f"/profils/{place.pk}/"))

    assert "8 quartiers du département dont la valeur est publiée" in told
    assert "La moitié d’entre eux se situent entre 40 personnes et 80 personnes" in told


def test_a_middle_half_of_shares_leaves_out_those_of_few_people(le_val, client):
    long_out = make.common_indicator(
        "emp-05", "Inscrits depuis un an", unit="%", value_type="ratio", multiplier=100, ceiling=100,
        numerator_label="inscrits depuis un an", denominator_label="inscrits", direction="lower",
        periodicity="year", level="neighbourhood", source="France Travail", threshold=5,
    )  # fmt: skip
    place = le_val.neighbourhoods_on()[0]
    pairs = [
        (40, 100),
        (1, 50),
        (49, 50),
        (2, 3),
        *((n, 100) for n in (10, 20, 30, 50, 60, 70, 80)),
    ]
    around(place, long_out, [
        {"value": round(Decimal(100 * part) / whole, 4), "numerator": part, "denominator": whole, "per": 100}
        for part, whole in pairs
    ])  # fmt: skip

    told = said(client.get(f"/profils/{place.pk}/"))

    assert "8 quartiers du département dont la valeur est publiée" in told
    assert "entre 20 % et 60 %" in told


def test_what_was_measured_before_is_told_in_its_own_unit_and_stays_secret(
    le_val, children, samira, client
):
    actions.enter_value(children, quarter(1, 2026), read(40), site=le_val, by=samira)
    actions.enter_value(children, quarter(2, 2026), read(3), site=le_val, by=samira)
    rules = {"unit": "familles", "threshold": 0, "definition": "Familles"}
    actions.redefine(children, actions.Change(1, rules, "autre", date(2026, 7, 1)), by=samira)
    children.refresh_from_db()
    actions.enter_value(children, quarter(3, 2026), read(20), site=le_val, by=samira)

    page = said(client.get(f"/sites/le-val/indicateurs/{children.code}/"))
    file = client.get("/sites/le-val/indicateurs/valeurs.json").json()["values"]
    points = figures.indicator(le_val, Indicator.objects.get(pk=children.pk)).points

    assert "40 enfants" in page
    assert "20 familles" in page
    assert "40 familles" not in page
    assert "moins de 5" in page
    assert not re.search(r"\b3 (enfants|familles)", page)
    assert [(p.value, p.unit) for p in points] == [(40, "enfants"), (None, "enfants"), (20, "")]
    own = [row for row in file if row["indicateur"] == children.code]
    assert [(row["valeur"], row["unité"]) for row in own] == [
        (40, "enfants"), (None, "enfants"), (20, "familles"),
    ]  # fmt: skip


def test_a_count_that_was_secret_once_is_never_published_later(le_val, children, samira, client):
    change = actions.Change(1, {"threshold": 0}, "autre", date(2026, 1, 1))
    actions.redefine(children, change, by=samira)
    children.refresh_from_db()
    actions.enter_value(children, quarter(3, 2026), read(3), site=le_val, by=samira)

    page = said(client.get(f"/sites/le-val/indicateurs/{children.code}/"))

    assert "moins de 5" in page
    assert "3 enfants" not in page
    assert (children.threshold, children.few) == (0, 5)


@pytest.fixture
def workers(le_val) -> Indicator:
    """A share of people that Le Val follows: less than five of them are not told of."""
    new = actions.NewIndicator(
        name="Jeunes suivis ayant un emploi", unit="%", source="Mission locale", value_type="ratio",
        threshold=5, numerator_label="jeunes en emploi", denominator_label="jeunes suivis",
    )  # fmt: skip
    return actions.choose_indicator(le_val, new, by=None)


def pair(part: int, whole: int) -> actions.Reading:
    return read(None, numerator=Decimal(part), denominator=Decimal(whole))


def everything_of(client, found) -> str:
    """What a stranger reads of a figure at Le Val: its page, and the files of the site."""
    base = "/sites/le-val/indicateurs"
    pages = [
        f"{base}/{found.code}/",
        f"{base}/valeurs.json",
        f"{base}/valeurs.csv",
        f"{base}/planche/",
    ]
    told = ""
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        told += re.sub(r"<[^>]+>", " ", answer.content.decode("utf-8-sig"))
    return told.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("part", "whole", "leak"),
    [
        (1, 3, r"33,3|33\.3|1 sur 3"),
        (3, 40, r"7,5|7\.5|3 sur 40"),
        (38, 40, r"\b95\b|38 sur 40"),
        (0, 3, r"0 sur 3|\b0 %"),
        (3, 3, r"\b100 %|3 sur 3"),
    ],
)
def test_a_share_of_few_people_is_told_nowhere(le_val, workers, samira, client, part, whole, leak):
    actions.enter_value(workers, quarter(3, 2026), pair(part, whole), site=le_val, by=samira)

    told = everything_of(client, workers)

    assert "trop peu de personnes : moins de 5" in told
    assert not re.search(leak, told)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 40, "0 %"), (40, 40, "100 %"), (12, 40, "30 %")]
)
def test_a_share_of_many_is_told_whether_none_or_all_of_them_are_meant(
    le_val, workers, samira, client, part, whole, shown
):
    actions.enter_value(workers, quarter(3, 2026), pair(part, whole), site=le_val, by=samira)

    told = everything_of(client, workers)

    assert shown in told
    assert f"{part} sur {whole}" in told


def test_who_enters_it_still_reads_it_in_the_file(le_val, workers, samira, browser_of):
    actions.enter_value(workers, quarter(3, 2026), pair(1, 3), site=le_val, by=samira)

    file = browser_of(samira).get("/sites/le-val/indicateurs/valeurs.json").json()["values"]

    assert (file[0]["numérateur"], file[0]["dénominateur"]) == (1, 3)


def test_no_percentage_is_told_out_of_few_answers(le_val, samira, client):
    found = make.common_indicator(
        "bar-01", "Quartier agréable", unit="%", value_type="ratio", multiplier=100, ceiling=100,
        numerator_label="réponses favorables", denominator_label="réponses exprimées", threshold=5,
        least_base=30, periodicity="quarter", source="Baromètre",
    )  # fmt: skip
    actions.enter_value(found, quarter(2, 2026), pair(20, 40), site=le_val, by=samira)
    actions.enter_value(found, quarter(3, 2026), pair(15, 29), site=le_val, by=samira)

    told = everything_of(client, found)

    assert "50 %" in told
    assert "pas de pourcentage sous 30 réponses" in told
    assert not re.search(r"51,7|51\.7|15 sur 29", told)


def test_a_site_says_of_a_share_that_it_counts_people(le_val, samira, browser_of):
    sent = {
        "name": "Jeunes en emploi", "unit": "%", "value_type": "ratio", "nature": "flow",
        "numerator_label": "jeunes en emploi", "denominator_label": "jeunes suivis",
        "direction": "higher", "periodicity": "quarter", "source": "Mission locale", "people": "on",
    }  # fmt: skip
    page = "/sites/le-val/indicateurs/nouveau/"

    browser_of(samira).post(page, sent)
    refused = browser_of(samira).post(
        page, sent | {"name": "Subventions", "unit": "€", "value_type": "amount"}
    )

    assert Indicator.objects.get(name="Jeunes en emploi").threshold == 5
    assert "comptage ou d’un rapport" in said(refused) or "compte des personnes" in said(refused)
    assert not Indicator.objects.filter(name="Subventions").exists()
