"""Numbers inside sentences: words agree with them, and each language sets them in its own way."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from drawing.chart import Chart, Point, told, with_sign
from drawing.curve import curve
from journal.events import sentence
from kit.templatetags.kit import euros, signed
from measurement.engine.coverage import Coverage
from measurement.engine.reasons import Beware, Caveat
from measurement.models import Indicator
from measurement.together.lines import covered
from measurement.together.wording import beware
from measurement.words import quantity
from reports import numbers

NARROW, NO_BREAK, MINUS = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


def of_sites(done, level="site", places=0):
    coverage = Coverage(sites_complete=done, sites_expected=8, observed=places, places_expected=14)
    return covered(Indicator(level=level), coverage).replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("done", "french", "english"),
    [
        (0, "0 site sur 8", "0 sites out of 8"),
        (1, "1 site sur 8", "1 site out of 8"),
        (2, "2 sites sur 8", "2 sites out of 8"),
    ],
)
def test_sites_agree_with_those_that_have_a_value(done, french, english):
    assert of_sites(done) == french
    with override("en"):
        assert of_sites(done) == english


@pytest.mark.parametrize(
    ("level", "count", "french", "english"),
    [
        ("neighbourhood", 0, "0 quartier sur 14", "0 neighbourhoods out of 14"),
        ("neighbourhood", 1, "1 quartier sur 14", "1 neighbourhood out of 14"),
        ("neighbourhood", 2, "2 quartiers sur 14", "2 neighbourhoods out of 14"),
        ("contract", 0, "0 contrat de ville sur 14", "0 city contracts out of 14"),
        ("contract", 1, "1 contrat de ville sur 14", "1 city contract out of 14"),
        ("contract", 2, "2 contrats de ville sur 14", "2 city contracts out of 14"),
    ],
)
def test_places_agree_with_those_that_have_a_value(level, count, french, english):
    assert of_sites(1, level, count) == f"1 site sur 8, {french}"
    with override("en"):
        assert of_sites(1, level, count) == f"1 site out of 8, {english}"


@pytest.mark.parametrize(
    ("complete", "french", "english"),
    [
        (0, "0 site complet sur 8", "0 sites out of 8 are complete"),
        (1, "1 site complet sur 8", "1 site out of 8 is complete"),
        (2, "2 sites complets sur 8", "2 sites out of 8 are complete"),
    ],
)
def test_what_is_partial_says_of_how_many_sites(complete, french, english):
    said = Beware(Caveat.PARTIAL, {"complete": complete, "expected": 8})

    assert french in beware(said).replace(NO_BREAK, " ")
    with override("en"):
        assert english in beware(said)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [("0", "0 poste", "0 postes"), ("1", "1 poste", "1 poste"), ("1.5", "1,5 poste", "1.5 postes"), ("2", "2 postes", "2 postes")],
)  # fmt: skip
def test_a_unit_agrees_as_the_language_of_the_page_does(value, french, english):
    assert quantity(Decimal(value), "postes").replace(NO_BREAK, " ") == french
    with override("en"):
        assert quantity(Decimal(value), "postes").replace(NO_BREAK, " ") == english


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_journal_counts_what_a_file_brought_without_a_wrong_plural(count):
    facts = {"name": "a.csv", "values": count, "reason": "mauvais fichier"}

    said = sentence("measurement.import_reverted", facts)

    assert f"(valeurs{NO_BREAK}: {count})" in said
    with override("en"):
        assert f"(values: {count})" in sentence("measurement.import_reverted", facts)


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("50", "%", f"50{NO_BREAK}%", "50%"),
        ("62.5", "%", f"62,5{NO_BREAK}%", "62.5%"),
        ("-3", "%", f"{MINUS}3{NO_BREAK}%", f"{MINUS}3%"),
        ("7164", "€", f"7{NARROW}164{NO_BREAK}€", "€7,164"),
        ("750.5", "€", f"750,50{NO_BREAK}€", "€750.50"),
        ("-7164", "€", f"{MINUS}7{NARROW}164{NO_BREAK}€", f"{MINUS}€7,164"),
        ("12480", "habitants", f"12{NARROW}480{NO_BREAK}habitants", f"12,480{NO_BREAK}habitants"),
    ],
)
def test_each_language_sets_a_number_and_its_sign_in_its_own_way(value, unit, french, english):
    value = Decimal(value)

    assert (quantity(value, unit), numbers.with_unit(value, unit, numbers_of(value, unit))) == (
        french,
        french,
    )
    with override("en"):
        assert quantity(value, unit) == english
        assert numbers.with_unit(value, unit, numbers_of(value, unit)) == english


def numbers_of(value, unit):
    """Cents by two, other numbers as they are."""
    return 2 if unit == "€" and value % 1 else -1


def test_what_is_absent_stays_a_dash_without_a_sign():
    for language in ("fr", "en"):
        with override(language):
            assert with_sign(None, "%") == euros(None) == "\N{EM DASH}"


def test_a_curve_speaks_the_language_of_its_page():
    points = tuple(Point(f"{year}", Decimal(value), at=year) for year, value in ((2023, 40), (2024, 45), (2025, 50)))  # fmt: skip
    chart = Chart("Part", points, unit="%")

    assert f"50{NO_BREAK}%" in told(chart)
    assert f"50{NO_BREAK}%" in str(curve(chart))
    with override("en"):
        assert "50%" in told(chart)
        assert "50%" in str(curve(chart))
        assert f"{NO_BREAK}%" not in str(curve(chart))


def test_the_large_figure_of_a_report_sets_its_sign_small_on_its_side():
    shown = Template("{% load report %}{{ u|sign_before }}{{ v|number }}<small>{{ u|unit_after }}</small>")  # fmt: skip

    def drawn(unit):
        return shown.render(Context({"u": unit, "v": Decimal(7164)}))

    assert drawn("€") == f"7{NARROW}164<small>{NO_BREAK}€</small>"
    assert drawn("enfants") == f"7{NARROW}164<small>{NO_BREAK}enfants</small>"
    with override("en"):
        assert drawn("€") == "€7,164<small></small>"
        assert drawn("%") == "7,164<small>%</small>"


def test_the_sign_of_money_stands_before_the_number_in_english():
    with override("en"):
        assert signed("7,164", "€") == "€7,164"
        facts = {"funder": "Caf", "amount": "7164", "purpose": "Atelier"}
        assert sentence("partnership.grant_asked", facts) == "asked Caf for €7,164 for “Atelier”"
