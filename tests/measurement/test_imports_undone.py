"""Files of values taken back, two people at once, and workbooks."""

import io
import threading
from datetime import date

import pytest
import xlsxwriter
from django.db import connection

from journal.models import Entry
from kit import ods
from kit.states import Refusal
from measurement import actions
from measurement.models import Measurement, ValueImport
from tests import make
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import LONG, counts, seen, sent, taken, told

TWO = f"{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T2 2026;45\n"


def standing(indicator):
    rows = indicator.measurements.current().order_by("starts_on")
    return [(row.value, row.state, row.note) for row in rows]


def test_what_stood_before_a_file_stands_again(le_val, children, samira, marc):
    actions.enter_value(
        children, quarter(1, 2026), read(40, note="Sans la maternelle"), site=le_val, by=samira
    )
    found = taken(le_val, samira, TWO)

    actions.revert_import(found, by=marc, why="Mauvais fichier")
    actions.revert_import(found, by=marc, why="Deux fois")

    assert standing(children) == [(40, "observed", "Sans la maternelle")]
    assert Measurement.objects.count() == 5
    assert Entry.objects.filter(kind="measurement.import_reverted").count() == 1
    told = sorted(children.measurements.tips().values_list("reason_code", "entered_name"))
    assert told == [("restored", "Samira Haddad"), ("undone", "Marc Delattre")]


def test_a_file_that_was_taken_back_can_come_again(le_val, children, samira):
    actions.revert_import(taken(le_val, samira, TWO), by=samira, why="Trop tôt")

    again = taken(le_val, samira, TWO)

    assert counts(again) == (2, 0, 0, 0, 0)
    assert [row[0] for row in standing(children)] == [44, 45]


def test_values_corrected_since_are_not_taken_back(le_val, children, samira, marc):
    found = taken(le_val, samira, TWO)
    value = children.measurements.current().get(value=45)
    actions.correct_value(value, read(46), reason="Recompté", by=marc)

    with pytest.raises(Refusal, match="Marc Delattre"):
        actions.revert_import(found, by=samira, why="Mauvais fichier")

    assert [row[0] for row in standing(children)] == [44, 46]


def test_a_locked_period_is_not_taken_back(le_val, children, samira, maud):
    found = taken(le_val, samira, TWO)
    days = actions.WindowDays(date(2026, 1, 1), date(2026, 4, 30), date(2026, 6, 1), "Clos")
    actions.set_window("quarter", quarter(1, 2026), days, by=maud)

    with pytest.raises(Refusal, match="Clos"):
        actions.revert_import(found, by=samira, why="Mauvais fichier")


def test_a_locked_period_of_the_rhythm_of_then_is_not_taken_back(le_val, children, samira, maud):
    found = taken(le_val, samira, TWO)
    yearly = {"periodicity": "year", "definition": "Présents dans l’année."}
    change = actions.Change(1, yearly, "Un chiffre par an suffit", date(2026, 10, 1))
    actions.redefine(children, change, by=samira)
    days = actions.WindowDays(date(2026, 1, 1), date(2026, 4, 30), date(2026, 6, 1), "Clos")
    actions.set_window("quarter", quarter(1, 2026), days, by=maud)

    with pytest.raises(Refusal, match="Clos"):
        actions.revert_import(found, by=samira, why="Mauvais fichier")


def test_files_are_taken_back_one_after_the_other(le_val, children, samira, marc):
    actions.enter_value(children, quarter(1, 2026), read(40), site=le_val, by=marc)
    first = taken(le_val, samira, TWO)
    for turn in range(2):
        later = taken(le_val, samira, TWO.replace("44", f"5{turn}"))
        with pytest.raises(Refusal, match="Samira Haddad"):
            actions.revert_import(first, by=samira, why="Pas encore")
        actions.revert_import(later, by=samira, why="Le second est faux")
        assert [row[0] for row in standing(children)] == [44, 45]

    actions.revert_import(first, by=samira, why="Le premier aussi")

    assert [row[0] for row in standing(children)] == [40]
    value = children.measurements.current().get()
    assert (value.entered_name, value.brought) == ("Marc Delattre", None)
    actions.correct_value(value, read(41), reason="Recompté", by=marc)
    assert [row[0] for row in standing(children)] == [41]


