"""The national board: every site, what it needs and why, for the national team."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from governance import actions as governance
from partnership.actions import ask_support
from sites.actions import express_interest
from steering import actions as steering
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.kit.test_sheets import read_ods, read_xlsx
from tests.overview.test_home import soup_of, words_of

BOARD = "/national/"
QUERIES, FILE_QUERIES = 11, 9


def names(answer):
    return [a.get_text() for a in soup_of(answer).select(".board-table tbody th .entry")]


@pytest.fixture
def browser(browser_of, maud):
    return browser_of(maud)


@pytest.mark.parametrize("who", ["ines", "rose", "lila", "victor"])
@pytest.mark.parametrize(
    "path", [BOARD, f"{BOARD}sites.csv", f"{BOARD}sites.ods", f"{BOARD}le-val/"]
)
def test_the_board_is_for_the_national_team(request, browser_of, le_val, who, path):
    assert browser_of(request.getfixturevalue(who)).get(path).status_code == 403


def test_all_sites_by_name_those_that_are_not_public_too(browser, le_val, la_crete):
    make.site("Le Secret", public_since=None)

    assert names(browser.get(BOARD)) == ["La Crête", "Le Secret", "Le Val"]


def test_a_vacant_seat_is_counted_named_and_explained(browser, triad, la_crete, le_val):
    page = browser.get(f"{BOARD}?ouvert=la-crete")

    assert ". 1 " in soup_of(page).select_one("h1").get_text()
    assert [a.get_text() for a in soup_of(page).select(".panel .entry")] == ["La Crête"]
    # Three seats, and a learning review.
    assert len(soup_of(page).select(".reasons .facts li")) == 4


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("wave=1", ["La Crête", "Le Val"]),
        ("wave=2", ["Les Pentes"]),
        ("region=84", ["Les Pentes"]),
        ("region=84&wave=1", []),
        ("seat=vacant", ["La Crête"]),
        ("seat=held", ["Le Val", "Les Pentes"]),
        ("stage=expressed", ["Les Pentes"]),
        ("need=any", ["La Crête", "Le Val", "Les Pentes"]),
        ("need=any&wave=1", ["La Crête", "Le Val"]),
        ("need=waiting", ["La Crête", "Les Pentes"]),
        ("need=support", ["La Crête", "Les Pentes"]),
        ("need=asked", ["Le Val"]),
        ("need=review", ["La Crête", "Le Val"]),
        ("words=crete", ["La Crête"]),
        ("words=QN05998N", ["Le Val"]),
        ("words=rhone", ["Les Pentes"]),
        ("words=nowhere", []),
        ("wave=1&region=32&seat=vacant", ["La Crête"]),
        ("order=wave", ["La Crête", "Le Val", "Les Pentes"]),
        ("wave=nonsense&region=%27&seat=x&need=y&order=z", ["La Crête", "Le Val", "Les Pentes"]),
    ],
)
def test_the_filter_sentence_is_the_address(browser, triad, la_crete, le_val, sentence, found):
    far = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))
    make.site("Les Pentes", town=town, state="expressed", wave=make.wave(2))
    ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=triad[0])

    assert names(browser.get(f"{BOARD}?{sentence}")) == found


def test_by_wave_then_by_name(browser, la_crete, le_val):
    make.site("Avant tous", wave=make.wave(2))

    assert names(browser.get(BOARD)) == ["Avant tous", "La Crête", "Le Val"]
    assert names(browser.get(f"{BOARD}?order=wave")) == ["La Crête", "Le Val", "Avant tous"]


def test_who_asked_for_support_stands_above_the_table_with_the_requests_to_take_part(
    browser, triad, le_val
):
    ask_support(le_val, kind="co_training", title="Animer un atelier", need="Oser", by=triad[0])
    express_interest(make.request_to_join(), once="one")

    asked = soup_of(browser.get(BOARD)).select(".panel")[0]

    assert asked.select_one(".entry").get_text() == "Le Val"
    assert "animer un atelier" in asked.get_text()
    assert asked.select_one(".note a")["href"] == "/national/demandes/"


def test_a_paused_site_with_a_vacant_seat_is_pointed_out(browser, maud, triad, le_val):
    le_val.state, le_val.look_again_on = "paused", TODAY + timedelta(days=40)
    le_val.save(update_fields=["state", "look_again_on"])
    governance.end_mandate(le_val.mandates.get(seat="state"), by=maud, on=TODAY - timedelta(days=9))

    assert names(browser.get(f"{BOARD}?need=waiting")) == ["Le Val"]
    page = soup_of(browser.get(f"{BOARD}?ouvert=le-val"))
    assert [a.get_text() for a in page.select(".panel .entry")] == ["Le Val"]
    # The seat is vacant from the day after the last: above the board as in the reasons.
    said = {" ".join(e.get_text().split()) for e in page.select(".panel li, .reasons li")}
    assert all("8 jours" in words for words in said if "siège" in words or "délégué" in words), said
    assert sum("8 jours" in words for words in said) == 2


def test_a_pause_whose_day_has_come_is_pointed_out(browser, la_crete):
    la_crete.state, la_crete.look_again_on = "paused", TODAY
    la_crete.save(update_fields=["state", "look_again_on"])

    assert names(browser.get(f"{BOARD}?need=waiting")) == ["La Crête"]
    assert names(browser.get(f"{BOARD}?need=support")) == ["La Crête"]


def test_each_number_leads_to_the_page_of_its_reason(browser, triad, le_val):
    line = soup_of(browser.get(BOARD)).select_one("#site-le-val")
    there = [a["href"] for a in line.select("th a, td:not(.toggle-cell) a")]

    assert there == [
        f"/sites/le-val/{page}" for page in (
            "", "vie/", "triade/", "feuille-de-route/", "indicateurs/", "consultation/remarques/",
            "journees-d-appui/", "indicateurs/revues/", "rapports/",
        )
    ]  # fmt: skip
    assert all(browser.get(address).status_code == 200 for address in there)


def test_the_headlines_number_and_the_reasons_lead_to_their_sites(browser, triad, la_crete, le_val):
    scenes.said(scenes.opened(le_val, triad[0]))
    la_crete.state, la_crete.stage_since = "exploring", TODAY - timedelta(days=121)
    la_crete.save(update_fields=["state", "stage_since"])
    page = soup_of(browser.get(BOARD))

    assert page.select_one("h1 a")["href"] == f"{BOARD}?need=any"
    assert names(browser.get(f"{BOARD}?need=any")) == ["La Crête"]
    reasons = page.select_one("#site-la-crete a.note")
    assert soup_of(browser.get(reasons["href"], follow=True)).select("#site-la-crete .reasons li")
    waiting = page.select_one('#site-le-val a[href$="?a-traiter=1"]')["href"]
    assert "En attente (1)" in words_of(browser.get(waiting))
    assert not page.select('#site-la-crete a[href$="?a-traiter=1"]')


def test_the_reasons_say_what_was_asked_and_lead_to_the_pages(browser, triad, maud, le_val):
    wish = ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=triad[0])
    governance.end_mandate(
        le_val.mandates.get(seat="community"), by=maud, on=TODAY - timedelta(days=9)
    )

    opened = soup_of(browser.get(f"{BOARD}?ouvert=le-val")).select_one(".reasons")
    there = [a["href"] for a in opened.select("a")]

    assert "Oser" in opened.get_text()
    assert "8 jours" in " ".join(opened.get_text().split())
    assert f"/sites/le-val/journees-d-appui/{wish.pk}/date/" in there
    assert all(browser.get(address).status_code == 200 for address in there)


def test_htmx_brings_the_selection_alone_and_it_equals_the_page(browser, triad, la_crete, le_val):
    address = f"{BOARD}?seat=vacant"
    part = browser.get(address, headers={"HX-Request": "true", "HX-Target": "selection"})

    fragment = BeautifulSoup(part.content, "lxml").select_one("#selection")
    whole = soup_of(browser.get(address)).select_one("#selection")

    assert " ".join(fragment.get_text().split()) == " ".join(whole.get_text().split())
    assert soup_of(part).select_one("h1") is None


def test_a_row_opens_in_place_and_without_javascript(browser, triad, la_crete, le_val):
    row = f"{BOARD}la-crete/"
    part = browser.get(row, headers={"HX-Request": "true", "HX-Target": "site-la-crete"})
    plain = browser.get(row, follow=True)

    fragment = BeautifulSoup(f"<table>{part.content.decode()}</table>", "lxml").tbody
    assert str(fragment) == str(soup_of(plain).select_one("#site-la-crete"))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_file_holds_the_chosen_sites_numbers_as_numbers(browser, triad, la_crete, le_val, kind):
    la_crete.name = "=1+1"
    la_crete.save(update_fields=["name"])
    answer = browser.get(f"{BOARD}sites.{kind}?seat=vacant")
    rows = READERS[kind](answer.content)

    assert len(rows) == 2
    site = dict(zip(rows[0], rows[1], strict=True))
    assert site["Site"] == ("'=1+1" if kind == "csv" else "=1+1")
    assert int(site["Vague"]) == 1
    assert site["Programme"] == "quartiers prioritaires"
    assert int(site["Jours dans l’étape"]) == (TODAY - make.LONG_AGO).days
    assert site["Siège de l’État"] == "vacant"


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def valued(read):
    return lambda content: [[value for _kind, value in row] for row in read(content)]


READERS = {"csv": read_csv, "xlsx": valued(read_xlsx), "ods": valued(read_ods)}


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_file_asks_as_much_for_one_site_as_for_many(
    browser, db, count, django_assert_num_queries
):
    for number in range(count):
        make.site(f"Site {number:02}")

    with django_assert_num_queries(FILE_QUERIES):
        browser.get(f"{BOARD}sites.csv")


def test_a_mobilisation_that_lasts_too_long_is_pointed_out(browser, le_val):
    le_val.state, le_val.stage_since = "exploring", TODAY - timedelta(days=121)
    le_val.save(update_fields=["state", "stage_since"])

    assert names(browser.get(f"{BOARD}?need=waiting")) == ["Le Val"]
    assert "121" in words_of(browser.get(f"{BOARD}?ouvert=le-val"))


def test_pages_of_thirty(browser, db):
    for number in range(31):
        make.site(f"Site {number:02}")

    assert len(names(browser.get(BOARD))) == 30
    assert names(browser.get(f"{BOARD}?page=2")) == ["Site 30"]
    assert names(browser.get(f"{BOARD}?page=999")) == ["Site 30"]


@pytest.mark.parametrize("count", [1, 3, 30, 61])
def test_the_board_asks_as_much_for_one_site_as_for_many(
    browser, db, count, django_assert_num_queries
):
    for number in range(count):
        make.site(f"Site {number:02}")

    with django_assert_num_queries(QUERIES):
        browser.get(BOARD)


def test_a_mandate_of_yesterday_counts_no_more(browser, triad, maud, le_val):
    assert names(browser.get(f"{BOARD}?seat=vacant")) == []
    mandate = le_val.mandates.get(seat="state")
    governance.end_mandate(mandate, by=maud, on=TODAY - timedelta(days=1))

    assert names(browser.get(f"{BOARD}?seat=vacant")) == ["Le Val"]


def test_the_committees_decisions_to_review_are_counted_on_the_board(browser, maud, set_day):
    meeting = steering.plan_meeting(title="Comité", on=TODAY, by=maud)
    meeting = steering.hold_meeting(meeting, present=[("Agence", "")], by=maud)
    for days in (5, 6, 90):
        steering.decide(
            meeting, title="Appui", wording="Doubler.", carried_by="Agence",
            review_on=TODAY + timedelta(days=days), by=maud,
        )  # fmt: skip
    assert "décision" not in soup_of(browser.get(BOARD)).select_one(".page-head").get_text()

    set_day(TODAY + timedelta(days=6))
    link = soup_of(browser.get(BOARD)).select_one(".page-head a[href='/national/comite/']")
    assert "2 décisions à revoir" in " ".join(link.get_text().split())


def test_the_larger_map_is_an_address_that_keeps_the_conditions(browser, le_val, la_crete):
    small = soup_of(browser.get(f"{BOARD}?wave=1"))
    link = small.select_one(".board-map a[href*=carte]")["href"]
    assert link == "?wave=1&carte=1#carte"
    assert small.select_one(".map-key") is None

    large = soup_of(browser.get(f"{BOARD}{link}"))
    assert large.select_one(".map-key") is not None
    assert {a["aria-label"] for a in large.select(".map svg a")} == {"La Crête", "Le Val"}
    assert large.select_one(".board-map > p a")["href"] == "?wave=1&#carte"
