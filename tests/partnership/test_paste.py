"""A list pasted from a spreadsheet: every line accounted for, nothing before the yes, nothing twice."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from kit.states import Refusal
from partnership import actions, paste
from partnership.actions import Entry, Facts
from partnership.models import Partner, PartnerPaste
from partnership.paste import Known
from tests.partnership.test_partners import facts, text

PASTE = "/sites/le-val/partenaires/coller/"
CONFIRM = f"{PASTE}confirmer/"
SHEET = (
    "Organisation\tSecteur\tDate\tContact\tCourriel\n"
    "Théâtre du Val\tCulture\t01/02/2025\tLouis Marin\tlouis@example.org\n"
    "Mision locale\templois\t2024\n"
    "Mission locale\tEmploi\t\n"
    "\tSport\t\n"
    "Boulangerie Petit\tcommerces\t31/02/2025\n"
    "Les Jardiniers\tMagie\t\n"
    "theatre du val\tculture\t03/2024\n"
)


def verdicts(lines):
    return [(line.number, str(line.verdict)) for line in lines]


def form_of(response):
    """The fields of the preview as the browser would send them."""
    soup = BeautifulSoup(response.content, "lxml")
    form = soup.find("form", action=CONFIRM)
    data = {e["name"]: e.get("value", "") for e in form.find_all("input") if e.get("name")}
    for select in form.find_all("select"):
        chosen = select.find("option", selected=True) or select.find("option")
        data[select["name"]] = chosen["value"]
    return data


def test_every_line_gets_its_verdict():
    lines = paste.read(SHEET, [Known("k1", "Mission Locale")])

    assert verdicts(lines) == [
        (2, "new"), (3, "near"), (4, "same"), (5, "refused"), (6, "refused"), (7, "unclear"), (8, "same"),
    ]  # fmt: skip
    assert (lines[0].sector, lines[0].joined_on) == ("culture", date(2025, 2, 1))
    assert (lines[1].sector, lines[1].joined_on) == ("employment", date(2024, 1, 1))
    assert lines[1].twin.key == "k1"
    assert lines[6].twin.key == "line-2"


@pytest.mark.parametrize(
    ("typed", "sector"),
    [("Économie", "economy"), ("economi", "economy"), ("CULTURE ", "culture"), ("Bailleur social", "housing"),
     ("association", ""), ("", ""), ("Santé", "health")],
)  # fmt: skip
def test_sectors_are_understood_as_people_write_them(typed, sector):
    assert paste.sector_of(typed) == sector


@pytest.mark.parametrize("name", ["Centre social Les Glycines", "Association Centre social les glycines", "Centre sociale Les Glycine"])  # fmt: skip
def test_names_that_look_alike_are_found(name):
    (line,) = paste.read(f"{name};social", [Known("k", "Centre Social “Les Glycines”")])

    assert line.verdict in {"near", "same"}


def test_names_that_differ_stay_apart():
    (line,) = paste.read("Collège Jean Macé;école", [Known("k", "Théâtre de la Ville")])

    assert line.verdict == "new"


def test_a_quotation_mark_that_nothing_closes_spoils_no_other_line():
    lines = paste.read('Club "Les As;sport\nChorale;culture\n', [])

    assert [line.name for line in lines] == ['Club "Les As', "Chorale"]


def test_nothing_is_written_before_the_yes_and_nothing_twice_after(browser_of, marc, le_val):
    actions.add_partner(le_val, facts(), by=None)
    browser = browser_of(marc)

    preview = browser.post(PASTE, {"text": SHEET})
    assert preview.status_code == 200
    assert Partner.objects.count() == 1

    data = form_of(preview)
    unsettled = browser.post(CONFIRM, data)
    assert unsettled.status_code == 422
    assert "error-summary" in text(unsettled)
    assert Partner.objects.count() == 1

    known = Partner.objects.get()
    data |= {"choice-3": f"into:{known.pk}", "choice-8": "into:line-2", "sector-7": "small"}
    for _click in range(2):
        assert browser.post(CONFIRM, data).status_code == 302

    found = {p.name: p for p in Partner.objects.all()}
    assert set(found) == {"Mission locale", "Théâtre du Val", "Les Jardiniers"}
    assert found["Mission locale"].starts_on == date(2024, 1, 1)
    assert found["Théâtre du Val"].starts_on == date(2024, 3, 1)
    assert found["Théâtre du Val"].contact_email == "louis@example.org"
    made = PartnerPaste.objects.get()
    assert (made.added, made.merged, made.left_out) == (2, 2, 3)


def test_two_hundred_lines_go_in_with_few_queries(
    browser_of, marc, le_val, django_assert_max_num_queries
):
    words = [f"{a} {b} {c}" for a in ("Club", "Atelier", "Chorale", "Ferme", "Radio", "Fabrique")
             for b in ("Mistral", "Zola", "Curie", "Vauban", "Hugo", "Pasteur") for c in ("nord", "sud", "est", "ouest", "plage", "gare")]  # fmt: skip
    data = form_of(browser_of(marc).post(PASTE, {"text": "\n".join(f"{w};sport" for w in words)}))
    data |= {name: "add" for name in data if name.startswith("choice-")}

    with django_assert_max_num_queries(40):
        assert browser_of(marc).post(CONFIRM, data).status_code == 302

    assert Partner.objects.count() == len(words) == 216


@pytest.mark.parametrize(
    "typed", ["", "   \n\t\n", "\n".join(f"Club {n}" for n in range(401)), "x" * 100_001]
)
def test_a_list_that_cannot_be_taken_says_why_and_is_kept(browser_of, marc, le_val, typed):
    answer = browser_of(marc).post(PASTE, {"text": typed})

    assert answer.status_code == 422
    assert "error-summary" in text(answer)


@pytest.mark.parametrize("typed", ["\x00Club\x00;sport", "=1+1;sport", "<script>alert(1)</script>;sport", "é" * 200 + ";sport", '"a\nb";sport', ";;;;", "\t\t"])  # fmt: skip
def test_odd_text_gets_an_answer(browser_of, marc, le_val, typed):
    answer = browser_of(marc).post(PASTE, {"text": typed})

    assert answer.status_code in {200, 422}
    assert "<script>alert" not in answer.content.decode()
    assert not Partner.objects.exists()


def test_a_forged_choice_is_refused(browser_of, marc, le_val, la_crete):
    there = actions.add_partner(la_crete, facts(), by=None)
    data = form_of(browser_of(marc).post(PASTE, {"text": "Mission locale;emploi"}))

    for choice in (f"into:{there.pk}", "into:line-9", "royal"):
        assert browser_of(marc).post(CONFIRM, data | {"choice-1": choice}).status_code == 422
    for once in ("", "x"):
        assert browser_of(marc).post(CONFIRM, data | {"once": once}).status_code == 422
    assert Partner.objects.count() == 1


def test_a_line_merged_into_one_that_is_left_out_is_refused(le_val, marc):
    entry = Entry(2, Facts("Club", "sport", date(2025, 1, 1)), into="line-1")

    with pytest.raises(Refusal):
        actions.confirm_paste(le_val, [entry], by=marc, once=uuid4())

    assert not PartnerPaste.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_by_two_at_once_goes_in_once(le_val, marc):
    once, entries = uuid4(), [Entry(1, Facts("Club", "sport", date(2025, 1, 1)))]

    def send():
        actions.confirm_paste(le_val, entries, by=marc, once=once)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Partner.objects.count() == 1
    assert PartnerPaste.objects.count() == 1


@pytest.mark.parametrize(
    ("total", "between", "bom"),
    [(1, ";", "\ufeff"), (30, "\t", ""), (30, ";", "\ufeff"), (200, "\t", "\ufeff")],
)
def test_a_sheet_of_any_length_is_settled_line_by_line(
    browser_of, marc, le_val, total, between, bom
):
    """Of ten lines one is a duplicate, one has a typing error, one has no name; others are left out."""
    actions.add_partner(le_val, facts(), by=None)
    rows = [f"Association n° {number * 7919}" for number in range(total)]
    if total > 9:
        rows[::10] = ["MISSION LOCALE"] * (total // 10)
        rows[1::10] = ["Mision locale"] * (total // 10)
        rows[2::10] = [""] * (total // 10)
    sheet = "\r\n".join(between.join([name, "sport", "01/02/2025"]) for name in rows)
    browser = browser_of(marc)

    preview = browser.post(PASTE, {"text": f"{bom}{between.join(['Organisation', 'Secteur', 'Date'])}\r\n{sheet}"})  # fmt: skip
    data = form_of(preview)
    choices = [name for name in data if name.startswith("choice-")]
    assert len(choices) == total - sum(not name for name in rows)
    taken = [f"choice-{line}" for line, name in enumerate(rows, start=2) if name.startswith("Asso")]
    data |= dict.fromkeys(choices, "skip") | dict.fromkeys(taken[::2], "add")
    assert browser.post(CONFIRM, data).status_code == 302
    assert browser.post(CONFIRM, data).status_code == 302

    assert Partner.objects.count() == 1 + len(taken[::2])
    made = PartnerPaste.objects.get()
    assert (made.added, made.merged, made.left_out) == (len(taken[::2]), 0, total - len(taken[::2]))
    assert {p.starts_on for p in Partner.objects.exclude(name="Mission locale")} == {date(2025, 2, 1)}  # fmt: skip


def test_a_list_pasted_after_the_session_ended_is_kept_and_sent_on(
    client, browser_of, marc, le_val
):
    client.logout()
    sent = client.post(PASTE, {"text": SHEET})
    assert sent.status_code == 302
    assert "/compte/texte-garde/" in sent["Location"]

    client.sign_in(marc)
    kept = BeautifulSoup(client.get("/compte/texte-garde/").content, "lxml")
    form = kept.find("form", action=PASTE)
    typed = {area["name"]: area.text for area in form.find_all("textarea")}
    preview = client.post(form["action"], typed)

    assert verdicts_shown(preview) == 7
    assert not Partner.objects.exists()


def verdicts_shown(response):
    """How many lines the preview shows."""
    return len(BeautifulSoup(response.content, "lxml").select("table.cards tbody tr"))
