"""Numbers as they are typed in France."""

from decimal import Decimal

import pytest

from kit.numbers import NumberUnclear, parse_number

NARROW, NOBREAK, THIN = "\u202f", "\u00a0", "\u2009"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("64", "64"),
        ("0", "0"),
        (" 64 ", "64"),
        ("1 234,56", "1234.56"),
        (f"1{NARROW}234,56", "1234.56"),
        (f"1{NOBREAK}234{NOBREAK}567", "1234567"),
        (f"12{THIN}500", "12500"),
        ("1234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("45,5", "45.5"),
        ("45.5", "45.5"),
        ("0.500", "0.500"),
        ("1234.5", "1234.5"),
        ("1,234", "1.234"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("007", "7"),
        ("9999999999", "9999999999"),
    ],
)
def test_a_number_is_read_as_it_was_meant(typed, expected):
    assert parse_number(typed) == Decimal(expected)


@pytest.mark.parametrize("typed", ["45 %", "45%", f"45{NOBREAK}%", f"45{NARROW}%"])
def test_the_sign_of_the_unit_may_follow(typed):
    assert parse_number(typed, unit="%") == 45


def test_the_sign_of_another_unit_is_refused():
    with pytest.raises(NumberUnclear, match="enfants"):
        parse_number("45 %", unit="enfants")


@pytest.mark.parametrize("typed", ["1.234", "12.500", "999.000", "1.234 €"])
def test_a_point_before_three_figures_is_asked_about(typed):
    with pytest.raises(NumberUnclear, match="deux façons|two ways") as fault:
        parse_number(typed, unit="€")

    assert "," in str(fault.value)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", "abc", "12 34", "1 23", "1.23.456", "1,2,3", "1e5", "NaN", "Infinity", "0x10", "--3",
     "+3", "3-4", "١٢", "1 234.567,8 ", "1\n2", "environ 12", "nd", "s", "½", "12,", ",5", "9" * 41],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(NumberUnclear) as fault:
        parse_number(typed, unit="%")

    assert len(str(fault.value)) > 10


@pytest.mark.parametrize("typed", ["1,23456", "99999999999", "12345678901,2"])
def test_what_could_not_be_kept_exactly_is_refused(typed):
    with pytest.raises(NumberUnclear):
        parse_number(typed)
