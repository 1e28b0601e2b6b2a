"""What the database counts of all sites is what the line of each site says."""

from datetime import date, timedelta

import pytest

from governance.models import Mandate
from measurement.actions import ReviewFacts, record_review
from overview.figures import conditions
from overview.figures.rows import rows_of
from overview.figures.selection import Wanted, listed
from partnership.actions import ask_support
from sites.models import Sight, Site, StageChange, overdue
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY

AGO = (0, 1, 9, 10, 11, 29, 30, 31, 59, 60, 61, 89, 90, 91, 119, 120, 121, 364, 365, 366)


def of(condition):
    return set(Site.objects.filter(condition).values_list("slug", flat=True))


def said_of(true_of):
    rows = rows_of(listed(Sight(TODAY, everything=True), Wanted()), TODAY)
    return {row.slug for row in rows if true_of(row)}


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def lives(db):
    """Sites at every stage for every time, some after a mobilisation of its own length."""
    for stage in Site.State:
        for number, days in enumerate(AGO):
            fields = {"look_again_on": ago(days - 60)} if stage == "paused" else {}
            if stage == "merged":
                continue
            site = make.site(f"{stage.value} {days}", state=stage, **fields)
            site.stage_since = ago(days) if stage != "paused" else ago(days + 61)
            site.save(update_fields=["stage_since"])
            if number % 2:
                begun = StageChange(site=site, before="", after="expressed", on=ago(days + number))
                begun.save()
                StageChange(site=site, before="expressed", after="exploring", on=ago(days)).save()


def test_a_stage_that_lasts_too_long_counts_as_its_line_says(lives):
    assert of(overdue(TODAY)) == said_of(lambda row: row.watch.alerts)
    assert of(overdue(TODAY, calls=True)) == said_of(lambda row: "call" in row.helped_with)


def test_a_review_that_is_due_counts_as_its_line_says(lives):
    for number, site in enumerate(Site.objects.order_by("slug")):
        if number % 3:
            held_on = ago(AGO[number % len(AGO)])
            chosen = held_on + timedelta(days=200) if number % 5 == 0 else None
            facts = ReviewFacts(held_on, "Rose", 5, "les trois sièges", "Continuer.", "", chosen)
            record_review(site, facts, by=None)
        if number % 7 == 0:
            StageChange(
                site=site, before="engaged", after="active", on=ago(AGO[number % 20])
            ).save()

    assert of(conditions.review_due(TODAY)) == said_of(lambda row: row.review_late)


@pytest.fixture
def seats(db):
    """Vacant for every time, about to end with and without a successor, never held."""
    people = iter([make.person(f"Personne {number}") for number in range(200)])
    for stage in ("active", "engaged", "paused", "invited", "withdrawn"):
        for days in (0, 1, 29, 30, 31, 32):
            site = make.site(f"{stage} vacant {days}", state=stage)
            for kind in ("municipality", "community"):
                make.seat(site, kind, next(people))
            make.seat(site, "state", next(people), since=date(2020, 1, 1), until=ago(days))
            full = make.site(f"{stage} ends {days}", state=stage)
            for kind in ("state", "municipality"):
                make.seat(full, kind, next(people))
            make.seat(full, "community", next(people), until=TODAY + timedelta(days=days))
            if days % 2:
                first = TODAY + timedelta(days=days + 1)
                make.seat(full, "community", next(people), since=first)
    make.site("never held", state="active")
    make.site("never held paused", state="paused")
    late = make.site("just engaged", state="engaged")
    late.stage_since = ago(29)
    late.save(update_fields=["stage_since"])
    Mandate.objects.filter(site__slug__contains="ends-30", ends_on=None, seat="state").update(
        expected_on=TODAY
    )


@pytest.mark.slow
def test_seats_count_as_their_lines_say(seats):
    def empty(row):
        return row.expects_seats and any(seat.vacant for seat in row.seats)

    assert of(conditions.vacant(TODAY)) == said_of(empty)
    assert of(conditions.long_vacant(TODAY)) == said_of(lambda row: "vacancy" in row.helped_with)
    assert of(conditions.ending(TODAY)) == said_of(lambda row: "ending" in row.helped_with)


def test_answers_and_approvals_count_as_their_lines_say(triad, la_crete, le_val, victor, set_day):
    version = scenes.endorsing(le_val, triad[0])
    scenes.said(scenes.opened(la_crete, victor))
    ask_support(la_crete, kind="coaching", title="Animer", need="", by=victor)

    found = {}
    for days in (9, 10, 14, 15):
        day = TODAY + timedelta(days=days)
        found[days] = (of(conditions.unapproved(day)), of(conditions.unanswered(day)))
    assert version.sent_on == TODAY
    assert of(conditions.asks()) == {"la-crete"}
    assert found == {
        9: (set(), set()), 10: ({"le-val"}, set()), 14: ({"le-val"}, set()),
        15: ({"le-val"}, {"la-crete"}),
    }  # fmt: skip
