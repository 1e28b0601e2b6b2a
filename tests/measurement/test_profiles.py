"""Many pictures on a page, and a neighbourhood in public figures."""

import re
from gzip import compress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.models import Indicator, Measurement
from sites.models import Neighbourhood
from tests import make
from tests.measurement.conftest import counted_there, quarter, read

SHEET = "/sites/le-val/indicateurs/planche/"
FIRST = 14_600


def said(response):
    text = re.sub("<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


def publish(found, place, value, *, file="qpv.csv", state=None, note=""):
    Measurement.objects.create(
        indicator=found, neighbourhood=place, value=value, provenance="Insee", source_file=file,
        state=state or ("observed" if value is not None else "missing"), note=note,
    )  # fmt: skip


@pytest.fixture
def here(le_val) -> Neighbourhood:
    return le_val.neighbourhoods_on()[0]


@pytest.fixture
def department(le_val, here) -> list[Neighbourhood]:
    """Nine more neighbourhoods around."""
    return [make.neighbourhood(f"QN0596{n}N", f"Quartier {n}", of=None) for n in range(1, 10)]


def test_a_profile_says_each_figure_with_its_question_its_source_and_its_place(
    client, le_val, here, department, poverty
):
    Indicator.objects.filter(pk=poverty.pk).update(
        question="Combien vivent sous le seuil ?", caution="Arrondi au point."
    )
    publish(poverty, here, 46)
    for n, place in enumerate(department):
        publish(poverty, place, 30 + n)

    page = client.get(f"/profils/{here.code}/")
    told = said(page)

    assert "Combien vivent sous le seuil ?" in told
    assert "46 %" in told
    assert "Arrondi au point." in told
    assert "Source : Insee" in told
    assert "Plus haut que dans les trois quarts des 10 quartiers du département" in told
    assert "La moitié d’entre eux se situent entre 32 % et 37 %" in told
    assert "Le Val" in told
    assert "rang" not in told.replace("range", "")
    assert page.content.decode().count('class="curve on-strip"') == 1
    assert len(compress(page.content)) < FIRST


def test_what_is_not_there_is_said_in_words(client, le_val, here, department, poverty, population):
    publish(poverty, here, None, state="not_produced", note="Filosofi 2022 n’existe pas.")
    publish(population, here, None, state="suppressed")
    other = make.common_indicator(
        "emp-01", "Taux d’emploi", unit="%", value_type="rate", direction="higher",
        periodicity="irregular", level="neighbourhood", source="Insee",
    )  # fmt: skip
    make.common_indicator(
        "edu-01", "Taux de scolarisation", unit="%", value_type="rate", direction="higher",
        periodicity="irregular", level="neighbourhood", source="Insee",
    )  # fmt: skip
    for place in department:
        publish(other, place, 50)

    told = said(client.get(f"/profils/{here.code}/"))

    assert "Non produit par la source. Filosofi 2022 n’existe pas." in told
    assert "Secret statistique : trop peu de personnes pour publier." in told
    assert "La source ne donne aucune valeur pour ce quartier." in told
    assert "Pas encore publié par quartier (1) Taux de scolarisation" in told
    assert told.index("Population") < told.index("Taux de pauvreté") < told.index("Taux d’emploi")


def test_a_count_of_too_few_people_stays_hidden(client, le_val, here):
    population = counted_there("pop-01", threshold=11)
    publish(population, here, 7)

    told = said(client.get(f"/profils/{here.code}/"))

    assert "Trop peu de personnes pour publier la valeur." in told
    assert "7 habitants" not in told


def test_other_publications_are_not_mixed_in(client, le_val, here, department, poverty):
    publish(poverty, here, 46)
    for n, place in enumerate(department):
        publish(poverty, place, 30 + n, file="ancien.csv")

    told = said(client.get(f"/profils/{here.code}/"))

    assert "Aucune comparaison : trop peu de lieux" in told
    assert "Non comparable : ces publications ne donnent que les quartiers" in told


def test_a_neighbourhood_without_any_figure_has_a_page_that_says_so(client, le_val, here):
    assert "Aucun chiffre public pour ce quartier" in said(client.get(f"/profils/{here.code}/"))


def test_a_code_in_small_letters_leads_to_the_one_address_and_no_code_to_nothing(client, here):
    answer = client.get(f"/profils/{here.code.lower()}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/profils/{here.code}/")
    assert client.get("/profils/QN00000M/").status_code == 404
    assert client.get("/profils/rien/").status_code == 404


def test_a_profile_names_no_site_that_is_not_public(client, browser_of, le_val, here, poverty):
    type(le_val).objects.filter(pk=le_val.pk).update(public_since=None)

    assert "/sites/le-val/" not in client.get(f"/profils/{here.code}/").content.decode()


def test_a_profile_is_found_by_name_by_code_and_by_town(client, le_val, here):
    for typed in (here.name, here.code[:6], here.communes.get().name):
        assert f"/profils/{here.code}/" in client.get("/profils/", {"q": typed}).content.decode()
    assert "Aucun quartier de ce nom" in said(client.get("/profils/", {"q": "Nulle part du tout"}))
    assert "Aucun quartier" not in said(client.get("/profils/"))
    assert f"/profils/{here.code}/" in client.get(f"/quartiers/{here.code}/").content.decode()


def test_a_profile_asks_as_often_whatever_is_published(client, le_val, here, department):
    counts = []
    for many in (1, 3, 30):
        while Indicator.objects.count() < many:
            n = Indicator.objects.count()
            found = make.common_indicator(
                f"dro-{n:02}", f"Droit {n}", unit="foyers", value_type="count",
                direction="context", periodicity="irregular", level="neighbourhood", source="Cnaf",
            )  # fmt: skip
            for place in (here, *department):
                publish(found, place, 10 + n)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/profils/{here.code}/")
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2] <= 12


