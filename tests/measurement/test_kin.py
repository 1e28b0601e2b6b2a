"""A part that is greater than its whole is asked about while it is entered, and never forbidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.figures import entry_sheet
from measurement.models import Measurement
from tests.measurement.conftest import quarter, read
from tests.measurement.families import own, words_of

SHEET = "/sites/le-val/indicateurs/saisie/"
THIRD = "2026-07-01/2026-09-30"
MORE = "C’est plus que « Participants »"
LESS = "C’est moins que « Femmes »"


def sheet(**values):
    typed = {f"period-{code}": THIRD for code in values}
    return typed | {f"value-{code}": value for code, value in values.items()}


def stands(found, value, by):
    actions.enter_value(found, quarter(3, 2026), read(value), site=found.site, by=by)


def count():
    return Measurement.objects.current().filter(starts_on="2026-07-01").count()


def test_on_one_sheet_the_part_is_asked_about_once_and_then_taken(
    browser_of, samira, everybody, women
):
    typed = sheet(participants="30", femmes="40")

    asked = browser_of(samira).post(SHEET, typed)

    assert words_of(asked).count(f"{MORE} (30 personnes), dont ce chiffre est une partie.") >= 1
    assert LESS not in words_of(asked)

    again = sheet(femmes="40") | {"seen-femmes": "40"}
    browser_of(samira).post(SHEET, again)
    assert Measurement.objects.current().get(indicator=women).value == 40


def test_a_part_that_fits_is_taken_at_once(browser_of, samira, everybody, women, men):
    asked = browser_of(samira).post(SHEET, sheet(participants="40", femmes="40", hommes="12"))

    assert MORE not in words_of(asked)
    assert count() == 3


def test_what_stands_already_counts_from_either_side(browser_of, samira, everybody, women):
    stands(women, 40, samira)
    whole = browser_of(samira).post(SHEET, sheet(participants="30"))
    assert f"{LESS} (40 personnes), qui en est une partie." in words_of(whole)
    assert count() == 1

    stands(everybody, 45, samira)
    facts = {"period": "2026-07-01", "state": "observed", "provenance": "Registre", "value": "50"}
    row = Measurement.objects.current().get(indicator=women)
    one = browser_of(samira).post(
        f"/sites/le-val/indicateurs/femmes/valeurs/{row.pk}/corriger/",
        facts | {"reason": "Recomptées", "code": "typo"},
    )
    assert f"{MORE} (45 personnes)" in words_of(one)
    assert Measurement.objects.current().get(indicator=women).value == 40


def test_another_period_or_site_says_nothing(browser_of, samira, la_crete, everybody, women):
    actions.enter_value(everybody, quarter(2, 2026), read(10), site=everybody.site, by=samira)
    stands(own(la_crete, "Participants"), 5, None)

    asked = browser_of(samira).post(SHEET, sheet(femmes="40"))

    assert MORE not in words_of(asked)
    assert count() == 2


@pytest.mark.parametrize("parts", [1, 3, 30])
def test_families_cost_two_queries_more_whatever_their_number(le_val, everybody, parts):
    for number in range(parts):
        own(le_val, f"Groupe {number}", "participants")

    with CaptureQueriesContext(connection) as asked:
        lines = entry_sheet(le_val)

    assert len(lines) == parts + 1
    assert len(asked) == 5
