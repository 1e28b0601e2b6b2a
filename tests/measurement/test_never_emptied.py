"""What is kept for ever: nobody empties it, moves it out of a closed review, or lets it drift."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from measurement import actions
from measurement.models import Indicator, Lesson, Window
from tests.conftest import TODAY
from tests.measurement import learning
from tests.measurement.conftest import quarter
from tests.measurement.test_windows import DAYS

# All that is written for good; not drafts, addresses of e-mail, files on their way, lists of releases.
KEPT = (
    "adaptation", "attendance", "curvereview", "curvereview_activities", "definition", "dispute", "disputeappeal",
    "headline", "indicator", "indicatortie", "learningcycle", "lesson", "lockexception",
    "measurement", "planchange", "returntoresidents", "target", "validation", "window", "withholding",
)  # fmt: skip


def attempted(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("table", KEPT)
def test_no_table_that_is_kept_is_emptied_as_a_whole(db, table):
    with pytest.raises(IntegrityError, match="never emptied"):
        attempted(f"TRUNCATE measurement_{table} CASCADE")


def test_nothing_is_moved_out_of_a_closed_review(le_val, ines, set_day):
    first = learning.closed(le_val, ines)
    set_day(TODAY + timedelta(days=1))
    came = first.attendances.count()
    other = actions.plan_cycle(
        le_val, actions.CyclePlan(TODAY + timedelta(days=3), "Rose"), by=ines
    )
    curve = first.curves.get()

    for table in ("attendance", "curvereview", "adaptation"):
        with pytest.raises(IntegrityError, match=r"never (moved|changed)|of_another_review"):
            attempted(
                f"UPDATE measurement_{table} SET cycle_id = %s WHERE cycle_id = %s",
                other.pk, first.pk,
            )  # fmt: skip
    activity = actions.plan_from(
        first.adaptations.get(), by=ines, title="Ouvrir le soir", lead="Centre social",
        begins_on=TODAY, due_on=TODAY + timedelta(days=30), state="under_way",
    ).activity  # fmt: skip
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        curve.activities.add(activity)
    assert first.attendances.count() == came
    assert not other.attendances.exists()


def test_the_activities_of_a_reading_stay_once_its_review_is_closed(le_val, ines):
    found, cycle = learning.falling(le_val, ines), learning.held(le_val, ines)
    decision = actions.decide_adaptation(cycle, learning.change(), by=ines, indicator=found)
    activity = actions.plan_from(
        decision, by=ines, title="Ouvrir le soir", lead="Centre social", begins_on=TODAY,
        due_on=TODAY + timedelta(days=30), state="under_way",
    ).activity  # fmt: skip
    cycle.curves.get().activities.add(activity)
    actions.close_cycle(cycle, learned="On vient le soir.", by=ines)

    for change in ("clear", "remove"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            getattr(cycle.curves.get().activities, change)(*([activity] * (change == "remove")))
    assert cycle.curves.get().activities.get() == activity


def test_a_lesson_stays_as_it_was_written(le_val, ines):
    lesson = actions.keep_lesson(learning.closed(le_val, ines), text="On vient le soir.", by=ines)

    for change in ({"text": "On ne vient pas."}, {"by_name": "Personne"}):
        with pytest.raises(IntegrityError, match="only shared"), transaction.atomic():
            Lesson.objects.filter(pk=lesson.pk).update(**change)
    with pytest.raises(IntegrityError, match="only shared"), transaction.atomic():
        lesson.delete()


def test_a_reporting_period_is_set_again_and_never_removed(maud):
    actions.set_window("quarter", quarter(3, 2026), DAYS, by=maud)

    with pytest.raises(IntegrityError, match="never changed nor removed"), transaction.atomic():
        Window.objects.all().delete()


@pytest.mark.parametrize(
    "change", [{"threshold": 0}, {"direction": "lower"}, {"unit": "familles"}, {"version": 2}]
)
def test_an_indicator_says_what_its_definition_says(le_val, children, change):
    attempted("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="differs_from_its_definition"):
        Indicator.objects.filter(pk=children.pk).update(**change)


def test_its_words_may_be_put_better_and_a_new_version_follows_it(le_val, children, samira):
    actions.reword(children, actions.Change(1, {"question": "Combien d’enfants ?"}), by=samira)
    actions.redefine(children, actions.Change(1, {"threshold": 11}, "Plus sûr"), by=samira)

    attempted("SET CONSTRAINTS ALL IMMEDIATE")
