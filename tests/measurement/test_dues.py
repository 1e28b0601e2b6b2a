"""From whom a value is awaited: who entered the last one, or who sits there now."""

from datetime import timedelta

import pytest

from governance import actions as governance
from governance.standing import standing_of
from measurement import actions
from measurement.dues import figures_due
from overview.figures.board import one_row
from overview.figures.reasons import reasons_of
from tests import make
from tests.conftest import TODAY
from tests.measurement.conftest import quarter, read
from tests.overview.test_home import soup_of

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def entered(le_val, children, set_day):
    """Somebody has entered the spring's value three weeks ago; the summer's is due."""

    def by(person):
        set_day(TODAY - timedelta(days=21))
        actions.enter_value(children, quarter(2, 2026), read(57), site=le_val, by=person)
        set_day(TODAY)

    return by


def awaited(site):
    (due,) = figures_due([site])[site.pk]
    return due.who, due.person


def leaves(site, person):
    governance.end_mandate(site.mandates.get(person=person), by=None, on=YESTERDAY)


def test_who_entered_the_last_value_is_asked(le_val, entered, samira):
    entered(samira)

    assert awaited(le_val) == ("Samira Haddad", samira.pk)


def test_without_a_first_value_it_is_the_source(le_val, children):
    assert awaited(le_val) == ("Centre social", None)


def test_after_a_succession_it_is_who_sits_there_now(le_val, entered, triad):
    entered(triad[2])
    leaves(le_val, triad[2])
    assert awaited(le_val) == ("la triade", None)

    nora = make.person("Nora Amrani")
    make.seat(le_val, "community", nora, since=TODAY)

    assert awaited(le_val) == ("Nora Amrani", nora.pk)


def test_a_deputy_who_left_gives_way_to_the_holder_of_the_seat(le_val, entered, triad):
    denis = make.person("Denis Suppléant")
    make.seat(le_val, "municipality", denis, deputy=True)
    entered(denis)
    assert awaited(le_val) == ("Denis Suppléant", denis.pk)

    leaves(le_val, denis)

    assert awaited(le_val) == ("Marc Delattre", triad[1].pk)


def test_a_partner_is_asked_until_they_leave(le_val, entered, triad, paul):
    entered(paul)
    assert awaited(le_val) == ("Paul Roussel", paul.pk)

    paul.memberships.update(ends_on=YESTERDAY)

    assert awaited(le_val) == ("la triade", None)


def test_a_seat_elsewhere_is_no_seat_here(le_val, la_crete, entered, triad):
    entered(triad[0])
    leaves(le_val, triad[0])
    make.seat(la_crete, "state", triad[0], since=TODAY)

    assert awaited(le_val) == ("la triade", None)


def test_list_board_and_file_name_the_successor(le_val, entered, triad, browser_of, maud):
    entered(triad[2])
    leaves(le_val, triad[2])
    nora = make.person("Nora Amrani")
    make.seat(le_val, "community", nora, since=TODAY)

    browser = browser_of(nora)
    for path in ("a-faire/", "triade/passation/association/"):
        told = soup_of(browser.get(f"/sites/le-val/{path}")).find("main").get_text(" ")
        assert "Enfants accompagnés" in told
        assert "Nora Amrani" in told
    needs = reasons_of(one_row(le_val), standing_of(maud)).needs
    assert [need.who for need in needs if need.kind == "figures"] == ["Nora Amrani"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_many_sites_and_leavers_cost_one_query(
    le_val, entered, triad, count, django_assert_num_queries
):
    entered(triad[2])
    leaves(le_val, triad[2])
    sites = [le_val, *(make.site(f"Site {number}") for number in range(1, count))]

    with django_assert_num_queries(1):
        found = figures_due(sites)

    assert len(found) == count
