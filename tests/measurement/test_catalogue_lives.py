"""A common indicator is developed, put into use, retired: on its page, and with a file from another portal."""

import json

import pytest

from journal.models import Entry
from kit.states import Refusal
from measurement import actions
from measurement.catalogue import bringing, sheets
from measurement.models import Indicator
from tests import make
from tests.emptying import start_over

WAITING = {"status": "draft", "role": "to_develop", "steward": "L’équipe nationale"}


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def given_out():
    """The catalogue as it is carried elsewhere."""
    found = Indicator.objects.filter(site=None).order_by("position", "code")
    return json.dumps(sheets.document(found), ensure_ascii=False).encode()


def one(code="hab-01"):
    return Indicator.objects.get(code=code)


@pytest.fixture
def lives(maud):
    """Two catalogues: that of before, in which one figure is developed and two are in use, and that of after."""
    make.common_indicator("hab-01", "Bien vivre ici", **WAITING)
    make.common_indicator("hab-02", "Repas")
    make.common_indicator("hab-03", "Repas servis")
    before = given_out()
    actions.put_in_use(one(), role="contributing", by=maud)
    actions.retire_indicator(one("hab-02"), reason="Deux fois", replaced_by=one("hab-03"), by=maud)
    after = given_out()
    start_over("measurement_indicator")
    bringing.write(before, reason="Reprise", by=maud)
    return before, after


def test_what_is_ready_is_put_into_use_on_its_page(browser_of, maud, samira, db):
    make.common_indicator("hab-01", "Bien vivre ici", **WAITING)
    page, address = "/indicateurs/hab-01/", "/indicateurs/hab-01/mettre-en-usage/"
    assert address in text(browser_of(maud).get(page))
    assert browser_of(samira).get(address).status_code == 403

    assert browser_of(maud).post(address, {"role": "to_develop"}).status_code == 422
    assert browser_of(maud).post(address, {"role": "contributing"}).status_code == 302

    assert (one().status, one().role) == ("active", "contributing")
    assert Entry.objects.filter(kind="measurement.indicator_put_in_use").count() == 1
    assert address not in text(browser_of(maud).get(page))
    assert browser_of(maud).get(address).status_code == 302
    entries = Entry.objects.count()
    actions.put_in_use(one(), role="contributing", by=maud)
    assert Entry.objects.count() == entries, "done once"


def test_what_residents_could_not_read_is_not_put_into_use(maud):
    make.common_indicator("hab-01", information_use="", **WAITING)
    with pytest.raises(Refusal):
        actions.put_in_use(one(), role="contributing", by=maud)
    make.common_indicator("hab-02")
    actions.retire_indicator(one("hab-02"), reason="Fini", by=maud)
    with pytest.raises(Refusal):
        actions.put_in_use(one("hab-02"), role="contributing", by=maud)


def test_a_file_puts_into_use_and_retires_what_it_says(lives, maud):
    after = lives[1]
    told = {line.code: line.words for line in bringing.preview(after).lines}
    assert "mis en usage" in told["hab-01"]
    assert "retiré" in told["hab-02"]
    assert told["hab-03"] == "inchangé"

    assert bringing.write(after, reason="Reprise", by=maud) == 2
    assert given_out() == after
    assert one("hab-02").replaced_by == one("hab-03")
    assert bringing.write(after, reason="Reprise", by=maud) == 0


def test_an_older_file_brings_nothing_back_that_is_retired(lives, maud):
    before, after = lives
    bringing.write(after, reason="Reprise", by=maud)
    old = json.loads(before)
    old["rows"] = [row for row in old["rows"] if row["code"] == "hab-02"]
    bringing.write(json.dumps(old).encode(), reason="Reprise", by=maud)

    assert one("hab-02").status == "retired"
    refused = bringing.preview(before)
    assert [line.code for line in refused.lines if line.refused] == ["hab-01"], "no draft again"


@pytest.mark.parametrize(("cell", "value"), [("motif_retrait", ""), ("remplace_par", "abc-99")])
def test_a_retirement_without_its_reason_or_its_heir_changes_nothing(lives, maud, cell, value):
    told = json.loads(lives[1])
    for row in told["rows"]:
        row[cell] = value if row["code"] == "hab-02" else row[cell]
    with pytest.raises(Refusal):
        bringing.write(json.dumps(told).encode(), reason="Reprise", by=maud)


def test_line_ends_of_another_system_and_a_cell_too_many(db):
    make.common_indicator("hab-01", definition="Une ligne\nune autre")
    told = json.loads(given_out())
    told["rows"][0]["definition"] = "Une ligne\r\nune autre"
    assert bringing.preview(json.dumps(told).encode()).counts["same"] == 1

    csv = "code;nom;unite;type;sens;periodicite;niveau;source\nhab-01;A;u;count;higher;year;site;s;trop\n"
    with pytest.raises(Refusal):
        bringing.preview(csv.encode())


def test_a_file_that_is_too_large_is_not_read_in_part(db, monkeypatch):
    with pytest.raises(Refusal, match="pas un catalogue"):
        bringing.preview(b'{"rows": ' + b"[" * 100_000)
    make.common_indicator("hab-01")
    monkeypatch.setattr(bringing, "LARGEST", len(given_out()) - 1)
    with pytest.raises(Refusal, match="au plus 4"):
        bringing.preview(given_out())


def test_a_file_that_got_lost_on_the_way_says_so(browser_of, maud):
    answer = browser_of(maud).post("/indicateurs/reprise/", {"carried": "?", "reason": "Reprise"})
    assert answer.status_code == 422
    assert "Le fichier s’est perdu en route" in answer.content.decode()
