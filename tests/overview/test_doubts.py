"""What waits for a word about figures is on the list: contested, sent back, a review left open."""

from datetime import date
from decimal import Decimal

import pytest

from kit import clock
from measurement import actions
from measurement.dues import figures_due
from measurement.periods import of_length

QUARTER = of_length(date(2026, 7, 1), 3)
LIST = "/sites/le-val/a-faire/?tout=1"


def read(value):
    return actions.Reading(Decimal(value), "Feuilles de présence")


@pytest.fixture
def value(le_val, samira):
    """64 children, entered by the community seat."""
    found = actions.choose_indicator(
        le_val,
        actions.NewIndicator(name="Enfants accompagnés", unit="enfants", source="Nous"),
        by=None,
    )
    return actions.enter_value(found, QUARTER, read(64), site=le_val, by=samira, role="community")


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def test_a_contested_figure_is_to_be_answered_by_another_seat(
    browser_of, le_val, value, marc, ines
):
    said, _code = actions.dispute_value(value, site=le_val, words="Non.", by=None, public_name="A")
    actions.dispute_value(value, site=le_val, words="Non.", by=None, public_name="Lila")
    actions.dispute_value(value, site=le_val, words="Trop.", by=marc)
    answer = f"/contestations/{said.pk}/repondre/"

    page = text(browser_of(ines).get(LIST))
    assert "Répondre aux 2 personnes qui contestent « Enfants accompagnés »" in page
    assert answer in page
    assert "Répondre à qui conteste « Enfants accompagnés »" in page
    for one in le_val.disputes.all():
        actions.answer_dispute(one, outcome="upheld", answer="Oui.", by=ines)
    assert "contestent" not in text(browser_of(ines).get(LIST))


def test_a_value_sent_back_is_for_who_entered_it_until_it_is_corrected(
    browser_of, value, marc, samira
):
    actions.validate_value(value, by=marc, kind="returned", words="Juillet manque.")
    page = text(browser_of(samira).get(LIST))
    assert "Reprendre « Enfants accompagnés », 3e trimestre 2026" in page
    assert "Juillet manque." in page
    actions.correct_value(value, read(70), reason="Juillet ajouté", by=samira)
    assert "Reprendre « Enfants" not in text(browser_of(samira).get(LIST))


def test_a_review_held_and_not_closed_is_to_be_closed(browser_of, le_val, ines, set_day):
    plan = actions.CyclePlan(date(2026, 11, 24), "Carla Coach")
    cycle = actions.plan_cycle(le_val, plan, by=ines)
    actions.hold_cycle(cycle, held_on=date(2026, 11, 24), counts={"residents": 3}, by=ines)
    assert "Clore la revue" not in text(browser_of(ines).get(LIST))
    set_day(date(2026, 12, 1))
    page = text(browser_of(ines).get(LIST))
    assert "Clore la revue d’apprentissage du 24 novembre 2026" in page
    assert f"/revues/{cycle.pk}/" in page


def test_a_value_of_a_locked_period_is_not_due_until_it_is_opened(le_val, value, maud, ines):
    late = actions.choose_indicator(
        le_val, actions.NewIndicator(name="Familles", unit="familles", source="Nous"), by=None
    )
    assert [due.code for due in figures_due([le_val])[le_val.pk]] == [late.code]
    days = actions.WindowDays(date(2026, 7, 1), date(2026, 10, 31), date(2026, 11, 1), "Publié.")
    window = actions.set_window("quarter", QUARTER, days, by=maud)
    assert figures_due([le_val])[le_val.pk] == ()
    actions.open_for(window, site=le_val, reason="Registre retrouvé", until=clock.today(), by=maud)
    assert [due.code for due in figures_due([le_val])[le_val.pk]] == [late.code]


def test_after_a_locked_period_the_next_one_is_due(le_val, value, maud, set_day):
    days = actions.WindowDays(date(2026, 10, 1), date(2027, 1, 31), date(2027, 2, 1), "Publié.")
    actions.set_window("quarter", of_length(date(2026, 10, 1), 3), days, by=maud)
    set_day(date(2027, 4, 20))
    (due,) = figures_due([le_val])[le_val.pk]
    assert due.span == of_length(date(2027, 1, 1), 3)
