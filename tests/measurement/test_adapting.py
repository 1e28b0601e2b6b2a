"""A decision of a review changes the plan, tells residents, and becomes a lesson if the site chooses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from agenda import actions as plan
from agenda.planning import ActivityFacts
from community import actions as community
from community.models import Topic
from journal.models import Entry
from kit.states import Refusal
from measurement import actions
from measurement.models import PlanChange
from reports import actions as reports
from tests import make
from tests.conftest import TODAY
from tests.measurement import learning


@pytest.fixture
def evening(le_val, ines):
    """An activity of the plan that is under way."""
    return plan.plan_activity(
        le_val, by=ines, title="Ouvrir le soir", lead="Centre social", state="under_way"
    )


@pytest.fixture
def decision(le_val, ines):
    """A decision of a review that is being held."""
    cycle = learning.held(le_val, ines)
    return actions.decide_adaptation(cycle, learning.change(), by=ines)


def kinds(site, number):
    return [entry.kind for entry in Entry.objects.of_site(site.slug)[:number]]


def test_a_decision_suspends_an_activity_with_one_entry_each(le_val, ines, evening, decision):
    change = actions.move_from(decision, evening, to="suspended", by=ines)

    evening.refresh_from_db()
    assert (evening.state, evening.reason) == ("suspended", "Ouvrir jusqu’à vingt heures.")
    assert (change.kind, change.activity, change.adaptation) == ("moved", evening, decision)
    assert kinds(le_val, 2) == ["measurement.plan_changed_by_review", "agenda.activity_moved"]
    assert actions.move_from(decision, evening, to="suspended", by=ines) is None
    assert PlanChange.objects.count() == 1
    plan.move_activity(evening, to="under_way", by=ines)
    decision.refresh_from_db()
    assert decision.activity == evening


def test_a_decision_makes_a_new_activity_once(le_val, ines, decision):
    said = {"title": "Ouvrir le mercredi", "lead": "Centre social", "once": "une fois"}
    first = actions.plan_from(decision, by=ines, **said)

    assert actions.plan_from(decision, by=ines, **said) == first
    assert le_val.activities.get().title == "Ouvrir le mercredi"
    assert kinds(le_val, 2) == ["measurement.plan_changed_by_review", "agenda.activity_planned"]


def test_a_decision_corrects_the_days_and_tells_a_note(le_val, ines, evening, decision):
    facts = replace(ActivityFacts.of(evening), due_on=TODAY + timedelta(days=60))
    change = actions.correct_from(decision, evening, facts, revision=evening.revision, by=ines)
    note = actions.note_from(decision, evening, text="La revue le demande.", by=ines, once="n")

    assert (
        actions.note_from(decision, evening, text="La revue le demande.", by=ines, once="n") == note
    )
    assert (change.words, evening.notes.count(), evening.changes.count()) == ("due_on", 1, 1)
    assert actions.correct_from(decision, evening, facts, revision=2, by=ines) is None


def test_what_the_plan_refuses_leaves_nothing_behind(
    le_val, la_crete, ines, victor, evening, decision
):
    before = Entry.objects.count()
    theirs = plan.plan_activity(la_crete, by=victor, title="Ailleurs", lead="Autre")
    for act in (
        lambda: actions.move_from(decision, theirs, to="under_way", by=ines),
        lambda: actions.move_from(decision, evening, to="ready", by=ines),
        lambda: actions.plan_from(
            decision,
            by=ines,
            title="X",
            lead="Y",
            begins_on=TODAY,
            due_on=TODAY - timedelta(days=2),
        ),
    ):
        with pytest.raises(Refusal):
            act()
    assert not PlanChange.objects.exists()
    assert Entry.objects.count() == before + 1
    change = actions.move_from(decision, evening, to="suspended", by=ines)
    with pytest.raises(Refusal):
        actions.withdraw_adaptation(decision, why="Dit trop vite", by=ines)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanChange.objects.filter(pk=change.pk).delete()


def test_residents_are_told_after_it_was_held(le_val, ines, set_day):
    cycle = learning.planned(le_val, ines)
    told = actions.ReturnFacts("poster", TODAY, "Affiche dans chaque hall.")
    with pytest.raises(Refusal):
        actions.return_to_residents(cycle, told, by=ines)
    cycle = actions.hold_cycle(cycle, held_on=TODAY, counts=learning.CAME, by=ines)
    for wrong in (
        replace(told, on=TODAY + timedelta(days=1)),
        replace(told, on=TODAY - timedelta(days=1)),
        replace(told, text=" "),
    ):
        with pytest.raises(Refusal):
            actions.return_to_residents(cycle, wrong, by=ines)

    row = actions.return_to_residents(cycle, told, by=ines)

    assert (row.text, row.by_name) == ("Affiche dans chaque hall.", "Ines Carpentier")
    assert kinds(le_val, 1) == ["measurement.residents_told"]


def test_a_lesson_stays_until_the_site_shares_it_and_is_shared_once(le_val, ines):
    community.ensure_forums()
    cycle = learning.held(le_val, ines)
    lesson = actions.keep_lesson(cycle, text="Un soir vaut deux matins. Voilà.", by=ines)
    assert not Topic.objects.exists()

    actions.share_lesson(lesson, by=ines)
    actions.share_lesson(lesson, by=ines)

    topic = Topic.objects.get()
    assert topic.title == "Le Val – Un soir vaut deux matins"
    lesson.refresh_from_db()
    assert (lesson.topic, lesson.shared_on) == (topic, TODAY)


def test_a_report_is_not_final_while_a_fall_lacks_the_decision_of_a_closed_review(
    le_val, ines, monkeypatch
):
    children = learning.falling(le_val, ines)
    draft = make.edition(le_val, final=False)
    with pytest.raises(Refusal, match="Enfants accompagnés"):
        reports.close_report(le_val, draft.period_start, by=ines)
    cycle = learning.held(le_val, ines)
    actions.decide_adaptation(cycle, learning.KEEP, by=ines, indicator=children)
    with pytest.raises(Refusal, match="Enfants accompagnés"):
        reports.close_report(le_val, draft.period_start, by=ines)
    actions.close_cycle(cycle, learned="On vient le soir.", by=ines)

    final = reports.close_report(le_val, draft.period_start, by=ines)

    assert final.final
