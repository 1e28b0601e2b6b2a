"""The pictures of figures: each series says the true sentence on its page, whatever it went through."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.figures import indicator_table
from measurement.figures.panels import site_panels
from measurement.models import Indicator, Measurement
from measurement.periods import of_length
from sites.models import CityContract
from tests import make
from tests.measurement.conftest import quarter, read

PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def year(number):
    return of_length(date(number, 1, 1), 12)


def yearly(le_val, values, *, states=None, versions=None, **more):
    """A series of years at Le Val as a source gives it."""
    fields = {
        "value_type": "count", "direction": "higher", "unit": "enfants", "threshold": 0,
    } | more  # fmt: skip
    found = Indicator.objects.create(
        site=le_val, code="enfants-accompagnes", name="Enfants accompagnés", source="Caf",
        periodicity="year", level="site", **fields,
    )  # fmt: skip
    actions.first_version(found)
    if versions:
        make.redefined(found)
    for n, value in enumerate(values):
        state = (states or {}).get(n, "observed" if value is not None else "missing")
        Measurement.objects.create(
            indicator=found, site=le_val, value=value, state=state, provenance="Caf",
            version=(versions or {}).get(n, 1),
            starts_on=year(2020 + n).starts_on, ends_on=year(2020 + n).ends_on,
        )  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("values", "more", "said"),
    [
        ((), {}, "Pas encore de mesure."),
        ((40,), {}, "Une seule mesure"),
        ((40, 44, 52), {}, "En hausse : de 40 enfants (2020) à 52 enfants (2022). C’est le sens espéré"),
        ((40, 44, 52), {"direction": "lower"}, "Ce n’est pas le sens espéré"),
        ((52, 44, 40), {"direction": "lower"}, "En baisse : de 52 enfants (2020) à 40 enfants (2022). C’est le sens espéré"),
        ((40, 44, 52), {"direction": "context"}, "ni bon ni mauvais en soi"),
        ((40, 44, 40), {}, "La même valeur au début et à la fin : 40 enfants"),
        ((45, 46, 46), {"value_type": "rate", "unit": "%"}, "Pas d’évolution mesurable : 45 % (2020) et 46 % (2022)"),
        (("45.5", "46", "46.5"), {"value_type": "rate", "unit": "%"}, "En hausse : de 45,5 % (2020) à 46,5 % (2022)"),
        ((40, 44, 90), {"versions": {2: 2}}, "Non comparable : la définition a changé (2022)"),
        ((40, 44, 90), {"versions": {2: 2}, "direction": "context"}, "Non comparable : la définition a changé (2022)"),
        ((40, 44, None, 90), {"states": {2: "not_produced"}}, "Non comparable : la source n’a pas produit 2022"),
        ((40, None, 44, 52), {}, "Pas de mesure, 2021."),
        ((40, 44, None, 52), {"states": {2: "suppressed"}}, "Pas de mesure, 2022 : secret statistique."),
        ((40, 44, 52), {"states": {2: "provisional"}}, "La dernière valeur est provisoire"),
        ((40, 44, 52), {"states": {2: "estimated"}}, "La dernière valeur est une estimation"),
        ((3, 2, 4), {"threshold": 5}, "Trop peu de personnes pour publier la valeur"),
        ((40, 2, 44, 52), {"threshold": 5}, "Certaines valeurs comptent trop peu de personnes"),
        ((0, 0, 12), {}, "En hausse : de 0 enfant (2020) à 12 enfants (2022)"),
    ],
)  # fmt: skip
def test_each_series_says_the_true_sentence_on_its_page(client, le_val, values, more, said):
    yearly(le_val, [None if v is None else Decimal(v) for v in values], **more)

    page = text(client.get(PAGE))

    assert said in page
    if "Non comparable" in said or "Pas d’évolution" in said:
        assert "En hausse" not in page
        assert "En baisse" not in page


def test_the_curve_has_a_title_a_description_and_its_table(client, le_val):
    yearly(le_val, [40, 44, None, 90, 95], states={2: "not_produced"}, versions={3: 2, 4: 2})

    html = client.get(PAGE).content.decode()

    for sheet in ("wide", "phone"):
        svg = html.split(f'class="curve on-{sheet}"')[1].split("</svg>")[0]
        assert 'role="img"' in svg
        assert "<title" in svg
        assert "2022, non produit" in svg.split("<desc")[1].split("</desc>")[0].replace("\xa0", " ")
        assert svg.count('class="break"') == 1
        assert svg.count("data-say=") == 5
    table = html.split('class="behind"')[1].split("</table>")[0]
    assert table.count("<tr>") == 6
    assert "Non produit" in table
    assert "La définition a changé : non comparable avec ce qui précède" in text_of(table)
    assert " style=" not in html


def text_of(html):
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\xa0", " ").split())


@pytest.fixture
def contracts(le_val):
    """The city contracts of the department of Le Val, with Le Val's among them."""
    department = le_val.department
    made = []
    for n in range(6):
        contract = CityContract.objects.create(
            code=f"CV{n + 700}", name=f"Contrat {n}", perimeter_code="200000172",
            perimeter_kind="epci", perimeter_exists=True,
        )  # fmt: skip
        contract.departments.add(department)
        made.append(contract)
    le_val.city_contract = made[0]
    le_val.save()
    return made


