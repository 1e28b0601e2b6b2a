"""The plan read in four ways: searched, narrowed, moved without a mouse; what was asked stays in the address."""

import itertools
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from agenda import actions
from agenda.figures import AskedPlan, activities, linked_plan, listed, timeline
from tests.agenda import scenes
from tests.conftest import TODAY

DAY = timedelta(days=1)


def url(name, site, **more):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug} | more)


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


@pytest.fixture
def plan(le_val, triad, ines):
    """A late garden, a welcome without a date, a suspended bus; the garden helps the welcome."""
    made = {
        "garden": actions.plan_activity(
            le_val, by=ines, title="Jardin partagé", lead="Ville", strategy="Grandir ici",
            state="under_way", begins_on=TODAY - 90 * DAY, due_on=TODAY - DAY, once="1",
        ),
        "welcome": actions.plan_activity(
            le_val, by=ines, title="Accueil du soir", lead="Centre social", once="2",
            partners=("École Pasteur",),
        ),
        "bus": actions.plan_activity(
            le_val, by=ines, title="Minibus", lead="Ville", state="ready", due_on=TODAY + 200 * DAY,
            once="3",
        ),
    }  # fmt: skip
    actions.move_activity(made["bus"], to="suspended", by=ines, reason="Plus de chauffeur.")
    actions.link_activities(made["garden"], made["welcome"], by=ines, why="Le goûter.")
    return made


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["Jardin partagé", "Minibus", "Accueil du soir"]),
        ({"text": "ecole accueil"}, ["Accueil du soir"]),
        ({"state": "suspended"}, ["Minibus"]),
        ({"strategy": "Grandir ici"}, ["Jardin partagé"]),
        ({"lead": "Ville", "order": "title"}, ["Jardin partagé", "Minibus"]),
        ({"only": "late"}, ["Jardin partagé"]),
        ({"only": "undated"}, ["Accueil du soir"]),
        ({"only": "untied", "order": "lead"}, ["Accueil du soir", "Jardin partagé", "Minibus"]),
        ({"text": "rien de tel"}, []),
    ],
)
def test_the_plan_is_searched_narrowed_and_put_in_order(plan, le_val, asked, titles):
    assert [a.title for a in listed(activities(le_val), AskedPlan(**asked))] == titles


@pytest.mark.parametrize("view", ["", "list", "timeline", "links", "nonsense"])
def test_every_way_of_reading_keeps_what_was_asked(client, le_val, plan, view):
    page = soup(client.get(url("plan-page", le_val), {"view": view, "lead": "Ville"}))

    shown = page.select_one("main").get_text()
    assert "Jardin partagé" in shown and "Minibus" in shown
    assert not page.find("a", string="Accueil du soir")
    assert all("lead=Ville" in link["href"] for link in page.select(".switch a"))
    assert page.select_one('select[name="lead"] option[selected]')["value"] == "Ville"


def test_a_search_that_finds_nothing_says_so_and_gives_the_way_back(client, le_val, plan):
    page = soup(client.get(url("plan-page", le_val), {"q": "<b>zz", "view": "list"}))
    assert page.select_one(".empty") and page.select_one("#count a")["href"] == "?view=list"


def test_the_timeline_says_in_words_what_the_picture_shows(client, le_val, plan):
    found = timeline(activities(le_val))
    assert [(row.number, row.label) for row in found.rows] == [
        (1, "Jardin partagé"),
        (2, "Minibus"),
    ]
    assert [a.title for a in found.undated] == ["Accueil du soir"]
    assert [(len(q.lines), q.lines[0].due) for q in found.quarters] == [
        (1, False), (1, True), (1, True),
    ]  # fmt: skip
    page = soup(client.get(url("plan-page", le_val), {"view": "timeline"}))
    assert page.select_one("svg.quarters title").get_text().count(";") == 1
    assert "Trimestre 3 de 2026" in page.get_text()


