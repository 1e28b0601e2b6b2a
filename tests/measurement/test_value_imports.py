"""Samira's spreadsheet goes into the portal: every row accounted for, nothing misread, all of it undone."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.utils import IntegrityError

from journal.models import Entry
from kit.states import Refusal
from measurement import actions
from measurement.incoming.account import Kind
from measurement.models import Measurement, ValueImport
from tests import make
from tests.measurement.conftest import quarter, read
from tests.measurement.families import share_of
from tests.measurement.importing import LONG, counts, seen, sent, taken, told


def values_of(indicator):
    rows = indicator.measurements.current().order_by("starts_on")
    return [(row.value, row.state) for row in rows]


@pytest.fixture
def share(le_val):
    return share_of(le_val, "Part des réponses", "familles qui ont répondu", "familles interrogées")


def test_every_row_is_accounted_for_with_its_line_and_reason(le_val, children, samira):
    actions.enter_value(children, quarter(4, 2025), read(40), site=le_val, by=samira)

    found = seen(
        le_val, samira,
        "\ufeffIndicateur;Période;Valeur\n"
        "Enfants accompagnés;T1 2026;44\n"
        "enfants-accompagnes;2e trimestre 2026;s\n"
        "enfants-accompagnes;T1 2026;44,0\n"
        "enfants-accompagnes;T4 2025;40\n"
        "enfants-accompagnes;T3 2026;quarante\n"
        "\n"
        "Inconnu;T3 2026;4\n",
    )  # fmt: skip

    assert counts(found) == (1, 2, 1, 1, 1)
    assert found.rows == 6
    assert list(told(found)) == [6, 8]
    assert "quarante" in told(found)[6]
    assert "2" in told(found, Kind.DUPLICATE)[4]
    assert Measurement.objects.count() == 1


def test_the_account_is_a_law_of_the_database(le_val, children, samira):
    found = seen(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44\n")

    with pytest.raises(IntegrityError):
        ValueImport.objects.filter(pk=found.pk).update(accepted=0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_files_are_read_as_spreadsheets_save_them(le_val, children, samira, encoding, mark):
    text = f"{LONG}\nEnfants accompagnés;3e trimestre 2026;44\n".replace(";", mark)

    found = seen(le_val, samira, text.encode(encoding))

    assert counts(found) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1 234", 1234), ("1\u202f234", 1234), ("1\u00a0234,00", 1234), ("0", 0), ("12345", 12345)],
)
def test_numbers_are_read_as_french_writes_them(le_val, children, samira, cell, value):
    taken(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;{cell}\n")

    assert values_of(children) == [(value, "observed")]


@pytest.mark.parametrize(
    ("cell", "state"),
    [("s", "suppressed"), ("C", "suppressed"), ("nd", "missing"), ("N.D.", "missing"), ("NA", "missing"),
     ("np", "not_produced"), ("///", "not_applicable")],
)  # fmt: skip
def test_what_producers_write_for_an_absence_becomes_its_state(
    le_val, children, samira, cell, state
):
    taken(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;{cell}\n")

    assert values_of(children) == [(None, state)]
    assert cell in children.measurements.get().note


@pytest.mark.parametrize(
    ("cell", "manner", "value"),
    [("1.234", {}, None), ("1.234", {"points": "thousands"}, 1234), ("1.234", {"points": "decimals"}, None),
     ("-", {}, None), ("-", {"dashes": "nought"}, 0), ("", {}, None), ("=1+1", {}, None), ("12,5", {}, None),
     ("-3", {}, None), ("123456789012345", {}, None), ("12 €", {}, None)],
)  # fmt: skip
def test_what_can_be_two_things_is_refused_until_its_sender_decides(
    le_val, children, samira, cell, manner, value
):
    found = seen(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;{cell}\n", **manner)

    assert counts(found) == ((0, 1, 0, 0, 0) if value is None else (1, 0, 0, 0, 0))
    if value is not None:
        actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)
        assert values_of(children) == [(value, "observed")]
        assert told(found, Kind.WARNING)


def rate_of_the_site(le_val):
    return make.common_indicator("tau-01", "Taux", unit="%", value_type="rate", multiplier=100)


@pytest.mark.parametrize(
    ("cell", "shares", "value"),
    [("45", "", 45), ("45 %", "", 45), ("0,45", "", None), ("0,45", "shares", 45), ("0,45", "percent", Decimal("0.45")),
     ("1", "shares", 100), ("45", "shares", None), ("45 %", "shares", 45), ("101", "", None)],
)  # fmt: skip
def test_percentages_are_never_guessed(le_val, samira, cell, shares, value):
    rate = rate_of_the_site(le_val)

    found = seen(le_val, samira, f"{LONG}\ntau-01;T1 2026;{cell}\n", shares=shares)

    if value is None:
        assert counts(found) == (0, 1, 0, 0, 0)
        return
    actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)
    assert values_of(rate) == [(value, "observed")]
    assert bool(told(found, Kind.WARNING)) == bool(shares and "%" not in cell)


@pytest.mark.parametrize(
    ("part", "whole", "value", "expected"),
    [("12", "40", "", ("30", "observed")), ("12", "40", "30", ("30", "observed")), ("12", "40", "31", None),
     ("1", "3", "33,3", ("33.3333", "observed")), ("0", "0", "", (None, "not_applicable")), ("50", "40", "", None),
     ("-1", "40", "", None), ("", "", "30", None), ("12", "", "", None), ("s", "s", "", (None, "suppressed"))],
)  # fmt: skip
def test_a_ratio_follows_from_its_two_numbers(le_val, share, samira, part, whole, value, expected):
    found = seen(
        le_val, samira,
        f"{LONG};Numérateur;Dénominateur\npart-des-reponses;T1 2026;{value};{part};{whole}\n",
    )  # fmt: skip

    if expected is None:
        assert counts(found) == (0, 1, 0, 0, 0)
        return
    assert not told(found)
    actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)
    value = None if expected[0] is None else Decimal(expected[0])
    assert values_of(share) == [(value, expected[1])]


def test_one_column_an_indicator_leaves_empty_cells_alone(le_val, children, share, samira):
    found = taken(
        le_val, samira,
        "Trimestre;Enfants accompagnés;part-des-reponses numérateur;part-des-reponses dénominateur\n"
        "2026-T1;44;10;40\n2026-T2;;12;40\n2026-T3;;;\n",
        only_good=True,
    )  # fmt: skip

    assert counts(found) == (2, 1, 0, 0, 0)
    assert values_of(children) == [(44, "observed")]
    assert values_of(share) == [(25, "observed"), (30, "observed")]


@pytest.mark.parametrize("text", ["2026", "2026-07-01/2026-12-31", "hier", "T5 2026", "", "T1 2027", "T1 2150"])  # fmt: skip
def test_a_period_of_another_length_or_to_come_is_refused(le_val, children, samira, text):
    found = seen(le_val, samira, f"{LONG}\nenfants-accompagnes;{text};44\n")

    assert counts(found) == (0, 1, 0, 0, 0)


@pytest.mark.parametrize(
    "text",
    ["T3 2026", "2026-T3", "3e trimestre 2026", "2026 Q3", "2026-07-01/2026-09-30", "30/09/2026", "2026-08-15"],
)  # fmt: skip
def test_a_period_is_read_in_the_ways_people_write_it(le_val, children, samira, text):
    taken(le_val, samira, f"{LONG}\nenfants-accompagnes;{text};44\n")

    assert children.measurements.get().period == quarter(3, 2026)


def test_a_locked_period_takes_nothing_and_says_who_can_open_it(le_val, children, samira, maud):
    days = actions.WindowDays(date(2026, 1, 1), date(2026, 4, 30), date(2026, 6, 1), "Clos")
    window = actions.set_window("quarter", quarter(1, 2026), days, by=maud)
    text = f"{LONG}\nenfants-accompagnes;T1 2026;44\n"

    assert "Clos" in told(seen(le_val, samira, text))[2]
    actions.open_for(window, site=le_val, reason="Retard", until=date(2026, 12, 1), by=maud)

    assert counts(seen(le_val, samira, text)) == (1, 0, 0, 0, 0)


def test_a_jump_is_said_of_a_file_as_of_a_typed_value(le_val, children, samira):
    for number, value in ((1, 40), (2, 44)):
        actions.enter_value(children, quarter(number, 2025), read(value), site=le_val, by=samira)
    text = f"{LONG}\nenfants-accompagnes;T3 2025;47\nenfants-accompagnes;T4 2025;95\n"

    found = seen(le_val, samira, text)

    assert counts(found)[0] == 2
    said = told(found, Kind.WARNING)
    assert list(said) == [3]
    assert "loin de la dernière valeur (47" in said[3]


def test_a_value_a_hundred_times_the_last_one_is_said_and_not_refused(le_val, children, samira):
    actions.enter_value(children, quarter(1, 2026), read(40), site=le_val, by=samira)

    found = seen(
        le_val,
        samira,
        f"{LONG}\nenfants-accompagnes;T2 2026;4400\nenfants-accompagnes;T3 2026;44\n",
    )

    assert counts(found) == (2, 0, 0, 0, 0)
    assert list(told(found, Kind.WARNING)) == [2, 3]


def test_a_redefined_indicator_takes_each_value_under_the_version_of_its_period(le_val, samira):
    found = make.common_indicator("hab-01")
    change = actions.Change(
        1, {"definition": "Autrement"}, "Plus juste", valid_from=date(2026, 4, 1)
    )
    actions.redefine(found, change, by=None)

    taken(le_val, samira, f"{LONG}\nhab-01;T1 2026;40\nhab-01;T2 2026;44\n")

    rows = found.measurements.order_by("starts_on").values_list("value", "version")
    assert list(rows) == [(40, 1), (44, 2)]


def test_all_or_nothing_or_only_the_good_ones(le_val, children, samira):
    text = f"{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T2 2026;beaucoup\n"
    found = seen(le_val, samira, text)

    with pytest.raises(Refusal):
        actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)
    assert not Measurement.objects.exists()
    actions.apply_file(found, by=samira, seen=found.outcome, only_good=True)

    row = children.measurements.get()
    assert (row.value, row.source_file, row.entered_name, row.entered_leg) == (
        44, "valeurs.csv", "Samira Haddad", "community",
    )  # fmt: skip
    assert Entry.objects.filter(kind="measurement.values_imported").count() == 1
    assert bytes(ValueImport.objects.get().content) == b""


def test_the_same_file_again_changes_nothing(le_val, children, samira, marc):
    text = f"{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T2 2026;s\n"
    taken(le_val, samira, text)

    again = seen(le_val, marc, text)

    assert counts(again) == (0, 0, 0, 0, 2)
    with pytest.raises(Refusal):
        actions.apply_file(again, by=marc, seen=again.outcome, only_good=False)
    assert Measurement.objects.count() == 2


def test_what_differs_becomes_a_correction_with_its_reason(le_val, children, samira):
    actions.enter_value(children, quarter(1, 2026), read(40), site=le_val, by=samira)
    found = seen(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44\n")

    assert (found.first_values, found.corrections) == (0, 1)
    assert "44" in told(found, Kind.CORRECTION)[2]
    with pytest.raises(Refusal):
        actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)
    actions.apply_file(
        found, by=samira, seen=found.outcome, only_good=False, reason="Recomptés", code="typo"
    )

    now = children.measurements.current().get()
    assert (now.value, now.replaces.value, now.reason, now.reason_code) == (
        44,
        40,
        "Recomptés",
        "typo",
    )


def test_rows_that_contradict_each_other_are_both_refused(le_val, children, samira):
    found = seen(
        le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T1 2026;45\n"
    )

    assert counts(found) == (0, 2, 0, 0, 0)
    assert sorted(told(found)) == [2, 3]


def test_the_columns_of_a_file_are_remembered_for_the_next(le_val, children, samira):
    taken(
        le_val, samira, "Quoi;Quand;Combien\nenfants-accompagnes;T1 2026;44\n",
        columns=["indicator", "period", "value"],
    )  # fmt: skip

    again = sent(le_val, samira, "quoi;QUAND;combien\nenfants-accompagnes;T2 2026;45\n")

    assert again.columns == ["indicator", "period", "value"]
    assert again.choices["provenance"] == "Centre social"


@pytest.mark.parametrize(
    "columns",
    [["", "", ""], ["indicator", "period", ""], ["", "period", "value"], ["period", "period", "value"],
     ["indicator", "period", "of:enfants-accompagnes"], ["indicator", "since", "value"], ["nonsense", "of:", "value"]],
)  # fmt: skip
def test_columns_that_make_no_values_are_refused(le_val, children, samira, columns):
    found = sent(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44\n")

    with pytest.raises(Refusal):
        seen(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44\n", columns=columns)
    assert found.state == "read"


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"%PDF-1.7", b"PK\x03\x04rien", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b'a;b\n"ouvert;1\n'],
)  # fmt: skip
def test_what_is_no_table_says_why(le_val, samira, content):
    with pytest.raises(Refusal):
        seen(le_val, samira, content, columns=["of:x", ""])


def test_another_site_is_not_there(le_val, la_crete, children, samira):
    theirs = actions.choose_indicator(
        la_crete, actions.NewIndicator(name="Secrets", unit="x", source="x"), by=None
    )
    head = "Lieu;Indicateur;Période;Valeur"

    found = seen(
        le_val, samira,
        f"{head}\nLa Crête;enfants-accompagnes;T1 2026;4\nQN05997N;enfants-accompagnes;T1 2026;4\n"
        f"Le Val;{theirs.code};T1 2026;4\nNulle part;enfants-accompagnes;T1 2026;4\n"
        "QN05998N;enfants-accompagnes;T1 2026;44\n",
    )  # fmt: skip

    refused = told(found)
    assert counts(found) == (1, 4, 0, 0, 0)
    assert refused[2] == refused[5].replace("Nulle part", "La Crête")


def test_old_and_unknown_codes_are_refused_with_what_is_known_of_them(
    le_val, samira, maud, population
):
    found = seen(
        None, maud,
        "Code QPV;Population\nQP059998;1430\nQN05998I;1430\nQN01101N;12\nQN05998N;1430\n",
        columns=["place", "of:pop-01"],
    )  # fmt: skip

    assert counts(found) == (1, 3, 0, 0, 0)
    refused = told(found)
    assert "2015" in refused[2]
    assert "QN05998N" in refused[3]
    assert "QN01101N" in refused[4]


def test_a_neighbourhood_in_two_communes_is_counted_once(le_val, maud, population):
    found = taken(
        None, maud,
        "Code QPV;Commune;Population\nQN05998N;Le Val;1430\nQN05998N;La Crête;1430\n",
        columns=["place", "", "of:pop-01"],
    )  # fmt: skip

    assert counts(found) == (1, 0, 0, 1, 0)
    assert [row.value for row in population.measurements.all()] == [1430]


def test_official_figures_are_not_a_sites_to_bring(le_val, samira, population):
    found = seen(
        le_val, samira, "Code QPV;Population\nQN05998N;1430\n", columns=["place", "of:pop-01"]
    )

    assert counts(found) == (0, 1, 0, 0, 0)
