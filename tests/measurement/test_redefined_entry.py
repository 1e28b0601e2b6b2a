"""A figure that was defined anew in the middle of its series: each period is entered as it is counted."""

from datetime import date
from decimal import Decimal

import pytest

from measurement import actions
from measurement.figures import entry_sheet
from measurement.models import Measurement
from tests.measurement.conftest import quarter, read

SITE = "/sites/le-val/indicateurs/"
PAGE = f"{SITE}attente/"
OCTOBER = date(2026, 10, 1)


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def waiting(le_val, samira):
    """Days until the first of October, hours since then."""
    new = actions.NewIndicator(name="Attente", unit="jours", source="Registre", direction="lower")
    found = actions.choose_indicator(le_val, new, by=samira)
    actions.enter_value(found, quarter(2, 2026), read(12), site=le_val, by=samira)
    change = actions.Change(1, {"unit": "heures"}, "Plus fin", OCTOBER)
    return actions.redefine(found, change, by=samira)


def test_the_sheet_asks_for_a_due_value_as_it_was_counted(browser_of, samira, le_val, waiting):
    (line,) = entry_sheet(le_val)
    assert (line.indicator.unit, line.current.version, line.last) == ("jours", 2, "12 jours".replace(" ", "\xa0"))  # fmt: skip
    shown = text(browser_of(samira).get(f"{SITE}saisie/"))
    assert '<span class="unit">jours</span>' in shown

    sent = {"value-attente": "14", "period-attente": "2026-07-01/2026-09-30"}
    browser_of(samira).post(f"{SITE}saisie/", sent)
    row = Measurement.objects.get(starts_on="2026-07-01")
    assert (row.value, row.version) == (14, 1)


def test_another_kind_of_number_is_asked_for_as_it_was(browser_of, samira, le_val, maud):
    new = actions.NewIndicator(
        "Relogées", "%", "Registre", value_type="ratio", numerator_label="oui", denominator_label="toutes"
    )  # fmt: skip
    found = actions.choose_indicator(le_val, new, by=samira)
    fields = {"value_type": "count", "numerator_label": "", "denominator_label": "", "multiplier": 1,
              "ceiling": None, "unit": "familles"}  # fmt: skip
    actions.redefine(found, actions.Change(1, fields, "Plus simple", OCTOBER), by=samira)

    sent = {"numerator-relogees": "3", "denominator-relogees": "4", "period-relogees": "2026-07-01/2026-09-30"}  # fmt: skip
    browser_of(samira).post(f"{SITE}saisie/", sent)

    row = Measurement.objects.get()
    assert (row.value, row.version) == (75, 1)
    page = text(browser_of(samira).get(f"{SITE}relogees/valeurs/{row.pk}/corriger/"))
    assert 'name="numerator"' in page
    assert 'name="value"' not in page


def test_the_form_of_one_value_asks_again_in_the_unit_of_its_period(
    browser_of, samira, le_val, waiting
):
    sheet, mine = text(browser_of(samira).get(PAGE)), browser_of(samira)
    assert "Valeur (jours)" in sheet, "the last period that ended is counted in days"
    typed = {"period": "2026-10-01", "value": "30", "state": "observed", "provenance": "Registre", "under": "1"}  # fmt: skip

    asked = mine.post(f"{PAGE}saisir/", typed)
    assert asked.status_code == 422
    assert "selon la version 2 de la définition, en « heures »" in text(asked)
    assert not Measurement.objects.filter(starts_on="2026-10-01").exists()
    assert 'name="under" value="2"' in text(asked)

    mine.post(f"{PAGE}saisir/", typed | {"under": "2"})
    row = Measurement.objects.get(starts_on="2026-10-01")
    assert (row.value, row.version) == (Decimal(30), 2)


def test_a_value_is_corrected_in_the_unit_in_which_it_was_counted(
    browser_of, samira, le_val, waiting
):
    row = Measurement.objects.get()
    page = f"{PAGE}valeurs/{row.pk}/corriger/"
    assert "Valeur (jours)" in text(browser_of(samira).get(page))
    typed = {"value": "13", "state": "observed", "provenance": "x", "code": "typo", "reason": "Relu"}  # fmt: skip
    browser_of(samira).post(page, typed)
    assert Measurement.objects.get(replaces=row).version == 1
