"""The week of all sites: what changed, who needs a call and why; as a page and as Monday's letter."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.letters import LetterKind
from governance import actions as governance
from governance.foreseen import Asked
from governance.models import Seat
from journal.actions import choose_letters
from journal.models import Letter
from kit import clock
from overview import actions
from overview.actions import letters
from partnership.actions import ask_support
from sites import actions as sites
from steering import actions as steering
from tests import make
from tests.overview.test_home import soup_of, words_of
from tests.sites.test_races import at_once

WEEK = "/national/semaine/"
# The Monday of the tests' week, six o'clock in the morning in Paris and after.
MONDAY = date(2026, 11, 23)


@pytest.fixture
def browser(browser_of, maud):
    return browser_of(maud)


@pytest.fixture
def at(monkeypatch):
    """Moves the clock to an instant, in UTC: Paris is an hour ahead in November."""

    def move(day, hour=9, minute=0):
        there = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
        monkeypatch.setattr(clock, "source", lambda: there)

    return move


@pytest.fixture
def lively(at, triad, maud, le_val, la_crete):
    """A week in which each kind of thing happened, seen on the Monday after."""
    at(MONDAY - timedelta(days=5))
    sites.change_stage(le_val, "paused", by=maud, on=clock.today(), reason="Travaux", shown=sites.Shown(look_again_on=MONDAY))  # fmt: skip
    governance.end_mandate(le_val.mandates.get(seat="municipality"), by=maud, on=clock.today())
    meeting = steering.plan_meeting(title="Comité d’automne", on=clock.today(), by=maud)
    meeting = steering.hold_meeting(meeting, present=[("Agence", "")], by=maud)
    steering.decide(meeting, title="Doubler l’appui", wording="Doubler.", carried_by="Agence", review_on=MONDAY, by=maud)  # fmt: skip
    ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=triad[0])
    sites.express_interest(make.request_to_join(), once="one")
    at(MONDAY)


def chapter(page, key):
    return soup_of(page).select_one(f"#{key} + ul").get_text(" ", strip=True)


def calls(page):
    return soup_of(page).select("section[aria-labelledby=calls] li")


def test_what_changed_is_told_by_chapter_each_with_its_page(browser, lively, maud):
    page = browser.get(WEEK)

    assert "du lundi 16 novembre 2026 au dimanche 22 novembre 2026" in words_of(page)
    assert "En pause" in chapter(page, "stages")
    assert "Marc Delattre a quitté le siège" in chapter(page, "seats")
    assert "2026-01" in chapter(page, "committee")
    assert "participer" in chapter(page, "requests")
    links = {a["href"] for a in soup_of(page).select("main .rows a")}
    assert {browser.get(link).status_code for link in links} == {200}


def test_who_needs_a_call_is_said_with_the_reason_the_new_ones_first(browser, lively, la_crete):
    page = browser.get(WEEK)

    found = calls(page)
    assert found[0].select_one(".entry").get_text() == "Le Val"
    assert "nouveau cette semaine" in found[0].get_text()
    # La Crête has three seats that were vacant long before.
    assert [li.select_one(".entry").get_text() for li in found[1:]] == ["La Crête"] * 3
    assert all("nouveau" not in li.get_text() for li in found[1:])
    assert "Doubler l’appui" in soup_of(page).select_one("[aria-labelledby=reviews]").get_text()
    waiting = soup_of(page).select_one("[aria-labelledby=waiting]").get_text()
    assert "animer" in waiting
    assert waiting.count("nouveau cette semaine") == 2


def test_a_mandate_that_was_said_to_end_soon_is_new_and_gone_once_somebody_follows(
    browser, triad, maud, le_val, at
):
    at(MONDAY)
    governance.expect_end(le_val.mandates.get(seat="state"), by=maud, on=MONDAY + timedelta(days=9))
    page = browser.get(f"{WEEK}?du={MONDAY}")
    assert [li.select_one(".entry").get_text() for li in calls(page)] == ["Le Val"]
    assert "nouveau" in calls(page)[0].get_text()

    mandate = le_val.mandates.get(seat="state")
    governance.end_mandate(mandate, by=maud, on=MONDAY + timedelta(days=9))
    make.seat(le_val, "state", make.person("Aude Suite"), since=MONDAY + timedelta(days=10))
    assert calls(browser.get(f"{WEEK}?du={MONDAY}")) == []


def test_weeks_before_tell_what_changed_and_nothing_of_today(browser, lively):
    page = browser.get(f"{WEEK}?du=2026-11-04")
    assert "du lundi 2 novembre 2026 au dimanche 8 novembre 2026" in words_of(page)
    assert calls(page) == []
    nav = {a["rel"][0]: a["href"] for a in soup_of(page).select("main nav a[rel]")}
    assert nav == {"prev": "?du=2026-10-26", "next": "?du=2026-11-09"}


@pytest.mark.parametrize(
    "day", ["", "x", "2026-13-45", "0001-01-01", "9999-12-31", "2027-01-01", "1999-01-01"]
)
def test_a_day_that_makes_no_sense_means_the_last_week_that_is_over(browser, le_val, day):
    assert "du lundi 16 novembre 2026" in words_of(browser.get(f"{WEEK}?du={day}"))


def test_a_calm_week_says_so(browser, triad, le_val):
    assert "Une semaine calme" in words_of(browser.get(WEEK))


@pytest.mark.parametrize("who", ["ines", "rose", "lila"])
def test_the_week_is_for_the_national_team(request, browser_of, le_val, who):
    assert browser_of(request.getfixturevalue(who)).get(WEEK).status_code == 403


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_asks_as_much_for_one_site_as_for_many(
    browser, maud, count, django_assert_num_queries
):
    shown = sites.Shown(evidence="Compte rendu")
    for number in range(count):
        site = make.site(f"Site {number:02}")
        sites.change_stage(site, "autonomous", by=maud, on=clock.today(), shown=shown)

    with django_assert_num_queries(17):
        browser.get(f"{WEEK}?du={clock.today()}")


def test_a_mandate_written_down_late_is_told_in_the_week_of_its_writing(
    browser, maud, la_crete, at
):
    at(MONDAY)
    long_ago = {"starts_on": date(2026, 9, 1), "person": make.person("Nora Tard")}
    governance.begin_mandate(la_crete, seat="state", by=maud, **long_ago)

    assert "Nora Tard" in chapter(browser.get(f"{WEEK}?du={MONDAY}"), "seats")


@pytest.mark.parametrize("follows", ["hugo.petit@example.org", "personne@example.org", ""])
def test_an_end_that_a_succession_notes_late_is_told(browser, triad, maud, le_val, at, follows):
    at(MONDAY)
    make.person("Hugo Petit")
    asked = Asked(last_day=date(2026, 11, 12), email=follows, starts_on=date(2026, 11, 13) if follows else None)  # fmt: skip
    mark = governance.foresee(le_val, Seat.MUNICIPALITY, asked).mark
    governance.pass_on(le_val, Seat.MUNICIPALITY, asked, by=maud, mark=mark)

    said = chapter(browser.get(f"{WEEK}?du={MONDAY}"), "seats")
    assert "Marc Delattre" in said
    assert "12\xa0novembre 2026" in said

    at(MONDAY + timedelta(days=1))
    governance.take_back(le_val.successions.get(), by=maud)
    said = chapter(browser.get(f"{WEEK}?du={MONDAY}"), "seats")
    assert "a annulé la succession" in said


def test_what_is_noted_late_of_deputies_is_not_told(browser, triad, maud, le_val, at):
    at(MONDAY)
    make.seat(le_val, "municipality", make.person("Ada Relais"), deputy=True)
    governance.end_mandate(le_val.mandates.get(deputy=True), by=maud, on=date(2026, 11, 12))

    assert "Ada Relais" not in browser.get(f"{WEEK}?du={MONDAY}").content.decode()


def test_nobody_has_left_before_the_evening_of_the_last_day(browser, triad, maud, le_val, at):
    at(MONDAY)
    governance.end_mandate(le_val.mandates.get(seat="municipality"), by=maud, on=MONDAY)
    here = f"{WEEK}?du={MONDAY}"
    assert "Marc Delattre a quitté" not in words_of(browser.get(here))

    at(MONDAY + timedelta(days=1))
    assert "Marc Delattre a quitté" in words_of(browser.get(here))


def letters_to(person):
    return Letter.objects.filter(to=person.email, key__startswith="week:")


def test_monday_at_seven_in_paris_brings_one_letter_with_a_link_a_line(lively, maud, at):
    at(MONDAY, 5, 59)
    assert actions.tell_week() == 0
    at(MONDAY, 6, 0)
    assert [actions.tell_week(), actions.tell_week()] == [1, 0]

    letter = letters_to(maud).get()
    said = "du lundi 16 novembre 2026 au dimanche 22 novembre 2026"
    assert " ".join(letter.subject.split()) == f"La semaine dans tous les sites, {said}"
    for body in (letter.text, letter.html):
        assert "Marc Delattre" in body
        assert "/sites/le-val/vie/" in body
        assert "Doubler l’appui" in body
        assert f"{WEEK}?du=2026-11-16" in body
        assert letter.stop in body
    assert letter.text.count("http") >= letter.text.count("\n- ")


def test_in_summer_seven_is_seven(maud, at):
    at(date(2026, 7, 6), 4, 59)
    assert actions.tell_week() == 0
    at(date(2026, 7, 6), 5, 0)
    assert actions.tell_week() == 1


def test_a_portal_that_was_down_writes_on_tuesday_and_not_later(maud, at):
    at(MONDAY + timedelta(days=2))
    assert actions.tell_week() == 0
    at(MONDAY + timedelta(days=1), 3)
    assert actions.tell_week() == 1
    assert "calme" in letters_to(maud).get().subject


def test_each_reads_their_language_and_nobody_else_is_written_to(maud, rose, triad, le_val, at):
    noor = make.person("Noor Dupuis")
    make.member("national", noor)
    noor.language = "en"
    noor.save(update_fields=["language"])
    at(MONDAY)

    assert actions.tell_week() == 2
    assert letters_to(noor).get().subject.startswith("A calm week")
    assert letters_to(maud).get().subject.startswith("Une semaine calme")


def test_who_said_no_gets_none_and_the_letters_own_link_says_no(maud, browser, client, at):
    at(MONDAY)
    page = soup_of(browser.get("/compte/courriels/"))
    assert page.select_one("[name=week]").has_attr("checked")
    actions.tell_week()
    stop = letters_to(maud).get().stop
    client.post("/" + stop.partition("//")[2].partition("/")[2])

    at(MONDAY + timedelta(days=7))
    assert actions.tell_week() == 0
    assert (
        not soup_of(browser.get("/compte/courriels/")).select_one("[name=week]").has_attr("checked")
    )
    choose_letters(maud, {LetterKind.WEEK: True}, by=maud)
    assert actions.tell_week() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_and_one_that_died_make_one_letter(maud, at, monkeypatch):
    at(MONDAY)

    def dies(**_letter):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(letters, "write_letter", dies)
        with pytest.raises(SystemExit):
            actions.tell_week()
    assert not Letter.objects.exists()

    assert at_once(actions.tell_week, actions.tell_week) == ["done", "done"]
    assert letters_to(maud).count() == 1
