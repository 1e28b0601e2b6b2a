"""A share that a source publishes: with its two numbers it is one share of all, alone it only spreads."""

from datetime import date
from decimal import Decimal

import pytest

from measurement import figures
from measurement.imports import QPV_FILE, import_catalogue, import_values
from measurement.models import Indicator, Measurement, State
from measurement.periods import Period
from measurement.together.asking import Asked, Moment
from measurement.together.pages import page
from tests import make
from tests.measurement.importing import counts, seen, taken, told
from tests.measurement.test_together import LIST, SUMMER, four, line, text  # noqa: F401 - a fixture

PAIRS = "Lieu;Indicateur;Période;Numérateur;Dénominateur;Valeur\n"
RATES = "Lieu;Indicateur;Période;Valeur\n"
PLACES = ("QN05971N", "QN05972N", "QN05973N", "QN05974N")
OF_2025 = Moment(Period(date(2025, 1, 1), date(2025, 12, 31)))


@pytest.fixture
def long_term(db) -> Indicator:
    """Who has been looking for work for a year or more, as France Travail publishes it."""
    return make.common_indicator(
        "emp-05", "Part de longue durée", unit="%", value_type="ratio", multiplier=100, ceiling=100,
        numerator_label="Inscrits depuis un an", denominator_label="Inscrits", direction="lower",
        periodicity="year", level="neighbourhood", source="France Travail", decimals=1,
    )  # fmt: skip


def pairs(*of):
    return PAIRS + "".join(
        f"{place};emp-05;2025;{top};{bottom};\n"
        for place, (top, bottom) in zip(PLACES, of, strict=False)
    )


def rates(*of):
    return RATES + "".join(
        f"{place};emp-05;2025;{rate}\n" for place, rate in zip(PLACES, of, strict=False)
    )


def test_maud_brings_both_numbers_and_the_nation_has_one_share(four, long_term, maud, browser_of):  # noqa: F811
    taken(None, maud, pairs((10, 100), (30, 100), (5, 10), (0, 90)))
    found = page(long_term, OF_2025, Asked(SUMMER))

    # 45 of 300; the mean of the four rates would be 22,5.
    assert found.line.shown == "15\N{NO-BREAK SPACE}%"
    assert found.line.covered == "4\xa0sites sur 4, 4\xa0quartiers sur 4"
    assert [p.numerator for p in found.places] == [30, 5, 0, 10]
    assert figures.indicator(four[0], long_term).latest.value == 10
    assert "<strong>15 %</strong>" in text(browser_of(maud).get(f"{LIST}emp-05/"))


def test_a_rate_alone_spreads_and_the_page_tells_one_story(four, long_term, maud, browser_of):  # noqa: F811
    taken(None, maud, rates(10, 20, 30, 30))
    found = page(long_term, OF_2025, Asked(SUMMER))

    assert (found.line.shown, found.line.refusal) == ("", "")
    assert found.line.spread.startswith("4\xa0valeurs, de 10")
    assert found.line.covered == "4\xa0sites sur 4, 4\xa0quartiers sur 4"
    assert [(key, count) for key, _words, count in found.counts] == [("told", 4), ("unreported", 0)]
    assert sorted(found.spread.values) == [10, 20, 30, 30]
    assert "publie le taux seul" in found.caveats[0]
    assert line("emp-05", Asked(SUMMER)) == found.line
    shown = text(browser_of(maud).get(f"{LIST}emp-05/"))
    assert "Pas encore de mesure" not in shown and "seul le détail" not in shown


def test_rates_alone_are_named_beside_the_share_of_the_others(four, long_term, maud):  # noqa: F811
    taken(None, maud, pairs((10, 100), (30, 100), (5, 10)))
    taken(None, maud, f"{RATES}{PLACES[3]};emp-05;2025;12\n")
    found = page(long_term, OF_2025, Asked(SUMMER))

    assert found.line.shown == "21,4\N{NO-BREAK SPACE}%"
    assert found.line.covered == "3\xa0sites sur 4, 3\xa0quartiers sur 4"
    assert {key: count for key, _words, count in found.counts if count} == {
        "told": 3,
        "rate_alone": 1,
    }
    assert any("sans ses deux nombres" in said for said in found.caveats)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("QN05971N;emp-05;2025;10;;", "deux nombres"),
        ("QN05971N;emp-05;2025;110;100;", "partie"),
        ("QN05971N;emp-05;2025;10;100;20", "ne découle pas"),
        ("QN05971N;emp-05;2025;;;120", "100"),
    ],
)
def test_what_makes_no_share_is_refused_by_its_line(four, long_term, maud, row, said):  # noqa: F811
    found = seen(None, maud, f"{PAIRS}{row}\n")

    assert counts(found)[:2] == (0, 1)
    assert said in told(found)[2]