def test_a_value_corrected_after_its_file_stood_again_is_its_correctors(
    le_val, children, samira, marc
):
    first = taken(le_val, samira, TWO)
    actions.revert_import(taken(le_val, samira, TWO.replace("44", "50")), by=samira, why="Faux")
    value = children.measurements.current().get(value=44)
    actions.correct_value(value, read(46), reason="Recompté", by=marc)

    with pytest.raises(Refusal, match="Marc Delattre"):
        actions.revert_import(first, by=samira, why="Mauvais fichier")

    assert [row[0] for row in standing(children)] == [46, 45]


def test_a_file_is_its_senders_until_it_is_taken(le_val, children, samira, marc):
    found = seen(le_val, samira, TWO)

    with pytest.raises(Refusal):
        actions.apply_file(found, by=marc, seen=found.outcome, only_good=False)
    with pytest.raises(Refusal):
        actions.revert_import(found, by=samira, why="Rien à reprendre")
    actions.drop_file(found, by=samira)

    assert not ValueImport.objects.exists()


def test_what_changed_since_it_was_seen_is_shown_again(le_val, children, samira, marc):
    found = seen(le_val, samira, TWO)
    actions.enter_value(children, quarter(1, 2026), read(44), site=le_val, by=marc)

    with pytest.raises(Refusal):
        actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)

    assert counts(seen(le_val, samira, TWO)) == (1, 0, 0, 0, 1)


def test_files_that_nobody_touches_are_thrown_away(le_val, children, samira):
    taken(le_val, samira, TWO)
    sent(le_val, samira, f"{LONG}\nenfants-accompagnes;T3 2026;44\n")
    ValueImport.objects.update(touched_at=date(2020, 1, 1).isoformat() + "T00:00:00Z")

    assert actions.sweep_files() == 1
    assert ValueImport.objects.get().state == "applied"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_values_at_once_one_does(le_val, children, samira, marc):
    files = [(seen(le_val, by, TWO), by) for by in (samira, marc)]
    said, start = [], threading.Barrier(2)

    def take(found, by):
        start.wait()
        try:
            actions.apply_file(found, by=by, seen=found.outcome, only_good=False)
            said.append("taken")
        except Refusal:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["refused", "taken"]
    assert [row[0] for row in standing(children)] == [44, 45]
    assert Measurement.objects.count() == 2


def workbook(*rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def test_a_workbook_is_read_with_its_numbers_and_days(le_val, children, samira):
    found = taken(
        le_val, samira,
        workbook(["Indicateur", "Période", "Valeur"], ["enfants-accompagnes", "2026-T1", 1234]),
    )  # fmt: skip

    assert counts(found) == (1, 0, 0, 0, 0)
    assert standing(children)[0][0] == 1234


def test_an_opendocument_sheet_is_read_too(le_val, children, samira):
    content = ods.document(
        "Valeurs", ["Indicateur", "Période", "Valeur"],
        [["enfants-accompagnes", date(2026, 3, 31), 44]],
    )  # fmt: skip

    assert counts(taken(le_val, samira, content)) == (1, 0, 0, 0, 0)
    assert children.measurements.get().period == quarter(1, 2026)


def test_a_formula_without_its_result_is_no_zero(le_val, children, samira):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Indicateur", "Période", "Valeur"])
        page.write_row(1, 0, ["enfants-accompagnes", "2026-T1"])
        page.write_formula(1, 2, "=SUM(A1:A9)", value="")
        page.write_row(2, 0, ["enfants-accompagnes", "2026-T2"])
        page.write_formula(2, 2, "=40+4", value=44)

    found = seen(le_val, samira, out.getvalue())

    assert counts(found) == (1, 1, 0, 0, 0)
    assert "SUM" in told(found)[2]


def test_a_value_names_its_publication_and_one_that_is_not_known_is_refused(maud, le_val):
    make.release("filosofi", 2021, generation=None)
    poverty = make.common_indicator(
        "rev-01", "Taux de pauvreté", unit="%", value_type="rate", direction="lower",
        periodicity="irregular", level="neighbourhood", source="Insee", source_code="filosofi",
    )  # fmt: skip
    head = "Code QPV;Publication;Période;rev-01"
    columns = ["place", "release", "period", "of:rev-01"]

    found = taken(
        None, maud, f"{head}\nQN05998N;filosofi 2021;2021;46\nQN05998N;filosofi 2022;2022;46\n",
        columns=columns, only_good=True,
    )  # fmt: skip

    assert counts(found) == (1, 1, 0, 0, 0)
    assert poverty.measurements.get().release.vintage == 2021
    again = seen(None, maud, f"{head}\nQN05998N;;2021;46\n", columns=columns)
    assert counts(again) == (0, 0, 0, 0, 1)
