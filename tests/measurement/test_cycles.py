"""Learning cycles: planned, held, closed only when earlier decisions have an outcome and each fall a decision."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from journal.models import Entry
from kit.states import Refusal
from measurement import actions, figures
from measurement.models import Adaptation, LearningCycle
from tests.conftest import TODAY
from tests.measurement import learning
from tests.measurement.conftest import quarter, read
from tests.measurement.learning import CAME, KEEP, LATER, WORDS


def kinds(site):
    return [entry.kind.removeprefix("measurement.") for entry in Entry.objects.of_site(site.slug)]


def test_a_review_is_planned_once_moved_called_off_and_planned_again(le_val, ines):
    key = "6a4f9a53-6d5c-4bd8-9a6e-0e6f5f4f2a12"
    cycle = learning.planned(le_val, ines, once=key)
    assert learning.planned(le_val, ines, once=key) == cycle
    with pytest.raises(Refusal, match="under way|en cours"):
        learning.planned(le_val, ines)
    past = actions.CyclePlan(TODAY - timedelta(days=1), "Rose Lemaire")
    with pytest.raises(Refusal):
        actions.change_plan_of_cycle(cycle, past, by=ines)

    later = actions.CyclePlan(LATER, "Rose Lemaire")
    moved = actions.change_plan_of_cycle(cycle, later, by=ines)
    assert (moved.planned_on, moved.sequence) == (LATER, 1)
    assert actions.change_plan_of_cycle(cycle, later, by=ines).sequence == 1
    with pytest.raises(Refusal):
        actions.call_off_cycle(cycle, reason=" ", by=ines)
    actions.call_off_cycle(cycle, reason="Grève", by=ines)
    assert learning.planned(le_val, ines).state == "planned"
    assert kinds(le_val)[:4] == [
        "cycle_planned", "cycle_called_off", "cycle_plan_changed", "cycle_planned",
    ]  # fmt: skip


def test_a_review_is_held_with_who_came_and_no_resident_is_a_count(le_val, ines):
    cycle = learning.planned(le_val, ines)
    for counts, day in (({}, TODAY), ({"state": 0}, TODAY), (CAME, TODAY + timedelta(days=1))):
        with pytest.raises(Refusal):
            actions.hold_cycle(cycle, held_on=day, counts=counts, by=ines)

    cycle = actions.hold_cycle(cycle, held_on=TODAY, counts={"state": 2}, by=ines)

    assert (cycle.state, cycle.people, cycle.held_on) == ("held", 2, TODAY)
    assert dict(cycle.attendances.values_list("category", "count"))["residents"] == 0
    seen = cycle.counted
    actions.count_attendance(cycle, CAME, seen=seen, by=ines)
    actions.count_attendance(cycle, CAME, seen=seen, by=ines)
    with pytest.raises(actions.CountClash, match="10|habitants|residents"):
        actions.count_attendance(cycle, {"state": 1}, seen=seen, by=ines)
    with pytest.raises(actions.CountClash):
        actions.hold_cycle(cycle, held_on=TODAY, counts={"state": 1}, by=ines)
    cycle.refresh_from_db()
    assert cycle.people == 10
    assert kinds(le_val)[:2] == ["attendance_counted", "review_held"]


def test_it_closes_when_the_fall_has_a_decision_and_not_before(le_val, ines):
    children = learning.falling(le_val, ines)
    cycle = learning.held(le_val, ines)
    actions.write_curve(cycle, children, WORDS, revision=0, by=ines)
    with pytest.raises(Refusal, match="Enfants accompagnés"):
        actions.close_cycle(cycle, learned="Rien.", by=ines)
    (left,) = figures.blockers(cycle)
    assert left.where["code"] == "enfants-accompagnes"
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningCycle.objects.filter(pk=cycle.pk).update(state="closed", closed_on=TODAY)

    decision = actions.decide_adaptation(cycle, KEEP, by=ines, indicator=children)
    with pytest.raises(Refusal):
        actions.close_cycle(cycle, learned=" ", by=ines)
    done = actions.close_cycle(cycle, learned="On vient le soir.", next_on=LATER, by=ines)

    assert (done.state, done.closed_on) == ("closed", TODAY)
    assert le_val.learning_cycles.get(state="planned").planned_on == LATER
    for change in (
        lambda: actions.write_curve(cycle, children, {"causes": "Autre"}, revision=1, by=ines),
        lambda: actions.decide_adaptation(cycle, KEEP, by=ines),
        lambda: actions.withdraw_adaptation(decision, why="Dit trop vite", by=ines),
        lambda: actions.count_attendance(cycle, {"state": 1}, seen=cycle.counted, by=ines),
        lambda: actions.close_cycle(cycle, learned="Encore", by=ines),
    ):
        with pytest.raises(Refusal):
            change()


def test_a_value_that_came_after_the_decision_is_looked_at_again(le_val, ines):
    children = learning.falling(le_val, ines)
    cycle = learning.held(le_val, ines)
    actions.decide_adaptation(cycle, KEEP, by=ines, indicator=children)
    assert figures.blockers(cycle) == ()

    actions.enter_value(children, quarter(3, 2026), read(25), site=le_val, by=ines)
    assert len(figures.blockers(cycle)) == 1

    curve = actions.write_curve(cycle, children, WORDS, revision=0, by=ines)
    assert (curve.value_shown, curve.off_course, curve.headline) == ("25 enfants", True, True)
    assert curve.measurement.value == 25
    assert figures.blockers(cycle) == ()


def test_earlier_decisions_need_their_outcome_in_a_later_review(le_val, ines, set_day):
    first = learning.closed(le_val, ines)
    decision = first.adaptations.get()
    with pytest.raises(Refusal, match="once it is held|une fois"):
        actions.answer_adaptation(decision, state="done", outcome="Ouvert.", by=ines)
    set_day(LATER)
    cycle = actions.plan_cycle(le_val, actions.CyclePlan(LATER, "Rose Lemaire"), by=ines)
    cycle = actions.hold_cycle(cycle, held_on=LATER, counts=CAME, by=ines)
    actions.decide_adaptation(cycle, KEEP, by=ines, indicator=le_val.indicators.get())
    with pytest.raises(Refusal, match="Ouvrir"):
        actions.close_cycle(cycle, learned="Tout.", by=ines)
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningCycle.objects.filter(pk=cycle.pk).update(state="closed", closed_on=LATER)
    with pytest.raises(Refusal):
        actions.answer_adaptation(decision, state="done", outcome=" ", by=ines)

    actions.answer_adaptation(decision, state="done", outcome="Ouvert, 44 enfants.", by=ines)
    closed = actions.close_cycle(cycle, learned="Tout.", by=ines)

    decision.refresh_from_db()
    assert (decision.state, decision.checked_in, closed.state) == ("done", cycle, "closed")
    with pytest.raises(Refusal):
        actions.answer_adaptation(decision, state="abandoned", outcome="Non.", by=ines)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"owner": ""}, "owner"), ({"due_on": None}, "due_on"), ({"expected": ""}, "expected"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"), ({"kind": "keep"}, "reason"),
    ],
)  # fmt: skip
def test_a_decision_says_who_until_when_and_what_one_will_see(le_val, ines, wrong, field):
    cycle = learning.held(le_val, ines)

    with pytest.raises(Refusal) as refused:
        actions.decide_adaptation(cycle, learning.change(**wrong), by=ines)

    assert refused.value.field == field
    assert not Adaptation.objects.exists()


def test_a_decision_is_taken_back_before_the_end_only_and_never_of_another_site(
    le_val, la_crete, ines, victor
):
    cycle = learning.held(le_val, ines)
    decision = actions.decide_adaptation(cycle, learning.change(), by=ines)
    actions.withdraw_adaptation(decision, why="Dit trop vite", by=ines)
    actions.withdraw_adaptation(decision, why="Dit trop vite", by=ines)
    assert kinds(le_val)[:2] == ["adaptation_withdrawn", "adaptation_decided"]
    kept = Entry.objects.filter(kind="measurement.adaptation_withdrawn").get()
    assert kept.facts["why"] == "Dit trop vite"
    assert all(kept.facts[name] for name in ("kind_of", "text", "owner", "due_on", "expected"))

    theirs = learning.falling(la_crete, victor)
    with pytest.raises(Refusal):
        actions.decide_adaptation(cycle, learning.change(), by=ines, indicator=theirs)
    with pytest.raises(Refusal):
        actions.write_curve(cycle, theirs, WORDS, revision=0, by=ines)


def test_the_database_keeps_what_a_closed_review_says(le_val, ines):
    cycle = learning.closed(le_val, ines)
    for spoil in (
        lambda: LearningCycle.objects.filter(pk=cycle.pk).update(learned="Autre"),
        lambda: cycle.curves.update(causes="Autre"),
        lambda: cycle.attendances.update(count=99),
        lambda: cycle.adaptations.update(text="Autre"),
        lambda: cycle.adaptations.all().delete(),
        lambda: LearningCycle.objects.filter(pk=cycle.pk).delete(),
        lambda: LearningCycle.objects.create(
            site=le_val, state="closed", facilitator="X", held_on=LATER, closed_on=LATER
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_two_who_write_of_different_things_are_brought_together_else_the_second_is_told(
    le_val, ines, marc
):
    children = learning.falling(le_val, ines)
    cycle = learning.held(le_val, ines)
    actions.write_curve(cycle, children, WORDS, revision=0, by=ines)

    both = actions.write_curve(
        cycle, children, WORDS | {"contrary": "Deux écoles ont fermé."}, revision=1, by=marc
    )
    assert both.revision == 2
    again = actions.write_curve(cycle, children, WORDS | {"surprise": "Rien."}, revision=1, by=ines)
    assert (again.contrary, again.surprise) == ("Deux écoles ont fermé.", "Rien.")
    with pytest.raises(actions.CurveClash) as clash:
        actions.write_curve(cycle, children, WORDS | {"contrary": "Non."}, revision=1, by=ines)

    assert clash.value.clashing == ("contrary",)
    assert clash.value.mine["contrary"] == "Non."
    assert clash.value.now["contrary"] == "Deux écoles ont fermé."
    assert [old["revision"] for old in again.former] == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_once_and_a_decision_comes_before_or_not_at_all(
    le_val, ines, marc
):
    learning.falling(le_val, ines)
    cycle = learning.held(le_val, ines)
    actions.decide_adaptation(cycle, KEEP, by=ines, indicator=le_val.indicators.get())
    said = []

    def attempt(act):
        try:
            act()
            said.append("done")
        except Refusal:
            said.append("refused")
        finally:
            connection.close()

    acts = [
        lambda: actions.close_cycle(cycle, learned="Un.", by=ines),
        lambda: actions.close_cycle(cycle, learned="Deux.", by=marc),
    ]
    threads = [threading.Thread(target=attempt, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["done", "refused"]
    assert kinds(le_val).count("cycle_closed") == 1
