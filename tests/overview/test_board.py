"""The national board: every site, what it needs and why, for the national team."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from governance import actions as governance
from tests import make
from tests.conftest import TODAY
from tests.overview.test_home import soup_of, words_of

BOARD = "/national/"
QUERIES = 11


def names(answer):
    return [a.get_text() for a in soup_of(answer).select(".board-table tbody th .entry")]


@pytest.fixture
def browser(browser_of, maud):
    return browser_of(maud)


@pytest.mark.parametrize("who", ["ines", "rose", "lila", "victor"])
@pytest.mark.parametrize("path", [BOARD, f"{BOARD}sites.csv", f"{BOARD}le-val/"])
def test_the_board_is_for_the_national_team(request, browser_of, le_val, who, path):
    assert browser_of(request.getfixturevalue(who)).get(path).status_code == 403


def test_all_sites_by_name_those_that_are_not_public_too(browser, le_val, la_crete):
    make.site("Le Secret", public_since=None)

    assert names(browser.get(BOARD)) == ["La Crête", "Le Secret", "Le Val"]


def test_a_vacant_seat_is_counted_named_and_explained(browser, triad, la_crete, le_val):
    page = browser.get(f"{BOARD}?ouvert=la-crete")

    assert ". 1 " in soup_of(page).select_one("h1").get_text()
    assert [a.get_text() for a in soup_of(page).select(".panel .entry")] == ["La Crête"]
    assert len(soup_of(page).select(".reasons .facts li")) == 3


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
        ("need=asking", ["Les Pentes"]),
        ("need=waiting", ["La Crête"]),
        ("wave=nonsense&region=%27&seat=x", ["La Crête", "Le Val", "Les Pentes"]),
    ],
)
def test_the_filter_sentence_is_the_address(browser, triad, la_crete, le_val, sentence, found):
    far = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))
    make.site("Les Pentes", town=town, state="expressed", wave=make.wave(2))

    assert names(browser.get(f"{BOARD}?{sentence}")) == found


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


def test_the_file_holds_numbers_as_numbers_and_no_formula(browser, le_val):
    le_val.name = "=1+1"
    le_val.save(update_fields=["name"])

    text = browser.get(f"{BOARD}sites.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert rows[1][0] == "'=1+1"
    assert rows[1][3] == "1"
    assert rows[1][5].isdigit()


def test_the_file_has_the_chosen_sites_only(browser, triad, la_crete, le_val):
    text = browser.get(f"{BOARD}sites.csv?seat=vacant").content.decode("utf-8-sig")

    assert [row.split(";")[0] for row in text.splitlines()][1:] == ["La Crête"]


def test_a_mobilisation_that_lasts_too_long_is_pointed_out(browser, le_val):
    le_val.state, le_val.stage_since = "exploring", TODAY - timedelta(days=121)
    le_val.save(update_fields=["state", "stage_since"])

    assert names(browser.get(f"{BOARD}?need=waiting")) == ["Le Val"]
    assert "121" in words_of(browser.get(f"{BOARD}?ouvert=le-val"))


def test_pages_of_fifty(browser, db):
    for number in range(51):
        make.site(f"Site {number:02}")

    assert len(names(browser.get(BOARD))) == 50
    assert names(browser.get(f"{BOARD}?page=2")) == ["Site 50"]
    assert names(browser.get(f"{BOARD}?page=999")) == ["Site 50"]


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