def posts(contracts, *, file="aides.csv", other="", **more):
    found = make.common_indicator(
        "moy-01", "Postes d’adultes-relais", unit="postes", value_type="count", direction="context",
        periodicity="year", level="contract", source="ANCT",
    )  # fmt: skip
    for n, contract in enumerate(contracts):
        for at in (2020, 2021, 2022):
            Measurement.objects.create(
                indicator=found, contract=contract, value=n + at - 2019, provenance="ANCT",
                source_file=file if n == 0 or not other else other,
                starts_on=year(at).starts_on, ends_on=year(at).ends_on, **more,
            )  # fmt: skip
    return found


def test_the_middle_of_the_same_publication_stands_beside_a_series(client, contracts):
    posts(contracts)

    html = client.get("/sites/le-val/indicateurs/moy-01/").content.decode()
    said = text_of(html)

    assert "milieu de 6 contrats du département" in said
    assert "En 2022 : 3 postes ici, 5 postes au milieu de 6 contrats du département" in said
    assert "C’est 2 postes de moins ici." in said
    assert html.count('class="around"') >= 2
    assert "Milieu de 6 contrats" in text_of(html.split('class="behind"')[1])


def test_a_gap_that_rounding_may_have_made_is_none(client, contracts):
    posts(contracts, precision=4)

    said = text_of(client.get("/sites/le-val/indicateurs/moy-01/").content.decode())

    assert "3 postes ici, 5 postes au milieu" in said
    assert "L’écart est trop petit pour signifier quelque chose." in said
    assert "de moins ici" not in said


def test_only_contracts_that_have_a_value_are_counted_around(client, contracts):
    """Of six contracts one gave nothing in 2020 and 2022."""
    found = posts(contracts[:5])
    Measurement.objects.create(
        indicator=found, contract=contracts[5], value=9, provenance="ANCT", source_file="aides.csv",
        starts_on=year(2021).starts_on, ends_on=year(2021).ends_on,
    )  # fmt: skip

    said = text_of(client.get("/sites/le-val/indicateurs/moy-01/").content.decode())

    assert "milieu de 5 à 6 contrats du département" in said
    assert "En 2022 : 3 postes ici, 5 postes au milieu de 5 contrats du département" in said


def test_nothing_of_another_publication_stands_beside_it(client, contracts):
    posts(contracts, other="aides-2.csv")

    html = client.get("/sites/le-val/indicateurs/moy-01/").content.decode()

    assert "Aucune comparaison : trop peu de lieux ont une valeur" in text_of(html)
    assert 'class="around"' not in html


def test_a_figure_of_the_site_alone_says_that_nobody_counts_it_elsewhere(client, le_val, children):
    actions.enter_value(children, quarter(1, 2026), read(32), site=le_val, by=None)

    assert "Aucune comparaison : personne d’autre ne compte la même chose" in text(client.get(PAGE))


def test_the_page_asks_as_often_whatever_stands_beside(client, contracts):
    posts(contracts)
    counts = []
    for more in (1, 3, 30):
        while CityContract.objects.count() < 6 + more:
            n = CityContract.objects.count()
            extra = CityContract.objects.create(
                code=f"CV{n + 700}", name=f"Contrat {n}", perimeter_code="200000172",
                perimeter_kind="epci", perimeter_exists=True,
            )  # fmt: skip
            extra.departments.add(contracts[0].departments.get())
        with CaptureQueriesContext(connection) as asked:
            client.get("/sites/le-val/indicateurs/moy-01/")
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


def test_on_the_sheet_the_curves_of_a_theme_share_their_years_and_no_others(
    le_val, ines, contracts
):
    """Four quarters of the site are not squeezed because the State has published since 2020."""
    posts(contracts)
    for name in ("Enfants", "Voisins"):
        found = actions.choose_indicator(
            le_val, actions.NewIndicator(name=name, unit="x", source="Nous"), by=ines
        )
        for number in (1, 2, 3) if name == "Enfants" else (2, 3):
            actions.enter_value(found, quarter(number, 2026), read(9), site=le_val, by=ines)
        actions.enter_value(found, quarter(4, 2025), read(9), site=le_val, by=ines)

    spans = {
        panel.code: panel.chart.span
        for _key, _name, panels in site_panels(indicator_table(le_val))
        for panel in panels
        if panel.chart
    }

    assert spans["enfants"] == spans["voisins"] == (2025.75, 2026.5)
    assert spans["moy-01"] == (2020.0, 2022.0)
