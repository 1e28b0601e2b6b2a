"""What the rounds of a site wait for, seen by one person: what the to-do list reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from readiness.figures import waiting_at
from sites.models import Site
from tests.readiness import scenes


@pytest.fixture
def active(le_val):
    """Both kinds of round can be open at once only where the collective has begun."""
    Site.objects.filter(pk=le_val.pk).update(state="active")
    le_val.refresh_from_db()
    return le_val


def waits(site, person):
    return [(w.what, w.kind, w.answered, w.total) for w in waiting_at(site, person)]


def test_two_rounds_at_once_wait_for_who_has_not_rated(active, ines, paul, marc):
    for kind in ("preconditions", "conditions"):
        scenes.opened(active, ines, kind)
    assert sorted(waits(active, ines)) == [
        ("rating", "conditions", 0, 15),
        ("rating", "preconditions", 0, 6),
    ]

    for found in active.rounds.all():
        scenes.rated(found, ines)

    assert waits(active, ines) == []
    assert {what for what, *_rest in waits(active, marc)} == {"rating"}


def test_the_second_round_costs_no_more_than_its_own_answers(active, ines):
    scenes.opened(active, ines)
    with CaptureQueriesContext(connection) as one:
        waiting_at(active, ines)
    scenes.opened(active, ines, "conditions")
    with CaptureQueriesContext(connection) as two:
        waiting_at(active, ines)

    assert (len(one), len(two)) == (7, 12)


def test_on_the_last_day_a_round_is_still_rated_and_the_day_after_it_may_meet(
    triad, le_val, set_day
):
    found = scenes.rated(scenes.opened(le_val, triad[0]), triad[0])

    set_day(found.rate_until)
    assert [w for w in waiting_at(le_val, None) if w.what == "meeting"] == []
    after = found.rate_until + timedelta(days=1)
    set_day(after + timedelta(days=3))
    assert [w.since for w in waiting_at(le_val, None) if w.what == "meeting"] == [after]
