"""A seat's handover file: who reads it, what it says, the letter, and what it costs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from agenda import actions as agenda
from governance import actions as governance
from governance.models import HandoverLetter, Seat
from journal.models import Entry
from overview import figures
from partnership import actions as partnership
from sites.models import Site
from tests import make
from tests.conftest import TODAY
from tests.house.objects import open_version

ETAT, COMMUNE = "etat/", "commune/"
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LETTER = "Appelez Samira d’abord.\n\nLe bailleur ne répond qu’au téléphone."


@pytest.fixture
def files(le_val):
    return f"/sites/{le_val.slug}/triade/passation/"


@pytest.fixture
def hugo(le_val, ines, maud):
    """Will hold the State's seat when Ines has gone, in six days."""
    governance.end_mandate(le_val.mandates.get(person=ines), by=maud, on=TODAY + timedelta(days=6))
    person = make.person("Hugo Petit")
    make.seat(le_val, "state", person, since=TODAY + timedelta(days=7))
    return person


def main(response):
    return BeautifulSoup(response.content, "lxml").find("main")


def words(response):
    return " ".join(main(response).get_text(" ").split())


def full(site, triad, numbers=range(1)):
    """One of each thing that a file tells of, for each number."""
    ines, _marc, samira = triad
    version = site.versions.first() or open_version(site, ines)[0]
    for number in numbers:
        governance.make_commitment(
            site, by=ines, seat="state", text=f"Promesse {number}", to_whom="Le bailleur",
            due_on=YESTERDAY,
        )  # fmt: skip
        agenda.comment(version, text=f"Le samedi {number}.", public_name="Lila")
        agenda.plan_activity(
            site, by=ines, title=f"Ouvrir {number}", lead="Centre", due_on=YESTERDAY
        )
        partnership.ask_grant(
            site, funder="Caf", funder_kind="social", purpose=f"Accueil {number}",
            asked=Decimal(900), asked_on=YESTERDAY, by=ines,
        )  # fmt: skip
        day = {"kind": "coaching", "title": f"Animer {number}", "need": "Oser"}
        partnership.ask_support(site, by=samira, **day)
        partnership.propose(site, title=f"Décision {number}", proposal="Ouvrir.", by=ines)
        facts = partnership.Facts(f"Structure {number}", "employment", YESTERDAY)
        partnership.add_partner(site, facts, by=None)


def test_who_leaves_who_comes_and_the_triad_read_the_file(browser_of, hugo, triad, maud, files):
    for person in (*triad, hugo, maud):
        assert browser_of(person).get(files + ETAT).status_code == 200


@pytest.mark.parametrize("who", ["victor", "paul", "lila", "rose"])
def test_nobody_else_does(request, browser_of, triad, victor, paul, lila, rose, files, who):
    browser = browser_of({"victor": victor, "paul": paul, "lila": lila, "rose": rose}[who])

    assert browser.get(files + ETAT).status_code == 403
    assert browser.post(f"{files}{ETAT}lettre/", {"text": "x"}).status_code == 403


def test_who_comes_reads_the_file_of_that_seat_and_nothing_else(browser_of, hugo, marc, files):
    browser = browser_of(hugo)

    assert browser.get(files + COMMUNE).status_code == 404
    assert browser.get(f"{files}ailleurs/").status_code == 404
    assert browser.get("/sites/le-val/a-faire/").status_code == 403
    assert browser.get("/accueil/").headers["Location"] == files + ETAT


def test_a_site_that_is_not_public_is_there_for_who_comes(browser_of, hugo, le_val, files):
    le_val.public_since = None
    le_val.save(update_fields=["public_since"])

    assert browser_of(hugo).get(files + ETAT).status_code == 200


def test_who_left_reads_for_thirty_days_and_then_nothing(browser_of, hugo, ines, files, set_day):
    last = TODAY + timedelta(days=6)
    browser = browser_of(ines)
    for days, status in ((0, 200), (1, 200), (30, 200), (31, 403)):
        set_day(last + timedelta(days=days))
        assert browser.get(files + ETAT).status_code == status, days
    assert browser.get("/compte/").status_code == 200


def test_the_file_says_what_passes_on(browser_of, hugo, triad, le_val, files):
    full(le_val, triad)

    said = words(browser_of(hugo).get(files + ETAT))

    for expected in (
        "Ines Carpentier tient le siège depuis le 10 janvier 2023",
        "Hugo Petit prend le siège le 1er décembre 2026",
        "Promesse 0", "Le bailleur", "Promis par Ines Carpentier",
        "Le samedi 0.", "Ouvrir 0", "Accueil 0", "Demandé 900 €", "Animer 0", "Décision 0",
        "Structure 0", "marc.delattre@example.org", "Où en est le site",
    ):  # fmt: skip
        assert expected in said, expected


def test_a_long_part_shows_its_first_matters_and_folds_the_others(browser_of, triad, le_val, files):
    full(le_val, triad, range(9))

    part = main(browser_of(triad[0]).get(files + ETAT)).select_one("#commitments")

    assert len(part.select("li")) == 9
    assert len(part.select("details li")) == 6
    assert part.select_one("summary").get_text(" ", strip=True).startswith("En voir 6 de plus")


def test_a_short_part_is_read_whole(browser_of, triad, le_val, files):
    full(le_val, triad, range(4))

    part = main(browser_of(triad[0]).get(files + ETAT)).select_one("#commitments")

    assert (len(part.select("li")), part.select("details")) == (4, [])


