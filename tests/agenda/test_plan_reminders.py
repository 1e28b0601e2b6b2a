"""Who is asked about what nobody in a plan has touched: once a week, grouped, until one word is said."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from accounts.letters import LetterKind
from agenda import actions
from journal.actions import choose_letters
from journal.models import Letter
from kit import clock
from tests import make
from tests.agenda.test_races import at_once
from tests.conftest import TODAY

MONDAY = TODAY + timedelta(days=69)


@pytest.fixture
def on_monday(monkeypatch):
    """It is Monday 1 February 2027, or so many days later, at nine o'clock in Paris."""

    def move(days=0, hour=8):
        there = MONDAY + timedelta(days=days)
        now = datetime(there.year, there.month, there.day, hour, 0, tzinfo=UTC)
        monkeypatch.setattr(clock, "source", lambda: now)

    return move


@pytest.fixture
def plan(le_val, triad, paul, ines):
    """Paul's organisation leads one activity, nobody known leads the other."""
    return [
        actions.plan_activity(
            le_val, by=ines, title=title, lead=lead, state="under_way", once=title
        )
        for title, lead in (("Permanence", "MISSION LOCALE"), ("Jardin <b>", "Les voisins"))
    ]


def letters():
    return {letter.to: letter for letter in Letter.objects.all()}


def test_the_leads_own_people_are_asked_and_else_the_triad(plan, triad, paul, on_monday):
    on_monday()
    assert actions.remind_of_plans() == 4

    found = letters()
    assert "Permanence" in found[paul.email].text and "Jardin" not in found[paul.email].text
    for person in triad:
        assert "Jardin <b>" in found[person.email].text
        assert "Permanence" not in found[person.email].text
    assert f"/plan-d-action/{plan[0].pk}/" in found[paul.email].text
    assert found[paul.email].stop


def test_a_letter_a_week_at_most_and_none_before_seven_or_on_other_days(plan, on_monday):
    on_monday(hour=5)
    assert actions.remind_of_plans() == 0
    on_monday(2)
    assert actions.remind_of_plans() == 0
    on_monday()
    assert (actions.remind_of_plans(), actions.remind_of_plans()) == (4, 0)
    on_monday(1)
    assert actions.remind_of_plans() == 0
    on_monday(7)
    assert actions.remind_of_plans() == 4


def test_one_word_stops_the_question(plan, paul, ines, on_monday):
    on_monday()
    actions.confirm_course(plan[0], by=paul)
    actions.note_progress(plan[1], by=ines, text="Les plants arrivent.")
    assert actions.remind_of_plans() == 0


def test_who_said_no_or_has_left_gets_none(plan, triad, paul, on_monday):
    choose_letters(paul, {LetterKind.PLAN: False}, by=paul)
    on_monday()
    actions.remind_of_plans()
    found = letters()
    assert paul.email not in found
    # Nobody of the lead is asked, so the triad is.
    assert all("Permanence" in found[person.email].text for person in triad)


def test_each_reads_their_language(plan, triad, on_monday):
    triad[0].language = "en"
    triad[0].save(update_fields=["language"])
    on_monday()
    actions.remind_of_plans()
    assert letters()[triad[0].email].subject == "Le Val: 1 activity of the plan without news"
    assert "sans nouvelles" in letters()[triad[1].email].subject


@pytest.mark.parametrize("count", [1, 3, 30])
def test_many_sites_cost_no_more(ines, le_val, triad, count, on_monday, django_assert_num_queries):
    for n in range(count):
        site = make.site(f"Site {n}")
        actions.plan_activity(site, by=ines, title="x", lead="y", state="under_way")
    on_monday()
    with django_assert_num_queries(3):
        assert actions.remind_of_plans() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_letter_each(plan, on_monday):
    on_monday()
    found = at_once(actions.remind_of_plans, actions.remind_of_plans)
    # The second one may come in the middle of the first: it finds some letters written already.
    assert max(found) == 4
    assert Letter.objects.count() == len({letter.to for letter in Letter.objects.all()}) == 4


def test_what_waits_is_in_the_to_do_until_one_click(browser_of, plan, le_val, triad, on_monday):
    on_monday()
    browser = browser_of(triad[0])
    assert len(asked(browser, le_val)) == 2
    actions.confirm_course(plan[0], by=triad[0])
    assert asked(browser, le_val) == [f"/sites/le-val/plan-d-action/{plan[1].pk}/"]


def asked(browser, site):
    """The pages of the plan to which the list of what is to do leads."""
    page = BeautifulSoup(browser.get(f"/sites/{site.slug}/a-faire/?tout=1").content, "lxml")
    return [a["href"] for a in page.select(".todo a[href*=plan-d-action]")]
