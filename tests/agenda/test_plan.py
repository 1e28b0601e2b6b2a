"""The plan: activities have states that can be read aloud, and reasons where they stop."""

import pytest
from django.db import connection, transaction

from agenda import actions
from agenda.figures import lanes
from agenda.models import Activity, ActivityMove
from kit.states import Refusal
from tests.agenda import scenes

State = Activity.State


@pytest.fixture
def garden(triad, le_val, ines):
    return actions.plan_activity(
        le_val, by=ines, title="Jardin partagé", lead="Ville", state="under_way"
    )


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("after", list(State))
def test_every_pair_of_states(triad, le_val, ines, before, after):
    activity = actions.plan_activity(le_val, by=ines, title="x", lead="y")
    Activity.objects.filter(pk=activity.pk).update(state=before, reason="Parce que.")

    if after in Activity.MOVES[before] or after == before:
        assert actions.move_activity(activity, to=after, by=ines, reason="Oui.").state == after
    else:
        with pytest.raises(Refusal):
            actions.move_activity(activity, to=after, by=ines, reason="Oui.")


@pytest.mark.parametrize("end", ["suspended", "given_up"])
def test_stopping_needs_a_reason_that_is_kept(garden, ines, end):
    with pytest.raises(Refusal):
        actions.move_activity(garden, to=end, by=ines)
    actions.move_activity(garden, to=end, by=ines, reason="Étude des sols.")

    assert ActivityMove.objects.get(after=end).reason == "Étude des sols."
    with pytest.raises(scenes.DATABASE_REFUSES, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM agenda_activitymove")


def test_the_same_form_plans_once(triad, le_val, ines):
    for _click in range(2):
        actions.plan_activity(le_val, by=ines, title="Vélos", lead="Roue libre", once="k")
    assert le_val.activities.count() == 1


def test_the_board_has_four_lanes_and_tells_what_was_given_up(garden, le_val, ines):
    assert [lane.key for lane in lanes(le_val)] == ["coming", "under_way", "suspended", "done"]
    actions.move_activity(garden, to="given_up", by=ines, reason="Plus de terrain.")
    assert [(lane.key, lane.total) for lane in lanes(le_val)][-1] == ("given_up", 1)


def test_a_passage_of_another_site_is_refused(triad, victor, le_val, la_crete, ines):
    elsewhere = scenes.writing(la_crete, victor).wordings.get(heading="Après l'école")
    with pytest.raises(Refusal):
        actions.plan_activity(le_val, by=ines, title="x", lead="y", tied_to=elsewhere)
    assert not le_val.activities.exists()
