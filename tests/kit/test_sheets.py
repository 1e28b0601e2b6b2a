"""Files for spreadsheets."""

from decimal import Decimal

import pytest

from kit.sheets import cell, sheet


@pytest.mark.parametrize("typed", ["=1+1", "+33 1", "-3", "@x", "\tx", "\rx", "\nx"])
def test_words_that_a_spreadsheet_would_calculate_stay_words(typed):
    assert cell(typed) == f"'{typed}"


def test_numbers_stay_numbers_in_the_french_way():
    assert sheet(["n", "mot"], [(-3, "a;b"), (Decimal("1234.50"), "é"), (None, "")]) == (
        '\ufeffn;mot\r\n-3;"a;b"\r\n1234,50;é\r\n;\r\n'
    )