def test_what_reinforces_what_is_drawn_and_listed_and_the_rest_stands_alone(client, le_val, plan):
    found = linked_plan(le_val, activities(le_val))
    assert [(arc.source, arc.target) for arc in found.arcs] == [(1, 2)]
    assert [a.title for a in found.alone] == ["Minibus"]
    page = soup(client.get(url("plan-page", le_val), {"view": "links"}))
    assert "Jardin partagé → Accueil du soir" in page.select_one("svg.arcs title").get_text()
    assert "Le goûter" in page.select_one("ol.ruled").get_text()
    for query in ({}, {"view": "list"}):
        words = soup(client.get(url("plan-page", le_val), query)).get_text(" ", strip=True)
        assert "Renforce : Accueil du soir" in words.replace("\u00a0", " ")
        assert "Renforcée par : Jardin partagé" in words.replace("\u00a0", " ")


def test_the_board_moves_by_its_form_and_comes_back_to_itself(browser_of, le_val, plan, paul):
    browser = browser_of(paul)
    page = soup(browser.get(url("plan-page", le_val), {"lead": "Centre social"}))
    form = page.select_one(".lanes form")
    assert [o["value"] for o in form.select("option")] == ["ready", "under_way", "given_up"]
    sent = {"to": "under_way", "back": form.select_one('[name="back"]')["value"]}
    answer = browser.post(form["action"], sent)
    assert answer.url.startswith(f"{url('plan-page', le_val)}?lead=Centre+social#a-")
    refused = browser.post(form["action"], {"to": "suspended", "back": "lead=Ville"})
    assert refused.status_code == 422
    plan["welcome"].refresh_from_db()
    assert plan["welcome"].state == "under_way"
    outside = browser.post(form["action"], {"to": "done", "back": "https://evil.example/\r\n"})
    assert outside.url.startswith(url("plan-page", le_val))


def test_one_click_puts_a_passage_of_the_agenda_into_the_plan(
    browser_of, client, le_val, triad, paul
):
    version = scenes.adopted(le_val, triad)
    browser, page = browser_of(paul), url("plan-page", le_val)
    assert not soup(client.get(page)).select("#unplanned")
    forms = soup(browser.get(page)).select("[aria-labelledby=unplanned] form")
    assert len(forms) == 3
    for _click in range(2):
        browser.post(forms[0]["action"])

    made = le_val.activities.get()
    assert (made.title, made.lead, made.state) == ("Après l'école", "Mission locale", "idea")
    assert (made.version, made.strategy) == (version, "Grandir ici")
    assert len(soup(browser.get(page)).select("[aria-labelledby=unplanned] form")) == 2
    horizon = version.wordings.get(section="horizon")
    assert browser.post(url("passage-plan", le_val, passage=horizon.passage_id)).status_code == 302


def test_a_passage_that_is_not_adopted_here_is_not_there(
    browser_of, le_val, la_crete, triad, victor, ines
):
    theirs = scenes.passage(scenes.writing(la_crete, victor))
    browser = browser_of(ines)
    assert browser.post(url("passage-plan", le_val, passage=theirs.pk)).status_code == 404
    scenes.adopted(le_val, triad)
    assert browser.post(url("passage-plan", le_val, passage=theirs.pk)).status_code == 404
    assert not le_val.activities.exists()


@pytest.mark.parametrize("view", ["", "list", "timeline", "links"])
@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_long_plan_costs_no_more(client, le_val, ines, view, count, django_assert_num_queries):
    made = [
        actions.plan_activity(le_val, by=ines, title=f"A{n}", lead="y", once=str(n), due_on=TODAY)
        for n in range(count)
    ]
    for source, target in itertools.pairwise(made):
        actions.link_activities(source, target, by=ines, why="w")
    with django_assert_num_queries(2 if view == "timeline" else 3):
        client.get(url("plan-page", le_val), {"view": view})


def test_the_calendar_has_every_day_once_and_keeps_its_ids(client, le_val, plan, ines):
    address = url("plan-calendar", le_val)
    before = client.get(address)
    actions.move_activity(plan["garden"], to="given_up", by=ines, reason="Plus de terrain.")
    after = client.get(address).content.decode()

    uids = [line for line in before.content.decode().split("\r\n") if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 3
    assert [line for line in after.split("\r\n") if line.startswith("UID:")] == uids
    assert before["Content-Type"] == "text/calendar; charset=utf-8"
    assert after.count("STATUS:CANCELLED") == 2 and after.count("SEQUENCE:1") == 3
