"""A ratio's value follows from its two numbers; nobody types it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kit.states import Refusal
from measurement import actions, exact, figures, history
from measurement.models import Measurement
from tests.measurement.conftest import quarter


@pytest.fixture
def housed(le_val, samira):
    """Of the families that asked, the share that was housed again."""
    return actions.choose_indicator(
        le_val,
        actions.NewIndicator(
            name="Familles relogées",
            unit="%",
            source="Bailleur",
            value_type="ratio",
            numerator_label="Familles relogées",
            denominator_label="Familles à reloger",
        ),
        by=samira,
    )


def ratio(top, bottom, **more) -> actions.Reading:
    numbers = {
        name: None if typed is None else Decimal(typed)
        for name, typed in (("numerator", top), ("denominator", bottom))
    }
    return actions.Reading(**{"value": None, "provenance": "Feuilles", **numbers, **more})


THIRD = quarter(3, 2026)


def enter(found, reading, *, by, when=THIRD):
    return actions.enter_value(found, when, reading, site=found.site, by=by)


def test_the_value_is_worked_out_and_both_numbers_are_kept(le_val, housed, samira):
    row = enter(housed, ratio("12", "41"), by=samira)

    row.refresh_from_db()
    assert (row.value, row.numerator, row.denominator, row.per) == (Decimal("29.2683"), 12, 41, 100)
    assert figures.indicator(le_val, housed).latest.value == Decimal("29.2683")
    assert history.value_rows(le_val, housed)[0].now.worked_out in {"12 sur 41", "12 out of 41"}
    seen = exact.observation_of(row)
    assert (seen.value, seen.numerator, seen.denominator) == (None, 12, 41)


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (ratio(None, None, value=Decimal(30)), "se calcule|worked out"),
        (ratio("12", None), "deux nombres|both numbers"),
        (ratio("42", "41"), "plus grande que le tout|greater than the whole"),
        (ratio("-1", "41"), "négatif|below zero"),
        (ratio("12", "41", state="missing", note="x"), "à la fois|both be true"),
        (ratio(None, None, state="missing"), "pourquoi|Say why"),
    ],
)
def test_what_is_no_ratio_is_refused(housed, samira, reading, words):
    with pytest.raises(Refusal, match=words):
        enter(housed, reading, by=samira)

    assert not Measurement.objects.exists()


def test_over_nought_it_is_not_applicable_which_is_not_zero(le_val, housed, samira):
    none = enter(housed, ratio("0", "0"), by=samira)
    zero = enter(housed, ratio("0", "41"), by=samira, when=quarter(2, 2026))

    assert (none.state, none.value, zero.state, zero.value) == (
        "not_applicable", None, "observed", 0,
    )  # fmt: skip
    assert none.note
    assert [p.drawn for p in figures.indicator(le_val, housed).points] == [True, False]


def test_only_a_ratio_has_components(children, samira):
    with pytest.raises(Refusal):
        enter(children, ratio("1", "2", value=Decimal(3)), by=samira)


def test_another_numerator_of_the_same_value_is_a_correction(housed, samira):
    row = enter(housed, ratio("10", "40"), by=samira)

    again = actions.correct_value(
        row, ratio("20", "80"), reason="Deux mois oubliés", code="late_data", by=samira
    )

    assert (again.value, again.reason_code) == (row.value, "late_data")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"value": 31}, "ratio_follows"),
        ({"numerator": 42, "value": Decimal("102.4390")}, "out_of_bounds"),
        ({"denominator": None}, "ratio_follows"),
        ({"per": None}, "ratio_follows"),
        ({"denominator": 0, "numerator": 0}, "ratio_follows"),
        ({"numerator": None, "denominator": None, "per": None}, "worked_out"),
        ({"precision": 0}, "precision"),
        ({"reason_code": "typo"}, "reason_iff"),
    ],
)
def test_the_database_holds_it_too(le_val, housed, fields, name):
    good = {
        "indicator": housed, "site": le_val, "starts_on": date(2026, 7, 1), "value": Decimal("29.2683"),
        "ends_on": date(2026, 9, 30), "provenance": "Feuilles", "numerator": 12, "denominator": 41,
        "per": 100,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Measurement.objects.create(**(good | fields))

    assert Measurement.objects.create(**good).value == Decimal("29.2683")


def test_a_count_has_no_components_in_the_database(le_val, children):
    with pytest.raises(IntegrityError, match="of_a_ratio_only"), transaction.atomic():
        Measurement.objects.create(
            indicator=children, site=le_val, starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30),
            provenance="Feuilles", numerator=3, denominator=1, per=1, value=3,
        )  # fmt: skip


def test_the_page_asks_for_both_numbers(browser_of, housed, samira):
    page = f"/sites/le-val/indicateurs/{housed.code}/"
    browser = browser_of(samira)
    shown = browser.get(page).content.decode()
    assert shown.count('name="numerator"') == shown.count('name="denominator"') == 1
    assert 'name="value"' not in shown

    told = {"period": "2026-07-01", "state": "observed", "provenance": "Feuilles"}
    refused = browser.post(f"{page}saisir/", told | {"numerator": "42", "denominator": "41"})
    assert refused.status_code == 422
    assert 'value="42"' in refused.content.decode()
    assert not Measurement.objects.exists()
    browser.post(f"{page}saisir/", told | {"numerator": "1 012", "denominator": "2 024"})
    row = Measurement.objects.get()
    assert row.value == 50

    correct = f"{page}valeurs/{row.pk}/corriger/"
    assert 'value="1012"' in browser.get(correct).content.decode()
    told |= {"numerator": "1013", "denominator": "2 024", "reason": "Relu"}
    assert browser.post(correct, told).status_code == 422
    browser.post(correct, told | {"code": "typo"})
    assert Measurement.objects.current().get().value == Decimal("50.0494")
