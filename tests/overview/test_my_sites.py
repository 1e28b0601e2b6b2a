"""Their own sites: the board of a facilitator's region with the sites given beyond it, and of a coach."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from governance import actions as governance
from partnership.actions import ask_support
from sites.actions import express_interest
from tests import make
from tests.conftest import TODAY
from tests.overview.test_board import READERS, names
from tests.overview.test_home import soup_of, words_of

MINE = "/mes-sites/"
QUERIES, FILE_QUERIES = 11, 9
FOR_PART = {"HX-Request": "true", "HX-Target": "selection"}


@pytest.fixture
def far(db):
    """A town in another region."""
    region = make.region("84", "Auvergne-Rhône-Alpes")
    return make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=region))


@pytest.fixture
def les_pentes(far):
    """Outside Rose's region, and not public yet."""
    return make.site("Les Pentes", town=far, public_since=None, state="exploring")


@pytest.fixture
def le_lointain(far):
    """Outside her region too, and nobody gave it to her."""
    return make.site("Le Lointain", town=far)


def give(site, person, by, **more):
    return governance.give_site(
        person, site=site, starts_on=TODAY, reason="Pas encore de centre là-bas", by=by, **more
    )


@pytest.fixture
def browser(browser_of, rose):
    return browser_of(rose)


@pytest.mark.parametrize("who", ["ines", "paul", "lila", "victor", "maud"])
@pytest.mark.parametrize("path", [MINE, f"{MINE}sites.csv", f"{MINE}sites.xlsx", f"{MINE}le-val/"])
def test_it_is_for_facilitators_and_coaches(request, browser_of, le_val, who, path):
    assert browser_of(request.getfixturevalue(who)).get(path).status_code == 403


def test_the_region_and_what_is_given_beyond_it_nothing_else(
    browser, rose, maud, le_val, la_crete, les_pentes, le_lointain
):
    make.site("Le Secret", public_since=None, state="exploring")
    assert names(browser.get(MINE)) == ["La Crête", "Le Secret", "Le Val"]

    give(les_pentes, rose, maud, ends_on=TODAY + timedelta(days=30))

    page = browser.get(MINE)
    assert names(page) == ["La Crête", "Le Secret", "Le Val", "Les Pentes"]
    line = soup_of(page).select_one("#site-les-pentes th").get_text(" ", strip=True)
    assert "hors de votre région, confié par Maud Ferrand jusqu’au 24" in line
    assert "Pas encore de centre là-bas" in words_of(page)
    assert "hors de votre région" not in soup_of(page).select_one("#site-le-val").get_text()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_the_files_hold_the_same_sites(
    browser, rose, maud, le_val, la_crete, les_pentes, le_lointain, kind
):
    give(les_pentes, rose, maud)

    everything = READERS[kind](browser.get(f"{MINE}sites.{kind}").content)
    chosen = READERS[kind](browser.get(f"{MINE}sites.{kind}?words=crete").content)

    assert [row[0] for row in everything] == ["Site", "La Crête", "Le Val", "Les Pentes"]
    assert [row[0] for row in chosen] == ["Site", "La Crête"]


def test_a_site_outside_is_not_there_in_any_address(
    browser, rose, maud, le_val, les_pentes, le_lointain
):
    for path in ("le-lointain/", "les-pentes/", "le-lointain/?replier=1", "nulle-part/"):
        assert browser.get(f"{MINE}{path}").status_code == 404
        assert browser.get(f"{MINE}{path}", headers={"HX-Request": "true"}).status_code == 404

    asked = browser.get(f"{MINE}?region=84&words=lointain&ouvert=le-lointain")
    assert names(asked) == []
    assert "Le Lointain" not in asked.content.decode()


def test_a_right_of_tomorrow_or_yesterday_shows_nothing(
    browser, rose, maud, le_val, les_pentes, set_day
):
    tomorrow = TODAY + timedelta(days=1)
    given = governance.give_site(
        rose, site=les_pentes, starts_on=tomorrow, reason="Demain", by=maud
    )
    assert names(browser.get(MINE)) == ["Le Val"]

    set_day(tomorrow)
    assert names(browser.get(MINE)) == ["Le Val", "Les Pentes"]
    governance.take_site_back(given, on=tomorrow, by=maud, reason="Un centre s’ouvre")

    set_day(tomorrow + timedelta(days=1))
    assert names(browser.get(MINE)) == ["Le Val"]
    assert browser.get(f"{MINE}les-pentes/").status_code == 404


