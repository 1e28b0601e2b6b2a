"""A figure that was defined anew in the middle of its series: each period is entered as it is counted."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from kit.sheets import FILES
from kit.states import Refusal
from measurement import actions, outgoing
from measurement.figures import entry_sheet
from measurement.models import Measurement
from measurement.periods import Period
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import LONG, counts, seen, taken, told

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


@pytest.fixture
def closer(le_val, samira):
    """Once a year until the middle of 2025, each quarter since then."""
    new = actions.NewIndicator("Attente", "jours", "Registre", periodicity="year")
    found = actions.choose_indicator(le_val, new, by=samira)
    change = actions.Change(1, {"periodicity": "quarter"}, "Plus tôt", date(2025, 7, 1))
    return actions.redefine(found, change, by=samira)


def test_a_file_names_each_period_in_the_rhythm_of_then(le_val, samira, closer):
    taken(le_val, samira, f"{LONG}\nattente;2025;12\n")
    again = FILES["csv"][1](outgoing.values_table(le_val, inside=True))
    assert counts(seen(le_val, samira, again)) == (0, 0, 0, 0, 1), "our own file comes back"

    taken(le_val, samira, f"{LONG}\nattente;2024;11\nattente;15/03/2023;9\nattente;T2 2026;4\n")

    rows = closer.measurements.order_by("starts_on").values_list("ends_on", "value", "version")
    assert list(rows) == [
        (date(2023, 12, 31), 9, 1),
        (date(2024, 12, 31), 11, 1),
        (date(2025, 12, 31), 12, 1),
        (date(2026, 6, 30), 4, 2),
    ]


def test_the_same_days_are_not_counted_twice_by_a_file_either(le_val, samira, closer):
    taken(le_val, samira, f"{LONG}\nattente;2025;12\n")
    text = f"{LONG}\nattente;T3 2025;3\nattente;2025;13\nattente;T1 2026;4\n"
    found = seen(le_val, samira, text)

    assert counts(found) == (2, 1, 0, 0, 0)
    words = "La valeur de 2025 compte déjà une partie de ces jours."
    assert told(found) == {2: words}
    with pytest.raises(Refusal, match=words):
        actions.enter_value(closer, quarter(3, 2025), read(3), site=le_val, by=samira)


def test_of_two_rhythms_in_one_file_the_first_line_is_taken(le_val, samira, closer):
    text = f"{LONG}\nattente;T4 2025;3\nattente;2025;13\n"
    assert told(seen(le_val, samira, text)) == {
        3: "La valeur de 4e\xa0trimestre\xa02025 compte déjà une partie de ces jours."
    }

    taken(le_val, samira, text, only_good=True)

    assert closer.measurements.get().value == 3


def test_a_value_that_was_taken_back_counts_no_days(le_val, samira, marc, closer):
    mistaken = f"{LONG}\nattente;2025;12\n"
    found = taken(le_val, samira, mistaken)
    actions.revert_import(found, by=marc, why="Comptés deux fois")

    third = actions.enter_value(closer, quarter(3, 2025), read(3), site=le_val, by=samira)
    taken(le_val, samira, f"{LONG}\nattente;T4 2025;4\n")

    standing = closer.measurements.current().order_by("starts_on")
    assert [(row.starts_on.month, row.value) for row in standing] == [(7, 3), (10, 4)]
    assert third.version == 2
    words = "La valeur de 3e\xa0trimestre\xa02025 compte déjà une partie de ces jours."
    assert told(seen(le_val, samira, mistaken)) == {2: words}


def test_nor_does_a_first_value_again_where_others_stand_meanwhile(le_val, samira, marc, closer):
    found = taken(le_val, samira, f"{LONG}\nattente;T3 2025;3\n")
    actions.revert_import(found, by=marc, why="Mauvais registre")
    undone = closer.measurements.get(reason_code="undone")
    actions.enter_value(
        closer, Period(date(2025, 1, 1), date(2025, 12, 31)), read(12), site=le_val, by=samira
    )

    with pytest.raises(Refusal, match="2025 compte déjà"):
        actions.enter_value(closer, quarter(3, 2025), read(3), site=le_val, by=samira)
    with pytest.raises(IntegrityError, match="days_counted_already"):
        Measurement.objects.create(
            indicator=closer, version=2, site=le_val, value=3, starts_on=date(2025, 7, 1),
            ends_on=date(2025, 9, 30), provenance="Registre", replaces=undone, reason="Relu",
            reason_code="typo",
        )  # fmt: skip