def test_a_site_still_types_both_numbers_of_its_own_ratio(le_val, maud):
    make.common_indicator(
        "par-05", "Part", unit="%", value_type="ratio", multiplier=100, numerator_label="Fait",
        denominator_label="À faire", source="Registre",
    )  # fmt: skip
    found = seen(None, maud, f"{RATES}le-val;par-05;2026-T3;12\n")

    assert "deux nombres" in told(found)[2]


def yearly(found, place, year, value, pair=True):
    top = {"numerator": value, "denominator": 100, "per": 100} if pair else {}
    Measurement.objects.create(
        indicator=found, neighbourhood=place, value=value, provenance="France Travail",
        starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), **top,
    )  # fmt: skip


def test_a_series_is_cut_where_the_source_begins_to_tell_both_numbers(client, le_val, long_term):
    place = le_val.neighbourhoods_on()[0]
    yearly(long_term, place, 2022, 5, pair=False)
    yearly(long_term, place, 2023, 20)
    assert figures.indicator(le_val, long_term).sentence.startswith("Non comparable")
    yearly(long_term, place, 2024, 40)
    figure = figures.indicator(le_val, long_term)
    page_words = text(client.get("/sites/le-val/indicateurs/emp-05/"))

    assert [(p.value, p.kind, p.cut) for p in figure.points] == [
        (5, "real", ""), (20, "break", "components"), (40, "real", ""),
    ]  # fmt: skip
    said = figure.sentence.replace("\xa0", " ")
    assert said.startswith("En hausse : de 20 % (2023) à 40 % (2024). Lecture depuis 2023")
    assert "Une seule mesure" not in page_words
    assert "taux seul" in page_words


def test_two_years_of_both_numbers_are_compared(le_val, long_term):
    place = le_val.neighbourhoods_on()[0]
    yearly(long_term, place, 2023, 20)
    yearly(long_term, place, 2024, 40)

    assert figures.indicator(le_val, long_term).sentence.startswith("En hausse")


CATALOGUE = (
    "code,fichier,colonne,millesime_fichier,code_source,nom,question,definition,unite,type,sens,periodicite,niveau,"
    "source,numerateur,denominateur,multiplicateur,ordre,utilite\n"
    "emp-05,qpv_indicateurs.csv,longue|inscrits,2024,,Longue durée,Combien ?,Part,%,ratio,lower,year,neighbourhood,"
    "France Travail,Depuis un an,Inscrits,100,1,Décider\n"
)


def test_the_bulk_file_with_both_columns_gives_both_numbers(tmp_path, le_val):
    (tmp_path / "indicateurs_communs.csv").write_text(CATALOGUE)
    (tmp_path / "qpv_indicateurs.csv").write_text("code,longue,inscrits\nQN05998N,30,120\n")
    assert not import_catalogue(tmp_path).failed

    assert import_values(QPV_FILE, tmp_path).added == 1
    row = Measurement.objects.get()
    assert (row.value, row.numerator, row.denominator, row.per) == (25, 30, 120, 100)
    assert import_values(QPV_FILE, tmp_path).unchanged == 1

    (tmp_path / "qpv_indicateurs.csv").write_text("code,longue,inscrits\nQN05998N,0,0\n")
    assert import_values(QPV_FILE, tmp_path).changed == 1
    assert Measurement.objects.current().get().state == State.NOT_APPLICABLE
    (tmp_path / "qpv_indicateurs.csv").write_text("code,longue,inscrits\nQN05998N,130,120\n")
    assert [number for number, _why in import_values(QPV_FILE, tmp_path).refused] == [2]
    assert Decimal(0) == Measurement.objects.current().get().numerator