def test_a_coach_sees_the_sites_that_are_coached(browser_of, le_val, la_crete):
    colette = make.person("Colette Martin")
    make.member("coach", colette, site=le_val)
    browser = browser_of(colette)

    assert names(browser.get(MINE)) == ["Le Val"]
    assert browser.get(f"{MINE}la-crete/").status_code == 404
    assert soup_of(browser.get("/communaute/")).select_one(".main-menu a[href='/mes-sites/']")


def test_who_supports_no_site_yet_reads_what_will_stand_there(browser, le_lointain):
    page = browser.get(MINE)

    assert "Pas encore de site dans votre région" in words_of(page)
    assert soup_of(page).select(".board-table, form.filter-sentence") == []


def test_above_the_table_stands_who_asks_and_waits_here_only(
    browser, triad, le_val, la_crete, le_lointain, les_pentes
):
    ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=triad[0])
    express_interest(make.request_to_join(), once="one")

    page = soup_of(browser.get(MINE))

    above = [[a.get_text() for a in panel.select(".entry")] for panel in page.select(".panel")]
    assert above == [["Le Val"], ["La Crête"]]
    assert {a["href"].partition("?")[0] for a in page.select(".panel a")} == {MINE}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("wave=2", ["Les Pentes"]),
        ("region=84", ["Les Pentes"]),
        ("seat=vacant", ["La Crête"]),
        ("need=support", ["La Crête", "Les Pentes"]),
        ("words=rhone", ["Les Pentes"]),
        ("order=wave", ["La Crête", "Le Val", "Les Pentes"]),
        ("wave=nonsense&order=z", ["La Crête", "Le Val", "Les Pentes"]),
    ],
)
def test_the_filter_sentence_is_the_address(
    browser, rose, maud, triad, la_crete, le_val, les_pentes, sentence, found
):
    les_pentes.wave = make.wave(2)
    les_pentes.save(update_fields=["wave"])
    give(les_pentes, rose, maud)

    assert names(browser.get(f"{MINE}?{sentence}")) == found


def test_htmx_brings_the_selection_alone_and_it_equals_the_page(
    browser, rose, maud, triad, la_crete, le_val, les_pentes
):
    give(les_pentes, rose, maud)
    part = browser.get(f"{MINE}?order=wave", headers=FOR_PART)

    fragment = BeautifulSoup(part.content, "lxml").select_one("#selection")
    whole = soup_of(browser.get(f"{MINE}?order=wave")).select_one("#selection")
    assert str(fragment) == str(whole)


def test_a_line_opens_in_place_and_without_javascript(browser, rose, maud, le_val, les_pentes):
    give(les_pentes, rose, maud)
    part = browser.get(f"{MINE}les-pentes/", headers={"HX-Request": "true"})
    plain = browser.get(f"{MINE}les-pentes/", follow=True)

    fragment = BeautifulSoup(f"<table>{part.content.decode()}</table>", "lxml").tbody
    assert str(fragment) == str(soup_of(plain).select_one("#site-les-pentes"))


def test_every_way_from_a_line_and_its_reasons_is_open(browser, rose, maud, les_pentes):
    """The page of a site's life holds what is the national team's alone: no line leads to it."""
    give(les_pentes, rose, maud)
    les_pentes.stage_since = TODAY - timedelta(days=200)
    les_pentes.save(update_fields=["stage_since"])
    line = soup_of(browser.get(f"{MINE}?ouvert=les-pentes")).select_one("#site-les-pentes")

    ways = {a["href"] for a in line.select("td:not(.toggle-cell) a, th a")}

    reasons = [li.get_text() for li in line.select(".reasons .facts li")]
    assert [("pour 60\xa0jours prévus" in reason) for reason in reasons] == [True], reasons
    assert len(ways) > 8
    assert {way: browser.get(way, follow=True).status_code for way in ways} == dict.fromkeys(
        ways, 200
    )


@pytest.mark.parametrize("count", [1, 3, 30])
def test_it_asks_as_much_for_one_site_as_for_many(
    browser, rose, maud, les_pentes, count, django_assert_num_queries
):
    give(les_pentes, rose, maud)
    for number in range(count - 1):
        make.site(f"Site {number:02}")

    with django_assert_num_queries(QUERIES):
        assert len(names(browser.get(MINE))) == count
    with django_assert_num_queries(FILE_QUERIES):
        browser.get(f"{MINE}sites.csv")


def test_saving_a_view_is_not_offered_to_who_may_not(browser, le_val):
    for address in (MINE, f"{MINE}?seat=vacant"):
        assert (
            soup_of(browser.get(address)).select("a[href^='/national/']:not([href*=comite])") == []
        )
