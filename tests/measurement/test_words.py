"""Values as people say them."""

import re
from decimal import Decimal

import pytest
from django.conf import settings

from measurement import actions
from measurement.words import quantity
from tests.measurement.conftest import quarter

NARROW, NO_BREAK = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("2616464.7", "€", f"2{NARROW}616{NARROW}464,70{NO_BREAK}€"),
        ("275217", "€", f"275{NARROW}217{NO_BREAK}€"),
        ("12.5", "%", f"12,5{NO_BREAK}%"),
        ("1.4", "postes", f"1,4{NO_BREAK}poste"),
        ("2", "postes", f"2{NO_BREAK}postes"),
    ],
)
def test_a_value_is_said_with_its_unit_and_cents_by_two(value, unit, said):
    assert quantity(Decimal(value), unit) == said


def test_a_number_never_stands_alone_at_the_end_of_a_line():
    """« 8 » and « valeurs » hold together in every sentence that counts."""
    path = settings.BASE_DIR / "locale" / "measurement" / "fr" / "LC_MESSAGES" / "django.po"
    said = re.findall(r'^msgstr(?:\[\d\])? "(.*)"', path.read_text(), re.MULTILINE)

    assert said
    assert [one for one in said if re.search(r"%\((count|done|shown)\)s \w", one)] == []


def test_nothing_is_a_dash():
    assert quantity(None, "€") == "\N{EM DASH}"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("33.3333", "%", "33,3\xa0%"),
        ("0.05", "%", "0\xa0%"),
        ("66.6667", "%", "66,7\xa0%"),
        ("45", "%", "45\xa0%"),
        ("100", "%", "100\xa0%"),
        ("1.4286", "jeunes pour 1 aîné", "1,4\xa0jeune pour 1 aîné"),
    ],
)
def test_a_share_and_a_quotient_are_said_with_one_decimal_at_most(value, unit, said):
    assert quantity(Decimal(value), unit) == said


def test_a_share_of_two_counts_is_said_so_on_every_page(client, le_val, samira):
    third = actions.choose_indicator(
        le_val,
        actions.NewIndicator(
            name="Réunions tenues",
            unit="%",
            source="Nous",
            value_type="ratio",
            numerator_label="tenues",
            denominator_label="prévues",
        ),
        by=None,
    )
    reading = actions.Reading(None, "Feuilles", numerator=Decimal(1), denominator=Decimal(3))
    actions.enter_value(third, quarter(3, 2026), reading, site=le_val, by=samira)
    base = "/sites/le-val/"
    for path in ("", "indicateurs/", f"indicateurs/{third.code}/", "indicateurs/reperes/"):
        page = client.get(base + path).content.decode()
        assert "33,33" not in page, path
        assert "33,3" in page, path
