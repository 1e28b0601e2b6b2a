"""Samira sends her spreadsheet, sees what becomes of it, takes the good rows, takes them back."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.models import Measurement, ValueImport
from measurement.outgoing import columns
from tests import make
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import LONG, counts, seen, sent, taken
from tests.measurement.test_pages import text

HERE = "/sites/le-val/indicateurs/imports/"
NATIONAL = "/national/imports/"
FAULTY = (
    f"\ufeff{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T2 2026;beaucoup\n"
    "enfants-accompagnes;T1 2026;44\n"
)


def upload(client, content, where=HERE):
    file = SimpleUploadedFile("valeurs.csv", content.encode())
    return client.post(where, {"file": file})


def choices(found, **more):
    kept = {f"column-{number}": role for number, role in enumerate(found.columns)}
    return kept | {"provenance": "Centre social", **more}


def test_a_file_is_sent_looked_through_taken_and_taken_back(browser_of, samira, children):
    client = browser_of(samira)
    assert upload(client, FAULTY).status_code == 302
    found = ValueImport.objects.get()
    page = f"{HERE}{found.pk}/"
    assert "Enfants" in text(client.get(page))

    assert client.post(f"{page}colonnes/", choices(found)).status_code == 302
    account = text(client.get(page))
    assert "« beaucoup » n’est pas un nombre qui se lit." in account
    found.refresh_from_db()
    assert counts(found) == (1, 1, 0, 1, 0)

    refused = client.post(f"{page}prendre/", {"seen": found.outcome, "rows": "all"})
    assert refused.status_code == 422
    assert not Measurement.objects.exists()
    client.post(f"{page}prendre/", {"seen": found.outcome, "rows": "good"})
    assert children.measurements.get().value == 44
    assert "Samira Haddad" in text(client.get(page))

    assert client.post(f"{page}annuler/", {"why": ""}).status_code == 422
    client.post(f"{page}annuler/", {"why": "Mauvais fichier"})
    assert not children.measurements.current().exists()
    assert "Mauvais fichier" in text(client.get(page))


def test_the_refused_rows_come_back_as_a_file_that_runs_nothing(
    browser_of, samira, le_val, children
):
    found = seen(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;=1+1\n")

    answer = browser_of(samira).get(f"{HERE}{found.pk}/refus.csv").content.decode("utf-8-sig")

    head, row = csv.reader(io.StringIO(answer), delimiter=";")
    assert head[3:] == ["Indicateur", "Période", "Valeur"]
    assert (row[0], row[-1]) == ("2", "'=1+1")
    for kind in ("xlsx", "ods"):
        assert browser_of(samira).get(f"{HERE}{found.pk}/refus.{kind}").status_code == 200


def test_what_was_not_taken_is_its_senders_alone(
    browser_of, samira, marc, victor, le_val, children
):
    found = seen(le_val, samira, FAULTY)
    page = f"{HERE}{found.pk}/"

    assert browser_of(marc).get(page).status_code == 404
    assert browser_of(marc).post(f"{page}jeter/").status_code == 404
    assert browser_of(victor).get(page).status_code == 403
    assert browser_of(victor).get(page.replace("le-val", "la-crete")).status_code == 404
    browser_of(samira).post(f"{page}jeter/")
    assert not ValueImport.objects.exists()


def test_a_file_that_was_taken_is_not_looked_through_again(
    browser_of, samira, marc, le_val, children
):
    found = taken(le_val, samira, FAULTY, only_good=True)
    page = f"{HERE}{found.pk}/"

    assert browser_of(samira).post(f"{page}colonnes/", {}).status_code == 404
    assert browser_of(marc).get(page).status_code == 200
    again = browser_of(samira).post(f"{page}prendre/", {"seen": found.outcome, "rows": "good"})
    assert again.status_code == 302
    assert Measurement.objects.count() == 1


def test_a_second_who_was_slower_sees_the_account_of_now(
    browser_of, samira, marc, le_val, children
):
    found = seen(
        le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T2 2026;45\n"
    )
    actions.enter_value(children, quarter(1, 2026), read(44), site=le_val, by=marc)

    answer = browser_of(samira).post(f"{HERE}{found.pk}/prendre/", {"seen": found.outcome})

    assert answer.status_code == 422
    assert "Quelque chose a changé" in text(answer)
    assert counts(ValueImport.objects.get()) == (1, 0, 0, 0, 1)


@pytest.mark.parametrize("content", ["", "%PDF-1.7", "seulement des mots"])
def test_what_is_no_file_of_values_keeps_the_page_and_says_why(
    browser_of, samira, children, content
):
    answer = upload(browser_of(samira), content)

    assert answer.status_code in {302, 422}
    found = ValueImport.objects.first()
    if found:
        answer = browser_of(samira).post(f"{HERE}{found.pk}/colonnes/", choices(found))
    assert answer.status_code == 422
    assert "Une chose à corriger" in text(answer)


def test_a_decision_for_the_whole_file_is_shown_and_kept(browser_of, samira, children):
    client = browser_of(samira)
    upload(client, f"{LONG}\nenfants-accompagnes;T1 2026;1.234\n")
    found = ValueImport.objects.get()
    page = f"{HERE}{found.pk}/"

    client.post(f"{page}colonnes/", choices(found))
    assert "« 1.234 » peut être" in text(client.get(page))
    client.post(f"{page}colonnes/", choices(found, points="thousands"))

    assert "lu comme 1234" in text(client.get(page))
    assert (
        actions.keep_file(None, by=samira, name="x", content=f"{LONG}\n;;\n".encode()).choices == {}
    )


def test_the_national_team_has_a_desk_of_its_own(browser_of, maud, samira, le_val, population):
    client = browser_of(maud)
    upload(client, "Code QPV;Population\nQN05998N;1430\nQP059998;1\n", NATIONAL)
    found = ValueImport.objects.get()
    page = f"{NATIONAL}{found.pk}/"
    client.post(f"{page}colonnes/", choices(found, **{"column-1": "of:pop-01"}))
    found.refresh_from_db()

    client.post(f"{page}prendre/", {"seen": found.outcome, "rows": "good"})

    row = population.measurements.get()
    assert (row.value, row.entered_role, row.starts_on) == (1430, "national", None)
    assert browser_of(samira).get(NATIONAL).status_code == 403
    assert browser_of(samira).get(f"{HERE}{found.pk}/").status_code == 404


def test_a_list_costs_the_same_for_one_file_and_for_thirty(browser_of, samira, le_val, children):
    client, cost = browser_of(samira), []
    for total in (1, 3, 30):
        while (there := ValueImport.objects.count()) < total:
            sent(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;{there}\n")
        client.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        cost.append(len(queries))

    assert cost == cost[:1] * 3


@pytest.fixture
def filled(le_val, samira, children, population):
    """Values of all kinds at Le Val."""
    share = make.common_indicator("par-03", "Réponses", unit="%", value_type="ratio",
        numerator_label="répondues", denominator_label="posées", multiplier=100)  # fmt: skip
    rate = make.common_indicator("tau-01", "Taux", unit="%", value_type="rate", multiplier=100)
    at = {"site": le_val, "by": samira}
    actions.enter_value(children, quarter(1, 2026), read(1234), **at)
    actions.enter_value(children, quarter(2, 2026), read(3), **at)
    actions.enter_value(
        children, quarter(3, 2026), read(None, state="suppressed", note="=2+2"), **at
    )
    actions.enter_value(rate, quarter(1, 2026), read("0.45"), **at)
    actions.enter_value(rate, quarter(2, 2026), read("1.234"), **at)
    for number, (part, whole) in enumerate(((1, 3), (0, 0)), 1):
        two = read(None, numerator=part, denominator=whole)
        actions.enter_value(share, quarter(number, 2026), two, **at)
    Measurement.objects.create(
        indicator=population, neighbourhood_id="QN05998N", value=1430, provenance="Insee"
    )
    days = actions.WindowDays(date(2026, 1, 1), date(2026, 4, 30), date(2026, 6, 1), "Clos")
    actions.set_window("quarter", quarter(1, 2026), days, by=None)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_goes_out_comes_back_unchanged(browser_of, samira, le_val, filled, kind, language):
    client, asked = browser_of(samira), {"headers": {"accept-language": language}}
    content = client.get(f"/sites/le-val/indicateurs/valeurs.{kind}", **asked).content

    found = seen(le_val, samira, content, **sent(le_val, samira, content).choices)

    assert counts(found) == (0, 0, 0, 0, 8)
    if kind == "csv":
        assert client.get("/sites/le-val/indicateurs/valeurs.csv", **asked).content == content


def test_the_file_has_what_the_reader_may_see(browser_of, samira, lila, filled):
    def values(person):
        content = browser_of(person).get("/sites/le-val/indicateurs/valeurs.csv").content
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))

    inside, outside = values(samira), values(lila)

    hidden = [row for row in outside if "moins de 5" in row["état de la valeur"]]
    assert [row["valeur"] for row in hidden] == [""]
    assert [row["valeur"] for row in inside if row["valeur"] == "3"] == ["3"]
    assert any(row["remarque"] == "'=2+2" for row in outside)


def test_json_holds_values_and_dictionary(browser_of, lila, filled):
    found = json.loads(browser_of(lila).get("/sites/le-val/indicateurs/valeurs.json").content)

    assert len(found["values"]) == 8
    words = {row["mot"]: row["sens"] for row in found["dictionary"]}
    assert "secret statistique" in words
    assert "par-03" in words
    assert list(found["values"][0]) == [re.sub(r"\s+", " ", head) for head in columns()]
    assert (
        browser_of(lila).get("/sites/le-val/indicateurs/valeurs-dictionnaire.ods").status_code
        == 200
    )
