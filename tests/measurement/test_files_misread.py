"""Files in which a number could be taken for another one: each is read right or refused with its reason."""

import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from kit.sheets import FILES
from kit.states import Refusal
from measurement import actions, outgoing
from measurement.incoming.account import Kind
from measurement.incoming.cells import Manner
from measurement.models import ValueImport
from tests import make
from tests.emptying import start_over
from tests.measurement.conftest import quarter, read
from tests.measurement.families import share_of
from tests.measurement.importing import LONG, counts, seen, sent, taken, told

HEADS = LONG.split(";")


@pytest.fixture
def rate(db):
    """A percentage that each site reads off."""
    return make.common_indicator("tau-01", "Taux", unit="%", value_type="rate", multiplier=100, decimals=1)  # fmt: skip


def workbook(row, number_format):
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    book.active.append(row)
    book.active["C2"].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("kept", "value"), [(1, 100), (0.4534, Decimal("45.34")), (1.2, None)])
def test_a_hundred_percent_in_a_workbook_is_not_one(le_val, samira, rate, kept, value):
    content = workbook(["tau-01", "T1 2026", kept], "0.00%")
    if value is None:
        assert "120" in told(seen(le_val, samira, content))[2]
        return
    taken(le_val, samira, content)
    assert rate.measurements.get().value == value


def test_a_percentage_of_a_count_is_refused(le_val, samira, children):
    found = seen(le_val, samira, workbook(["enfants-accompagnes", "T1 2026", 0.5], "0%"))
    assert counts(found) == (0, 1, 0, 0, 0)


def test_a_tick_is_no_one(le_val, samira, children):
    found = seen(le_val, samira, workbook(["enfants-accompagnes", "T1 2026", True], "General"))
    assert "VRAI" in told(found)[2]


def test_a_decimal_comma_between_commas_moves_no_cell(le_val, samira, rate):
    found = seen(
        le_val, samira,
        'Indicateur,Période,Valeur\ntau-01,T1 2026,45,5\ntau-01,T2 2026,"45,5"\ntau-01,T3 2026,46,\n',
    )  # fmt: skip

    assert counts(found) == (2, 1, 0, 0, 0)
    assert "virgule" in told(found)[2]


def test_an_empty_name_of_an_indicator_says_so(le_val, samira, children):
    found = seen(le_val, samira, f"{LONG}\n;T1 2026;4\n")
    assert "vide" in told(found)[2]


