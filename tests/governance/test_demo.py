"""The demonstration's seats: each of the things that can befall a triad is to be seen somewhere."""

from datetime import timedelta

import pytest

from governance import actions, figures
from governance.models import Seat
from qic_portal.demo.fill import take_seat
from qic_portal.demo.people import TEAMS
from tests import make
from tests.conftest import TODAY


@pytest.fixture
def triad_of(maud):
    """The three seats of a pilot site on the fixed day; told twice, as a second run would."""

    def told(slug):
        site = make.site(slug, town=make.commune("59295", "Hazebrouck"))
        for _run in range(2):
            for seat in Seat.values:
                take_seat(site, seat, getattr(TEAMS[slug], seat), "!", by=maud)
        return site, {seat.seat: seat for seat in figures.triad(site, TODAY)}

    return told


def test_a_mandate_ends_in_less_than_thirty_days_and_nobody_follows(triad_of):
    state = triad_of("conde-sur-l-escaut")[1]["state"]

    assert (state.alert, state.firm, state.next_holder) == (30, True, "")
    assert state.deputy


def test_a_mandate_is_expected_to_end_within_ninety_days(triad_of):
    state = triad_of("lievin")[1]["state"]

    assert (state.alert, state.firm) == (90, False)
    assert "80 jours" in state.alert_words.replace("\xa0", " ")


def test_a_seat_is_vacant_since_more_than_thirty_days(triad_of):
    site, seats = triad_of("koungou")

    assert seats["state"].vacant_since == TODAY - timedelta(days=44)
    assert figures.seat_watch([site], TODAY)[site.pk][0].vacant_days > 30


def test_who_left_hands_over_to_who_has_come(triad_of):
    state = triad_of("hazebrouck")[1]["state"]

    assert (state.holder, state.hands_over) == ("Vincent Delahaye", "Thierry Lemoine")


def test_a_successor_is_named_and_could_still_be_taken_back(triad_of):
    site, seats = triad_of("saint-etienne")

    undo = actions.foresee_taking_back(site, Seat.COMMUNITY)

    assert seats["community"].next_holder == "Farida Chelbi"
    assert undo.until == seats["community"].until
    assert site.mandates.filter(seat="community", deputy=False).count() == 2