def test_the_sheet_has_every_figure_by_theme_on_one_axis(
    client, le_val, here, children, poverty, samira
):
    publish(poverty, here, 46)
    actions.choose_indicator(
        le_val, actions.NewIndicator(name="Concerts", unit="concerts", source="Centre"), by=samira
    )
    for n, value in enumerate((32, 34, 36)):
        actions.enter_value(children, quarter(n + 1, 2024), read(value), site=le_val, by=samira)
    visits = actions.choose_indicator(
        le_val, actions.NewIndicator(name="Visites", unit="visites", source="Centre"), by=samira
    )
    for n, value in enumerate((5, 6, 9)):
        actions.enter_value(visits, quarter(n + 1, 2026), read(value), site=le_val, by=samira)

    page = client.get(SHEET)
    html, told = page.content.decode(), said(page)

    assert told.index("Ce que suit le site") < told.index("Revenus")
    assert "En hausse : de 32 enfants" in told
    assert "Pas encore de mesure." in told
    drawn = html.split('class="curve on-card"')[1:]
    firsts = [float(re.search(r'<circle[^>]* cx="([^"]+)"', svg).group(1)) for svg in drawn]
    assert firsts[0] < 20
    assert firsts[1] > 150, "the later series stands at the right of the same axis"
    assert len(compress(page.content)) < FIRST
    assert "/indicateurs/rev-01/" in html


def test_one_figure_over_neighbourhoods_by_name_on_one_scale(client, le_val, here, poverty):
    other = make.neighbourhood("QN05996N", "Aux Saules", of=le_val)
    publish(poverty, here, 20)
    publish(poverty, other, 50)

    html = client.get("/sites/le-val/indicateurs/rev-01/quartiers/").content.decode()

    assert html.index(">Aux Saules<") < html.index(f">{here.name}<"), "by name, never by value"
    scales = re.findall(r'text-anchor="end"[^>]*>([^<]*)</text>', html)
    assert len(set(scales)) == 1
    assert len(scales) == 2
    assert f"/profils/{here.code}/" in html


def test_only_figures_of_neighbourhoods_have_that_page(client, le_val, la_crete, children):
    assert client.get("/sites/le-val/indicateurs/enfants-accompagnes/quartiers/").status_code == 404
    assert client.get("/sites/la-crete/indicateurs/enfants-accompagnes/quartiers/").status_code == 404  # fmt: skip


def test_the_sheet_asks_as_often_whatever_the_number(client, le_val, samira):
    counts = []
    for many in (1, 3, 30):
        while Indicator.objects.count() < many:
            new = actions.NewIndicator(name=f"Repère {Indicator.objects.count()}", unit="u", source="s")  # fmt: skip
            found = actions.choose_indicator(le_val, new, by=samira)
            actions.enter_value(found, quarter(1, 2026), read(5), site=le_val, by=samira)
        with CaptureQueriesContext(connection) as asked:
            client.get(SHEET)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2] <= 9


def test_a_figure_stands_in_its_theme_whatever_its_code(client, here, department, poverty):
    """Codes say nothing: a code of one's own choice, and the theme that the catalogue names."""
    found = make.common_indicator(
        "xyz-01", "Logements trop petits", theme="housing", unit="%", value_type="rate",
        direction="lower", periodicity="irregular", level="neighbourhood", source="Insee",
    )  # fmt: skip
    publish(found, here, 12)
    publish(poverty, here, 46)

    html = client.get(f"/profils/{here.code}/").content.decode()

    section = html.split('id="theme-housing"')[1].split("</section>")[0]
    assert "Logement" in section
    assert "Logements trop petits" in section
    assert "Taux de pauvreté" in html.split('id="theme-income"')[1].split("</section>")[0]


def test_the_profile_is_a_file_too(client, here, department, poverty, population):
    publish(poverty, here, 46)
    publish(population, here, None, state="suppressed")
    address = f"/profils/{here.code}/chiffres.csv"
    assert address.removesuffix("csv") in client.get(f"/profils/{here.code}/").content.decode()

    rows = client.get(address).content.decode("utf-8-sig").splitlines()

    assert any("rev-01" in row and ";46;%;" in row.replace('"', "") for row in rows)
    assert any("pop-01" in row and "secret statistique" in row.lower() for row in rows)
    assert client.get("/profils/QN09999X/chiffres.csv").status_code == 404
