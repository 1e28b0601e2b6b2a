"""The home page says where the sites are, what is open and what was adopted."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from agenda import actions as agenda
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY


def soup_of(answer):
    return BeautifulSoup(answer.content, "lxml")


def words_of(answer):
    return " ".join(soup_of(answer).get_text(" ").split())


def test_the_map_and_the_list_show_the_same_sites_in_the_same_order(client, le_val, la_crete):
    page = soup_of(client.get("/"))

    listed = [a["href"] for a in page.select(".places .entry")]
    marked = [a["href"] for a in page.select(".map a.mark")]

    assert listed == marked == ["/sites/la-crete/", "/sites/le-val/"]


def test_a_site_that_is_not_public_is_neither_shown_nor_counted(client, victor, le_val, browser_of):
    make.site("Le Secret", public_since=None)
    make.site("Demain", public_since=TODAY + timedelta(days=1))

    for browser in (client, browser_of(victor)):
        said = words_of(browser.get("/"))
        assert "Le Secret" not in said and "Demain" not in said
        assert "2 sites" in said


def test_the_first_day_has_no_site_yet(client, db):
    assert client.get("/").status_code == 200


def test_a_consultation_is_announced_with_its_days(client, triad, le_val):
    scenes.opened(le_val, triad[0])

    page = soup_of(client.get("/"))

    assert page.select_one(".days-card .days strong").get_text() == "19"
    assert page.select_one(".map a.mark.open") is not None
    assert "Le Val" in page.select_one(".places .tag").find_parent("li").get_text()


def test_the_home_page_shows_the_six_that_end_first_and_leads_to_all(client, triad, le_val):
    for number in range(8):
        site = make.site(f"Site {number}")
        begun = scenes.writing(site, triad[0])
        last_day = TODAY + timedelta(days=30 - number)
        agenda.open_consultation(begun, by=triad[0], until=last_day)

    home, everything = soup_of(client.get("/")), soup_of(client.get("/consultations/"))

    shown = [card.select_one("a")["href"] for card in home.select(".days-card")]
    assert shown == [f"/sites/site-{number}/consultation/" for number in range(7, 1, -1)]
    assert home.select_one("section[aria-labelledby=open] a[href='/consultations/']") is not None
    assert len(home.select(".map a.mark.open")) == 8
    assert "8 feuilles de route" in " ".join(home.get_text(" ").split())
    assert len(everything.select(".days-card")) == 8


def test_beyond_sixty_sites_the_list_counts_by_region(client, db):
    for number in range(61):
        make.site(f"Site {number:02}")

    page = soup_of(client.get("/"))

    assert not page.select(".places")
    assert "61" in page.select_one(".regions").get_text()
    assert page.select_one(".map .number").get_text() == "61"


@pytest.mark.parametrize("count", [1, 3, 30, 61])
def test_the_home_page_asks_as_much_for_one_site_as_for_many(
    client, db, count, django_assert_num_queries
):
    for number in range(count):
        make.site(f"Site {number:02}")

    with django_assert_num_queries(5):
        client.get("/")


def test_the_search_of_the_home_page_leads_to_the_directory(client, le_val):
    form = soup_of(client.get("/")).select_one("form.find")

    answer = client.get(form["action"], {"q": "Le Val"})

    assert "Le Val" in words_of(answer)


def test_what_was_adopted_quotes_the_answer_that_counts(client, triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    sabrina, _code = scenes.said(version)
    nora, _code = scenes.said(version, "Le mercredi aussi.", public_name="Nora")
    for comment in (nora, sabrina):
        agenda.give_outcome(comment, kind="partly", reason="On le promet à tous.", by=ines)
    agenda.close_consultation(version, by=ines)
    following = agenda.start_version(le_val, by=ines)
    there = following.wordings.get(passage=sabrina.passage_id)
    agenda.save_passage(
        there, by=ines, revision=there.revision, heading=there.heading, text="Jusqu'à 19 h."
    )
    named = agenda.Details(passages=(sabrina.passage_id,))
    agenda.give_outcome(nora, kind="not_retained", reason="Le local est pris.", by=ines)
    agenda.give_outcome(
        sabrina, kind="retained", reason="Écrit au passage 4.", by=ines, details=named
    )
    agenda.send_for_endorsement(following, by=ines)
    for person in triad:
        agenda.endorse(following, by=person, kind="consent")
    assert "Écrit au passage 4." in words_of(client.get("/")).replace("\xa0", " ")

    already = {"kind": "already", "reason": "C'était écrit.", "by": ines}
    agenda.give_outcome(sabrina, **already)

    said = words_of(client.get("/"))
    assert "Le Val" in said
    for replaced in ("Écrit au passage 4.", "On le promet à tous."):
        assert replaced not in said.replace("\xa0", " ")


@pytest.mark.parametrize("path", ["/la-demarche/", "/consultations/"])
def test_the_pages_for_everybody_answer(client, db, path):
    assert client.get(path).status_code == 200
