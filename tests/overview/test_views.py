"""Saved views of the national board: an address under a name, one's own or the team's."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.models import Membership
from journal.models import Entry
from overview import actions
from overview.models import SavedView
from tests import make
from tests.conftest import TODAY
from tests.overview.test_board import names
from tests.overview.test_home import soup_of, words_of
from tests.sites.test_races import at_once

VIEWS, NEW = "/national/vues/", "/national/vues/nouvelle/"


@pytest.fixture
def browser(browser_of, maud):
    return browser_of(maud)


@pytest.fixture
def noor(db):
    """Another member of the national team."""
    person = make.person("Noor Dupuis")
    make.member("national", person)
    return person


def saved(person, name="Sièges vacants", query="seat=vacant", *, shared=False):
    return actions.save_view(name=name, query=query, shared=shared, by=person)


def page_of(view, verb=""):
    return f"{VIEWS}{view.pk}/{verb}"


def told():
    return list(
        Entry.objects.filter(kind__startswith="overview.").order_by("position").values_list("kind", flat=True)
    )  # fmt: skip


def test_a_view_is_saved_from_the_board_and_opens_it_on_another_day(
    browser, browser_of, maud, triad, la_crete, le_val
):
    board = soup_of(browser.get("/national/?seat=vacant&order=wave"))
    there = board.select_one(f"#selection a[href^='{NEW}']")["href"]
    form = soup_of(browser.get(there)).select_one("main form")
    hidden = form.select_one("[name=query]")["value"]
    answer = browser.post(there, {"name": "Sièges vacants", "query": hidden}, follow=True)

    assert "Sièges vacants" in words_of(answer)
    view = SavedView.objects.get()
    assert (view.owner, view.query, view.shared) == (maud, "seat=vacant&order=wave", False)
    opened = browser_of(maud).get(page_of(view), follow=True)
    assert opened.redirect_chain == [("/national/?seat=vacant&order=wave", 302)]
    assert names(opened) == ["La Crête"]
    assert told() == ["overview.view_saved"]


def test_what_is_forged_or_no_more_is_left_out_and_said(browser, maud, le_val):
    forged = "wave=1&region=99&seat=x&words=val&next=https://example.org&page=9"
    assert (
        "région"
        in words_of(browser.post(NEW, {"name": "Val", "query": forged}, follow=True)).lower()
    )
    view = SavedView.objects.get()
    assert view.query == "wave=1&words=val"

    stale = saved(maud, "Ancienne région", "region=83&wave=1")
    opened = browser.get(page_of(stale), follow=True)
    assert opened.redirect_chain[0][0] == "/national/?wave=1"
    assert "Région" in soup_of(opened).select_one(".messages").get_text()
    assert "n’existe plus" in words_of(browser.get(VIEWS))


def test_another_persons_private_view_is_not_there_and_a_shared_one_opens_but_does_not_change(
    browser, noor, maud, le_val
):
    private, shared = saved(noor), saved(noor, "Pour toutes", "wave=1", shared=True)

    verbs = ("", "changer/", "retirer/")
    assert [browser.get(page_of(private, verb)).status_code for verb in verbs] == [404] * 3
    assert [browser.get(page_of(shared, verb)).status_code for verb in verbs] == [302, 404, 404]
    assert browser.post(page_of(shared, "changer/"), {"name": "À moi"}).status_code == 404
    assert browser.post(page_of(shared, "remettre/")).status_code == 404
    page = words_of(browser.get(VIEWS))
    assert "Pour toutes" in page
    assert "Noor Dupuis" in page
    assert "Sièges vacants" not in page


def test_what_is_shared_goes_with_who_leaves_the_team(browser, noor, maud):
    shared = saved(noor, shared=True)
    Membership.objects.filter(person=noor).update(ends_on=TODAY - timedelta(days=1))

    assert browser.get(page_of(shared)).status_code == 404
    assert "Sièges vacants" not in words_of(browser.get(VIEWS))


@pytest.mark.parametrize("who", ["ines", "rose", "lila"])
def test_views_are_the_national_teams(request, browser_of, maud, le_val, who):
    view = saved(maud, shared=True)
    outsider = browser_of(request.getfixturevalue(who))

    paths = (VIEWS, NEW, page_of(view), page_of(view, "changer/"))
    assert [outsider.get(path).status_code for path in paths] == [403] * 4


def test_a_name_is_ones_own_once_whatever_its_capitals(browser, maud, noor):
    saved(noor)
    saved(maud)

    again = browser.post(NEW, {"name": "SIÈGES vacants", "query": "wave=1"})
    assert again.status_code == 422
    assert soup_of(again).select_one("[name=query]")["value"] == "wave=1"
    assert "déjà une vue" in words_of(again)
    other = saved(maud, "Vague 1", "wave=1")
    assert browser.post(page_of(other, "changer/"), {"name": "sièges vacants"}).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(owner=maud, name="sièges VACANTS")


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 61])
def test_a_view_has_a_name_that_fits(browser, name):
    assert browser.post(NEW, {"name": name, "query": "wave=1"}).status_code == 422
    assert not SavedView.objects.exists()


def test_the_same_sent_twice_is_one_view(browser, maud):
    for _click in range(2):
        browser.post(NEW, {"name": "Vague 1", "query": ""}, follow=True)

    assert SavedView.objects.count() == 1
    assert told() == ["overview.view_saved"]


def test_renamed_shared_removed_after_a_question_and_put_back(browser, maud, noor, browser_of):
    view = saved(maud)
    browser.post(page_of(view, "changer/"), {"name": "Sans personne", "shared": "on"}, follow=True)
    assert "Sans personne" in words_of(browser_of(noor).get(VIEWS))
    assert browser.get(page_of(view, "retirer/")).status_code == 200
    assert SavedView.objects.get().removed_at is None

    gone = browser.post(page_of(view, "retirer/"), follow=True)
    assert browser.get(page_of(view)).status_code == 404
    assert "Sans personne" not in words_of(browser_of(noor).get(VIEWS))
    back = soup_of(gone).select_one("form[action$='/remettre/']")["action"]
    browser.post(back, follow=True)
    assert browser.get(page_of(view)).status_code == 302
    assert told() == [
        f"overview.view_{verb}" for verb in ("saved", "changed", "removed", "put_back")
    ]


def test_of_many_removed_views_the_latest_are_offered(browser, maud):
    for number in range(32):
        actions.remove_view(saved(maud, f"Vue {number:02}"), by=maud)

    forms = soup_of(browser.get(VIEWS)).select("form[action$='/remettre/']")

    assert len(forms) == 30


def test_a_removed_view_does_not_take_the_place_of_one_that_has_its_name(browser, maud, set_day):
    view = saved(maud)
    actions.remove_view(view, by=maud)
    saved(maud, query="wave=1")
    refused = browser.post(page_of(view, "remettre/"), follow=True)
    assert "déjà une vue" in words_of(refused)

    set_day(TODAY + timedelta(days=8))
    assert browser.post(page_of(view, "remettre/")).status_code == 404
    assert actions.forget_views() == 1
    assert list(SavedView.objects.values_list("query", flat=True)) == ["wave=1"]


def test_thirty_views_are_enough(browser, maud):
    for number in range(actions.MOST_VIEWS):
        saved(maud, f"Vue {number}")

    answer = browser.post(NEW, {"name": "Une de trop", "query": ""})
    assert answer.status_code == 422
    assert SavedView.objects.count() == actions.MOST_VIEWS


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_asks_as_much_for_one_view_as_for_many(
    browser, maud, noor, count, django_assert_num_queries
):
    for number in range(count):
        saved(maud, f"Vue {number}")
        saved(noor, f"Vue {number}", shared=True)

    with django_assert_num_queries(9):
        browser.get(VIEWS)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_save_one_view_and_remove_it_once(maud):
    assert at_once(lambda: saved(maud), lambda: saved(maud)) == ["done", "done"]
    assert at_once(
        lambda: saved(maud, query="wave=1"), lambda: saved(maud, query="wave=2")
    ) == ["refused", "refused"]  # fmt: skip
    view = SavedView.objects.get()
    assert at_once(*[lambda: actions.remove_view(view, by=maud)] * 2) == ["done", "refused"]
    assert told() == ["overview.view_saved", "overview.view_removed"]
