"""Seats to watch: an end that comes near, a vacancy; and the letters that say so in time."""

from datetime import timedelta

import pytest

from governance import actions, figures
from journal.models import Letter
from tests import make
from tests.conftest import TODAY


def ending(site, days, *, firm=True, seat="state"):
    last = TODAY + timedelta(days=days)
    mandate = make.seat(site, seat, make.person(f"Fin {days} {seat}"), until=last if firm else None)
    if not firm:
        mandate.expected_on = last
        mandate.save(update_fields=["expected_on"])
    return mandate


@pytest.mark.parametrize(
    ("days", "alert"), [(0, 30), (30, 30), (31, 90), (90, 90), (91, 0), (400, 0)]
)
@pytest.mark.parametrize("firm", [True, False])
def test_an_end_is_told_ninety_and_thirty_days_before(le_val, days, alert, firm):
    ending(le_val, days, firm=firm)

    seat = figures.triad(le_val)[0]

    assert (seat.days_left, seat.alert, seat.firm) == (days, alert, firm)
    assert bool(seat.alert_words) == bool(alert)


def test_an_expected_day_that_has_passed_is_still_told(le_val):
    ending(le_val, -12, firm=False)

    (watched, *_vacant) = figures.seat_watch([le_val])[le_val.pk]

    assert watched.days_left == -12
    assert "il y a 12 jours" in watched.words


def test_a_vacant_seat_says_since_when(ines, maud, le_val):
    actions.end_mandate(le_val.mandates.get(), by=maud, on=TODAY - timedelta(days=10))

    state, municipality, _community = figures.seat_watch([le_val])[le_val.pk]

    assert (state.vacant, state.vacant_days) == (True, 9)
    assert (municipality.vacant, municipality.vacant_since) == (True, None)


def test_a_triad_that_is_well_has_nothing_to_watch(triad, le_val):
    assert figures.seat_watch([le_val])[le_val.pk] == ()


def test_who_follows_and_who_hands_over_are_named(le_val):
    make.seat(le_val, "state", make.person("Ancien"), until=TODAY - timedelta(days=3))
    make.seat(le_val, "state", make.person("Jeanne"), since=TODAY + timedelta(days=5))

    seat = figures.triad(le_val)[0]

    assert (seat.vacant, seat.next_holder, seat.hands_over) == (True, "Jeanne", "Ancien")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_many_sites_cost_one_query(db, count, django_assert_num_queries):
    sites = [make.site(f"Site {number}") for number in range(count)]
    for site in sites:
        make.seat(site, "state", make.person(f"Déléguée {site.slug}"))

    with django_assert_num_queries(1):
        figures.seat_watch(sites)


def test_the_triad_gets_a_letter_at_ninety_days_and_one_at_thirty(marc, le_val, set_day):
    ending(le_val, 90)

    for day in range(0, 91, 10):
        set_day(TODAY + timedelta(days=day))
        actions.remind_of_ends(TODAY + timedelta(days=day))

    told = sorted(Letter.objects.values_list("to", flat=True))
    assert told == ["fin.90.state@example.org"] * 2 + [marc.email] * 2


def test_nobody_is_reminded_when_somebody_follows(le_val):
    ending(le_val, 20)
    make.seat(le_val, "state", make.person("Jeanne"), since=TODAY + timedelta(days=21))

    assert actions.remind_of_ends(TODAY) == 0


@pytest.fixture
def deputy(ines, le_val):
    """Denis stands in for Ines for ninety days more."""
    denis = make.person("Denis Suppléant")
    until = TODAY + timedelta(days=90)
    return make.seat(le_val, "state", denis, deputy=True, until=until)


def test_a_deputy_and_the_holder_are_told_once_at_ninety_days_and_once_at_thirty(
    triad, deputy, set_day
):
    for day in range(0, 91, 5):
        set_day(TODAY + timedelta(days=day))
        actions.remind_of_ends(TODAY + timedelta(days=day))

    letters = Letter.objects.order_by("to")
    assert [letter.to for letter in letters] == [deputy.person.email] * 2 + [triad[0].email] * 2
    mine, theirs = letters[0], letters[2]
    assert "qui supplée le siège" in mine.subject
    assert "Votre mandat se termine le 22\N{NO-BREAK SPACE}février 2027" in mine.text
    assert "passation" not in mine.text
    assert "Invitez" in theirs.text
    assert "vacant" not in theirs.text


def test_an_expected_end_is_told_until_another_deputy_is_named(deputy, le_val):
    expected = TODAY + timedelta(days=20)
    deputy.ends_on, deputy.expected_on = None, expected
    deputy.save(update_fields=["ends_on", "expected_on"])

    assert actions.remind_of_ends(TODAY) == 2
    deputy.ends_on = expected
    deputy.save(update_fields=["ends_on"])
    make.seat(le_val, "state", make.person("Jeanne"), deputy=True, since=TODAY + timedelta(days=21))
    assert actions.remind_of_ends(TODAY) == 0


def test_the_triad_page_says_until_when_a_deputy_stands_in(deputy, ines, client, le_val):
    page = client.sign_in(ines).get(f"/sites/{le_val.slug}/triade/").content.decode()

    assert (
        "Suppléance\N{NO-BREAK SPACE}: Denis Suppléant, jusqu’au 22\N{NO-BREAK SPACE}février 2027."
        in page
    )
