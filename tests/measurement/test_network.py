"""The sites of which figures are expected: those at work on a day, whatever became of them since."""

from datetime import date, timedelta

import pytest

from measurement.together.network import network
from sites.actions import Shown, change_stage
from sites.models import Site, StageChange
from tests import make

State = Site.State
PAUSED = date(2026, 3, 1)
BACK = date(2026, 7, 1)
GONE = date(2026, 10, 5)


@pytest.fixture
def three(db, maud):
    """Le Val is always at work; Vauban pauses for four months; La Crête leaves in October."""
    val, vauban, crete = (make.site(name) for name in ("Le Val", "Vauban", "La Crête"))
    for site in (val, vauban, crete):
        StageChange.objects.create(site=site, after=State.ACTIVE, on=site.stage_since)
    look = Shown(look_again_on=date(2026, 6, 1))
    change_stage(vauban, State.PAUSED, by=maud, on=PAUSED, reason="Élections", shown=look)
    change_stage(vauban, State.ACTIVE, by=maud, on=BACK)
    change_stage(crete, State.WITHDRAWN, by=maud, on=GONE, reason="Le conseil se retire.")
    return val, vauban, crete


def names(found) -> tuple[list[str], list[str]]:
    there, idle = found
    return [one.name for one in there], [one.name for one in idle]


DAYS = {
    PAUSED - timedelta(days=1): (["La Crête", "Le Val", "Vauban"], []),
    PAUSED: (["La Crête", "Le Val"], ["Vauban"]),
    BACK - timedelta(days=1): (["La Crête", "Le Val"], ["Vauban"]),
    BACK: (["La Crête", "Le Val", "Vauban"], []),
    GONE: (["Le Val", "Vauban"], ["La Crête"]),
}


def test_who_was_at_work_on_a_day_is_the_same_from_whichever_day_one_looks(three):
    for first in (date.min, *DAYS):
        within = network(first)
        for day, expected in DAYS.items():
            if day >= first:
                assert names(within.at_work(day)) == expected, (first, day)


def test_days_before_the_first_are_not_guessed(three):
    within = network(BACK)

    with pytest.raises(ValueError, match="2026-06-30"):
        within.at_work(BACK - timedelta(days=1))


def test_a_site_that_reported_its_own_value_is_expected_though_it_was_not_at_work(three):
    _val, _vauban, crete = three
    own = make.common_indicator("col-03")
    other = make.common_indicator("pop-01", level="neighbourhood", source_code="rp")
    within = network(GONE)

    expected = within.expected(own, GONE, {str(crete.pk)})
    assert [one.name for one in expected] == ["La Crête", "Le Val", "Vauban"]
    assert [one.name for one in within.expected(own, GONE)] == ["Le Val", "Vauban"]
    told = within.expected(other, GONE, {str(crete.pk)})
    assert [one.name for one in told] == ["Le Val", "Vauban"]


def test_the_network_is_the_same_one_as_long_as_no_site_moves(three, maud):
    before = network(GONE)
    assert network(GONE) is before
    assert network(BACK) is not before

    val = three[0]
    look = Shown(look_again_on=date(2027, 1, 4))
    change_stage(val, State.PAUSED, by=maud, on=GONE, reason="Travaux", shown=look)

    assert names(network(GONE).at_work(GONE)) == (["Vauban"], ["La Crête", "Le Val"])
    assert names(before.at_work(GONE)) == (["Le Val", "Vauban"], ["La Crête"])
