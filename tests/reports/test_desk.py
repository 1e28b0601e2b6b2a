"""The desk on the page of reports: what a facilitator knows before meeting the people of a site."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community import actions as community
from community.models import Forum
from governance import actions as governance
from partnership import actions as partnership
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.overview.test_home import soup_of, words_of
from tests.overview.test_todo import looked_back

DESK = "/rapports/"


def in_days(days):
    return TODAY + timedelta(days=days)


def sites_on(answer):
    return [h.a.get_text() for h in soup_of(answer).select(".visits > li > h3")]


def lines_on(answer, number=0):
    site = soup_of(answer).select(".visits > li")[number]
    return [" ".join(li.get_text(" ").split()) for li in site.select(".facts > li")]


@pytest.fixture
def browser(browser_of, rose):
    return browser_of(rose)


@pytest.fixture
def calm(triad, le_val):
    """Le Val has its three seats and looked back lately: nothing waits there."""
    looked_back(le_val)
    return le_val


@pytest.mark.parametrize("who", ["ines", "paul", "lila", "maud"])
def test_the_desk_is_for_who_supports_sites(request, browser_of, le_val, who):
    page = soup_of(browser_of(request.getfixturevalue(who)).get(DESK))

    assert page.select_one("#desk") is None
    assert page.select_one("h1").get_text(strip=True) == "Rapports de site"


def test_where_nothing_waits_the_desk_says_so(browser, calm):
    page = browser.get(DESK)

    assert sites_on(page) == []
    assert "Rien n’attend dans vos sites" in words_of(page)
    assert "Toutes les questions des forums ont eu une réponse" in words_of(page)


def test_who_supports_no_site_yet_reads_what_will_stand_there(browser):
    assert "Pas encore de site dans votre région" in words_of(browser.get(DESK))


def test_support_asked_says_since_when_and_leads_to_it(browser, calm, ines, set_day):
    set_day(in_days(-12))
    partnership.ask_support(calm, kind="coaching", title="Animer", need="Oser", by=ines)
    set_day(TODAY)
    page = browser.get(DESK)

    assert "Quelque chose attend dans votre site." in words_of(page)
    assert lines_on(page)[0] == (
        "Le site a demandé un appui\xa0: Animer. Oser Depuis le 12\xa0novembre 2026, soit 12\xa0jours"
    ).replace("\xa0", " ")
    link = soup_of(page).select_one(".visits .facts a")["href"]
    assert browser.get(link).status_code == 200


@pytest.mark.parametrize("days", [29, 89])
def test_a_mandate_that_ends_is_there_until_somebody_follows(browser, calm, maud, days):
    mandate = calm.mandates.get(seat="municipality")
    governance.end_mandate(mandate, by=maud, on=in_days(days))
    line = lines_on(browser.get(DESK))[0]
    assert "Marc Delattre" in line
    assert line.replace("\xa0", " ").endswith(f"Dans {days} jours")

    make.seat(calm, "municipality", make.person("Nora Amrani"), since=in_days(days + 1))
    assert sites_on(browser.get(DESK)) == []


def test_an_expected_end_that_has_passed_is_said_as_past(browser, calm, maud):
    governance.expect_end(calm.mandates.get(seat="state"), on=in_days(-3), by=maud)

    assert "devait se terminer le 21 novembre 2026" in lines_on(browser.get(DESK))[0].replace(
        "\xa0", " "
    )


def test_where_the_board_gives_a_reason_the_desk_has_a_line(browser, calm, ines, set_day):
    make.site("La Lande", state="exploring")
    scenes.said(scenes.opened(calm, ines))
    set_day(in_days(40))

    board = soup_of(browser.get("/mes-sites/"))
    heading = " ".join(board.select_one("h1").get_text().split())
    desk = browser.get(DESK)

    assert len(sites_on(desk)) == 2
    assert "2 ont besoin" in heading
    # The page of a stage is the national team's: no line leads to a closed door.
    for link in soup_of(desk).select(".visits a"):
        assert browser.get(link["href"]).status_code == 200, link["href"]


def test_a_mandate_that_ends_later_is_not_there_yet(browser, calm, maud):
    governance.end_mandate(calm.mandates.get(seat="state"), by=maud, on=in_days(91))

    assert sites_on(browser.get(DESK)) == []


def test_comments_without_an_answer_and_reviews_to_hold(browser, triad, le_val):
    scenes.said(scenes.opened(le_val, triad[0]))

    said = " ".join(lines_on(browser.get(DESK)))

    assert "1 remarque attend une réponse" in said
    assert "revue" in said


def test_the_site_of_the_next_meeting_comes_first_with_its_last_report(
    browser, calm, la_crete, ines, draft
):
    assert sites_on(browser.get(DESK)) == ["La Crête"]
    partnership.log_support(
        calm, kind="coaching", title="Écrire ensemble", on=in_days(3), days=Decimal(1), by=ines
    )

    page = browser.get(DESK)

    assert sites_on(page) == ["Le Val", "La Crête"]
    first = soup_of(page).select_one(".visits > li")
    assert "vendredi 27 novembre 2026" in first.get_text().replace("\xa0", " ")
    report = first.select_one("a[href$='.pdf']")["href"]
    assert browser.get(report).content.startswith(b"%PDF")
    assert "Le prochain à partir du 1er" in first.get_text()


def test_only_their_own_sites_those_given_one_by_one_too(browser, rose, maud, calm):
    far = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))
    given, other = make.site("Les Pentes", town=town), make.site("Le Lointain", town=town)
    governance.give_site(rose, site=given, starts_on=TODAY, reason="Relais", by=maud)

    page = browser.get(DESK)

    assert sites_on(page) == [given.name]
    assert "confié par Maud Ferrand" in words_of(page)
    assert other.name not in page.content.decode()


def test_questions_of_other_regions_are_not_on_the_desk(browser, calm, samira):
    make.region("84", "Auvergne-Rhône-Alpes")
    community.ensure_forums()
    for slug in ("hauts-de-france", "auvergne-rhone-alpes", "national"):
        forum = Forum.objects.get(slug=slug)
        community.open_topic(
            forum, title=f"Qui a {slug} ?", text="Oui.", is_question=True, by=samira
        )

    asked = {a.get_text() for a in soup_of(browser.get(DESK)).select(".side .rows a")}

    assert len(asked) == 2
    assert not any("auvergne" in title for title in asked)


def test_a_coach_has_the_desk_of_the_coached_sites(browser_of, la_crete, le_val):
    colette = make.person("Colette Martin")
    make.member("coach", colette, site=la_crete)

    assert sites_on(browser_of(colette).get(DESK)) == ["La Crête"]


def test_the_first_six_and_the_way_to_all(browser, db):
    for number in range(9):
        make.site(f"Site {number}")

    page = browser.get(DESK)

    assert len(sites_on(page)) == 6
    assert "Voir mes 9 sites sur le tableau" in words_of(page)


def test_it_asks_as_much_for_one_site_as_for_many(browser, ines, le_val, draft):
    def asked():
        with CaptureQueriesContext(connection) as found:
            browser.get(DESK)
        return len(found)

    partnership.ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=ines)
    one = asked()
    for number in range(2):
        site = make.site(f"Site {number}")
        partnership.ask_support(site, kind="coaching", title="Animer", need="Oser", by=None)
    three = asked()
    for number in range(2, 30):
        make.site(f"Site {number}")

    assert one == three == asked() <= 12
