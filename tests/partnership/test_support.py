"""Support days: asked, planned, held and put right; what a coach finds on signing in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from journal.models import Entry
from kit.states import Refusal
from overview.landing import first_screen
from partnership import actions, figures
from partnership.models import SupportDay
from tests import make
from tests.partnership.test_partners import text

TODAY = date(2026, 11, 24)
HERE = "/sites/le-val/journees-d-appui/"
MINE = "/mes-journees-d-appui/"
NEED = {"kind": "co_training", "title": "Mesurer", "need": "Choisir trois chiffres"}


@pytest.fixture
def carla(le_val):
    """Coaches Le Val."""
    coach = make.person("Carla Coach")
    make.member("coach", coach, site=le_val)
    return coach


def logged(site, title="Suite", on=TODAY, **more):
    facts = {"kind": "coaching", "days": Decimal(1), "by": None}
    return actions.log_support(site, title=title, on=on, **(facts | more))


def test_support_is_asked_planned_held_and_counts_against_the_twelve(browser_of, ines, maud, le_val, set_day):  # fmt: skip
    assert browser_of(ines).post(f"{HERE}demande/", NEED).status_code == 302
    day = SupportDay.objects.get()
    set_day(date(2026, 12, 4))
    (asked,) = figures.asked_of([le_val])[le_val.pk]
    assert (asked.title, asked.asked_by, asked.waits) == ("Mesurer", "Ines Carpentier (État)", 10)
    assert "Attend depuis 10 jours" in text(browser_of(ines).get(HERE))

    plan = {"on": "2026-12-10", "days": "1.5", "led_by": "Colette", "promised": "Un jeu"}
    assert browser_of(maud).post(f"{HERE}{day.pk}/date/", plan).status_code == 302
    held = {"on": "2026-12-01", "days": "1.5", "came_residents": "7", "handouts": "Guide ; https://example.org/g"}  # fmt: skip
    assert browser_of(maud).post(f"{HERE}{day.pk}/tenue/", held | {"on": "2026-12-10"}).status_code == 422  # fmt: skip
    assert browser_of(maud).post(f"{HERE}{day.pk}/tenue/", held | {"handouts": "x ; javascript:a"}).status_code == 422  # fmt: skip
    assert browser_of(maud).post(f"{HERE}{day.pk}/tenue/", held).status_code == 302

    found = figures.support_of([le_val])[le_val.pk]
    page = text(browser_of(ines).get(HERE))
    assert (found.done, found.left, len(found.asked)) == (Decimal("1.5"), Decimal("10.5"), 0)
    assert "1,5 sur 12" in page
    assert page.count("https://example.org/g") == 2


def test_a_held_day_is_put_right_with_a_reason_and_the_journal_keeps_what_it_said(
    browser_of, maud, le_val
):
    day = logged(le_val, attendance={"residents": 7, "state": 1})
    where = f"{HERE}{day.pk}/corriger/"
    typed = {"on": "2026-11-20", "days": "0.5", "came_residents": "9", "reason": "Feuille relue"}
    assert 'value="7"' in text(browser_of(maud).get(where))

    assert browser_of(maud).post(where, typed | {"reason": ""}).status_code == 422
    assert browser_of(maud).post(where, typed | {"on": "2026-12-20"}).status_code == 422
    for _click in range(2):
        assert browser_of(maud).post(where, typed).status_code == 302

    (found,) = figures.support_days(le_val)
    assert (found.on, found.days, found.people) == (date(2026, 11, 20), Decimal("0.5"), 9)
    entries = Entry.objects.filter(kind="partnership.support_corrected")
    assert [e.facts["before_people"] for e in entries] == [8]


def test_only_a_held_day_is_put_right(le_val, maud):
    day = actions.ask_support(le_val, kind="webinar", title="W", need="N", by=None)

    with pytest.raises(Refusal):
        actions.correct_support(day, on=TODAY, days=Decimal(1), reason="R", by=maud)


def test_a_coach_lands_on_their_days_and_finds_them_in_the_menu(browser_of, carla, le_val, la_crete):  # fmt: skip
    make.member("coach", carla, site=la_crete)
    logged(la_crete, "Passée", TODAY - timedelta(days=2), by=None, promised="Rien à moi")
    planned = logged(le_val, "Suite", TODAY + timedelta(days=9), promised="Un jeu", by=carla)
    done = logged(le_val, "Hier", TODAY - timedelta(days=1), promised="La grille", by=carla)
    actions.ask_support(la_crete, kind="webinar", title="Voir ailleurs", need="Oser", by=None)

    browser = browser_of(carla)
    page = browser.get("/accueil/", follow=True)

    assert page.request["PATH_INFO"] == MINE
    told = text(page)
    for words in ("Le Val", "La Crête", "Un jeu", "La grille", "Voir ailleurs"):
        assert words in told
    assert "Rien à moi" not in told
    assert f'href="{MINE}" aria-current="page"' in told
    assert f"{planned.pk}/date/?accompagnement" in told
    assert f"{done.pk}/ressource/?accompagnement" in told


def test_a_coach_records_a_day_from_a_phone_and_comes_back(browser_of, carla, le_val):
    where = f"{HERE}nouvelle/?accompagnement"
    form = text(browser_of(carla).get(where))
    assert 'value="Carla Coach"' in form
    assert '<option value="coaching" selected>' in form

    typed = {"kind": "coaching", "title": "Animer", "on": "2026-11-24", "days": "0.5", "came_state": "1", "handouts": "Fiche ; https://example.org/f"}  # fmt: skip
    answer = browser_of(carla).post(where, typed)

    assert answer.status_code == 302
    assert answer.url == MINE
    (day,) = figures.support_days(le_val)
    assert (day.people, day.handouts, day.coach) == (1, (("Fiche", "https://example.org/f"),), carla.pk)  # fmt: skip


def test_a_day_that_has_passed_waits_for_an_account(browser_of, carla, le_val, set_day):
    day = logged(le_val, "Bilan", TODAY + timedelta(days=3), by=carla)
    set_day(TODAY + timedelta(days=5))

    told = text(browser_of(carla).get(MINE))

    assert f"{day.pk}/tenue/?accompagnement" in told
    assert "était prévue" in told


def test_who_coaches_nobody_does_not_enter(browser_of, lila, ines, client):
    for person in (lila, ines):
        assert browser_of(person).get(MINE).status_code == 403
    assert client.get(MINE).status_code == 302


def test_a_coach_of_the_triad_lands_on_what_is_to_do(ines, le_val, la_crete):
    from governance.standing import standing_of

    make.member("coach", ines, site=la_crete)

    assert first_screen(standing_of(ines)).endswith("/a-faire/")


def test_the_screen_of_a_coach_asks_as_often_whatever_the_number(
    carla, le_val, django_assert_num_queries
):
    for number in (1, 3, 30):
        while SupportDay.objects.count() < number:
            logged(le_val, f"n° {SupportDay.objects.count()}", attendance={"state": 2}, promised="P", by=carla)  # fmt: skip
        with django_assert_num_queries(4):
            found = figures.coached_by(carla)

    assert len(found.promises) == 30


def test_what_many_sites_ask_for_costs_one_query(le_val, la_crete, django_assert_num_queries):
    for number in range(30):
        actions.ask_support(le_val, kind="webinar", title=f"n° {number}", need="N", by=None)

    with django_assert_num_queries(1):
        found = figures.asked_of([le_val, la_crete])

    assert (len(found[le_val.pk]), found[la_crete.pk]) == (30, ())


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_days_are_a_file_for_the_people_of_the_site(browser_of, ines, victor, le_val, kind):
    logged(le_val, "=1+1", attendance={"state": 2})
    where = f"{HERE}journees-d-appui.{kind}"

    assert browser_of(victor).get(where).status_code == 403
    answer = browser_of(ines).get(where)
    assert answer.status_code == 200
    assert f'filename="journees-d-appui-le-val.{kind}"' in answer["Content-Disposition"]
    if kind == "csv":
        assert "'=1+1" in answer.content.decode()


def test_no_other_ending_is_a_file(browser_of, ines, le_val):
    assert browser_of(ines).get(f"{HERE}journees-d-appui.exe").status_code == 404