@pytest.mark.parametrize("code", ["n. d.", "N D", "ns", "n.s."])
def test_abbreviations_are_known_with_spaces_too(le_val, samira, children, code):
    taken(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;{code}\n")
    found = children.measurements.get()
    assert (found.state, found.value) == ("missing", None)
    assert code in found.note


@pytest.fixture
def all_kinds(le_val, samira, rate):
    """A site with words that a spreadsheet would run, small decimals and each kind of absence."""
    share = share_of(le_val, "=Part; des « réponses »", "a", "b", source="+Centre")
    balance = make.common_indicator("sol-01", "Solde", lower_bound=Decimal(-100_000))
    for indicator, number, reading in (
        (rate, 1, read("0.45", note="=1+1")),
        (rate, 2, read("1.234", note="-3 familles\nligne 2", precision=Decimal("0.5"))),
        (rate, 3, read("99.9999", state="provisional", note="'=")),
        (balance, 1, read(-3, note="-3")),
        (balance, 2, read(1234)),
        (balance, 3, read(0, note="@ici")),
        (share, 1, read(None, numerator=Decimal(1), denominator=Decimal(3))),
        (share, 2, read(None, numerator=Decimal(0), denominator=Decimal(0))),
        (share, 3, read(None, state="suppressed", note="1 234,5")),
    ):
        actions.enter_value(indicator, quarter(number, 2026), reading, site=le_val, by=samira)
    return le_val


def given_out(site, kind):
    """The values as a file of one kind, and what it says."""
    table = outgoing.values_table(site, inside=True)
    table_rows = [list(row) for row in table.rows]
    if kind == "json":
        content = json.dumps(outgoing.document(site, inside=True), ensure_ascii=False).encode()
    else:
        content = FILES[kind][1](outgoing.values_table(site, inside=True))
    return content, table_rows


def look(site, by, content):
    """Looked through as the portal itself proposes."""
    found = sent(site, by, content)
    return actions.look_through(found, by=by, columns=found.columns, manner=Manner.of(found.choices))  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json"])
def test_what_is_given_out_comes_back_the_same(all_kinds, samira, kind, language):
    with override(language):
        content, before = given_out(all_kinds, kind)
        assert counts(look(all_kinds, samira, content)) == (0, 0, 0, 0, 9)
        ValueImport.objects.all().delete()
        start_over("measurement_measurement")

        found = look(all_kinds, samira, content)
        assert counts(found) == (8, 0, 1, 0, 0)
        actions.apply_file(found, by=samira, seen=found.outcome, only_good=False)
        again, after = given_out(all_kinds, kind)

    assert after == before
    assert kind in {"xlsx", "ods"} or again == content, (
        "only workbooks bear the hour of their making"
    )


@pytest.mark.parametrize(
    "content",
    ["{}", '{"values": 3}', '{"values": [3]}', '{"values": [{"valeur": [1]}]}', '{"values": ', "{" * 5000,
     '{"values": [{"valeur": NaN}]}', '{"values": []}'],
)  # fmt: skip
def test_another_json_file_is_refused_in_words(le_val, samira, content):
    with pytest.raises(Refusal):
        sent(le_val, samira, content)


def test_what_only_a_later_value_of_a_json_file_says_is_read_too(le_val, samira, children):
    first = {"Indicateur": "enfants-accompagnes", "Période": "T1 2026", "Valeur": "30"}
    later = first | {"Période": "T2 2026", "Valeur": "31", "État": "provisoire"}

    taken(le_val, samira, json.dumps({"values": [first, later]}))

    found = children.measurements.order_by("starts_on").values_list("value", "state")
    assert list(found) == [(30, "observed"), (31, "provisional")]


@pytest.mark.parametrize("head", ["Indicateur\\u0000", "Indicateur\\ud800"])
def test_a_json_file_with_what_is_no_text_is_no_fault_of_the_portal(
    browser_of, samira, children, head
):
    content = (
        f'{{"values": [{{"{head}": "enfants-accompagnes", "Période": "T1 2026", "Valeur": 3}}]}}'
    )
    file = SimpleUploadedFile("valeurs.json", content.encode())
    answer = browser_of(samira).post("/sites/le-val/indicateurs/imports/", {"file": file})

    if answer.status_code == 302:
        assert ValueImport.objects.get().heads[0] == "Indicateur"
    else:
        assert "Ce fichier JSON ne contient pas de valeurs" in answer.content.decode()
        assert not ValueImport.objects.exists()


def test_a_note_that_changes_no_value_is_not_lost_without_a_word(le_val, samira, children):
    heads = f"{LONG};Note;Provenance"
    lines = [f"enfants-accompagnes;T{n} 2026;{40 + n};comptés;Registre" for n in (1, 2, 3)]
    taken(le_val, samira, "\n".join([heads, *lines]))

    lines[0] = lines[0].replace("comptés", "recomptés")
    lines[1] = lines[1].replace("comptés;Registre", ";Cahier")
    found = seen(le_val, samira, "\n".join([heads, *lines]))

    assert counts(found) == (0, 0, 0, 0, 3)
    said = told(found, Kind.WARNING)
    assert list(said) == [2, 3]
    assert "« recomptés » n’est donc pas repris" in said[2].replace("\xa0", " ")
    assert "« Cahier » n’est donc pas repris" in said[3].replace("\xa0", " ")


def test_a_note_too_long_to_be_kept_says_what_is_left_out(le_val, samira, children):
    text = f"{LONG};Note\nenfants-accompagnes;T1 2026;41;{'a' * 300}la fin\n"
    said = told(seen(le_val, samira, text), Kind.WARNING)[2]
    assert "« la fin »" in said.replace("\xa0", " ")