def test_a_version_that_awaits_the_seat_is_in_its_file(browser_of, triad, le_val, files):
    ines, marc, _samira = triad
    version = agenda.start_version(le_val, by=ines)
    agenda.add_passage(version, by=ines, section="horizon", heading="Un lieu", text="Ouvert.")
    agenda.endorse(agenda.send_for_endorsement(version, by=ines), by=marc, kind="consent")

    browser = browser_of(ines)

    assert "La version 1 attend la réponse de ce siège" in words(browser.get(files + ETAT))
    assert "attend la réponse de ce siège" not in words(browser.get(files + COMMUNE))


def test_a_file_of_a_seat_where_nothing_is_open_says_so(browser_of, maud, le_val, files):
    said = words(browser_of(maud).get(f"{files}association/"))

    assert "Rien n’est ouvert dans ce siège aujourd’hui." in said
    assert "Aucun engagement de ce siège n’est ouvert." in said


@pytest.mark.parametrize("htmx", [False, True])
def test_who_leaves_writes_to_who_follows(browser_of, hugo, ines, le_val, files, htmx):
    browser, before = browser_of(ines), Entry.objects.count()
    typed = {"text": LETTER}

    if htmx:
        browser.htmx(f"{files}{ETAT}lettre/", typed, page=files + ETAT)
    else:
        assert browser.post(f"{files}{ETAT}lettre/", typed).status_code == 302

    said = words(browser_of(hugo).get(files + ETAT))
    assert "Le bailleur ne répond qu’au téléphone." in said
    entry = Entry.objects.get(kind="governance.handover_letter_written")
    assert (entry.by_id, Entry.objects.count()) == (ines.pk, before + 1)
    assert "Samira" not in str(entry.facts)


def test_each_letter_is_kept_and_the_last_one_is_read(browser_of, ines, maud, le_val, files):
    browser = browser_of(ines)
    for text in ("Premier jet.", LETTER):
        browser.post(f"{files}{ETAT}lettre/", {"text": text})

    assert list(HandoverLetter.objects.order_by("number").values_list("text", flat=True)) == [
        "Premier jet.",
        LETTER,
    ]
    assert "Premier jet." not in words(browser_of(maud).get(files + ETAT))
    with pytest.raises(DatabaseError, match="never changes"):
        HandoverLetter.objects.update(text="Autre chose")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "obligatoire"), ("x" * 8_001, "8000"), (LETTER, "dit déjà exactement cela")],
)
def test_a_letter_that_is_none_keeps_what_was_typed(browser_of, ines, le_val, files, text, said):
    browser = browser_of(ines)
    browser.post(f"{files}{ETAT}lettre/", {"text": LETTER})

    answer = browser.post(f"{files}{ETAT}lettre/", {"text": text})

    assert answer.status_code == 422
    assert said in str(main(answer).select_one("#id_text_error"))
    assert main(answer).select_one("textarea").text.strip() == text.strip()
    assert HandoverLetter.objects.count() == 1


def test_a_letter_is_written_for_the_own_seat_only(browser_of, hugo, triad, le_val, files):
    ines, marc, _samira = triad
    make.seat(le_val, "state", make.person("Dan Second"), deputy=True)

    assert browser_of(marc).post(f"{files}{ETAT}lettre/", {"text": "x"}).status_code == 404
    assert browser_of(hugo).post(f"{files}{ETAT}lettre/", {"text": "x"}).status_code == 403
    assert browser_of(ines).post(f"{files}{COMMUNE}lettre/", {"text": "x"}).status_code == 404


def test_who_has_left_may_still_write_while_handing_over(browser_of, hugo, ines, files, set_day):
    last, browser = TODAY + timedelta(days=6), browser_of(ines)
    set_day(last + timedelta(days=30))
    assert browser.post(f"{files}{ETAT}lettre/", {"text": LETTER}).status_code == 302
    set_day(last + timedelta(days=31))
    assert browser.post(f"{files}{ETAT}lettre/", {"text": "Encore."}).status_code == 403
    assert HandoverLetter.objects.count() == 1


def test_who_follows_reads_the_letter_and_begins_an_own_one(browser_of, hugo, ines, le_val, files, set_day):  # fmt: skip
    governance.write_handover_letter(le_val.mandates.get(person=ines), by=ines, text=LETTER)
    set_day(TODAY + timedelta(days=8))

    page = main(browser_of(hugo).get(files + ETAT))

    assert "Le bailleur ne répond" in page.select_one("blockquote").text
    assert page.select_one("textarea").text.strip() == ""


def test_the_triad_page_and_my_account_lead_to_the_files(browser_of, hugo, triad, le_val, files):
    def links(person, path):
        found = main(browser_of(person).get(path)).select(f'a[href^="{files}"]')
        return [link["href"] for link in found]

    assert links(triad[1], "/sites/le-val/triade/") == [files + w for w in (ETAT, COMMUNE, "association/")]  # fmt: skip
    assert links(hugo, "/sites/le-val/triade/") == [files + ETAT]
    assert links(hugo, "/compte/") == [files + ETAT]


@pytest.mark.slow
def test_a_file_costs_the_same_whatever_the_number_of_rows(triad, rose, maud, le_val):
    costs = []
    for numbers in (range(1), range(1, 3), range(3, 30)):
        full(le_val, triad, numbers)
        with CaptureQueriesContext(connection) as asked:
            here = Site.objects.select_related("wave", "region", "department").get(pk=le_val.pk)
            file = figures.handover_file(here, Seat.STATE)
        costs.append(len(asked))

    assert len(set(costs)) == 1, costs
    assert costs[0] <= 53
    assert (file.part("comments").total, file.part("comments").rest) == (30, 18)
