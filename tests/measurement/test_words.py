"""Values as people say them."""

from decimal import Decimal

import pytest

from measurement.words import quantity

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


def test_nothing_is_a_dash():
    assert quantity(None, "€") == "\N{EM DASH}"
