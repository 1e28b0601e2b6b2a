"""Rights come from dated mandates and memberships, here and today."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from accounts.rules import reads_site, seat_holder, works_somewhere
from governance import actions
from governance.standing import standing_of
from kit.states import Refusal
from tests import make
from tests.conftest import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_a_seat_gives_its_role_at_its_site_and_nowhere_else(ines, le_val, la_crete):
    assert standing_of(ines, le_val).roles == {Role.STATE}
    assert standing_of(ines, la_crete).roles == set()
    assert standing_of(ines).elsewhere == {Role.STATE}


def test_a_mandate_gives_rights_from_its_first_to_its_last_day_both_included(le_val):
    hugo = make.person("Hugo Petit")
    make.seat(le_val, "state", hugo, since=TODAY, until=TOMORROW)

    days = (-1, 0, 1, 2, 31, 32)
    roles = [standing_of(hugo, le_val, TODAY + timedelta(days=n)).roles for n in days]

    leaving = {Role.HANDING_OVER}
    assert roles == [{Role.COMING}, {Role.STATE}, {Role.STATE}, leaving, leaving, set()]


def test_a_new_delegate_takes_the_seat_and_the_old_one_loses_it(ines, maud, le_val):
    hugo = make.person("Hugo Petit")
    actions.end_mandate(le_val.mandates.get(person=ines), by=maud, on=TODAY, reason="Mutation")
    make.seat(le_val, "state", hugo, since=TOMORROW)

    assert standing_of(ines, le_val, TOMORROW).roles == {Role.HANDING_OVER}
    assert not seat_holder(standing_of(ines, le_val, TOMORROW))
    assert standing_of(hugo, le_val, TOMORROW).roles == {Role.STATE}


def test_a_facilitator_has_the_role_in_the_centre_s_area_only(rose, le_val):
    far = make.region("84", "Auvergne-Rhône-Alpes")
    lyon = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))

    assert standing_of(rose, le_val).roles == {Role.FACILITATOR}
    assert standing_of(rose, make.site("Les Pentes", town=lyon)).roles == set()


def test_a_centre_that_names_departments_serves_only_these(le_val):
    julie = make.person("Julie Roy")
    centre = make.centre("Pôle Aisne")
    centre.departments.set([make.department("02", "Aisne")])
    make.member("facilitator", julie, centre=centre)
    laon = make.site("Laon", town=make.commune("02408", "Laon", of=make.department("02", "Aisne")))

    assert standing_of(julie, le_val).roles == set()
    assert standing_of(julie, laon).roles == {Role.FACILITATOR}


def test_the_national_team_has_its_role_everywhere(maud, le_val):
    assert standing_of(maud, le_val).roles == {Role.NATIONAL}
    assert standing_of(maud).roles == {Role.NATIONAL}


def test_an_account_that_was_closed_has_no_role(ines, le_val):
    ines.is_active = False

    assert standing_of(ines, le_val).roles == set()


def test_two_holders_at_once_are_refused_by_the_database(ines, le_val):
    hugo = make.person("Hugo Petit")

    with pytest.raises(Refusal, match="already held|déjà"):
        make.seat(le_val, "state", hugo, since=TODAY)
    assert le_val.mandates.count() == 1


def test_one_person_cannot_hold_two_seats_of_a_site(ines, le_val):
    with pytest.raises(Refusal):
        make.seat(le_val, "community", ines)


def test_a_deputy_sits_beside_the_holder(ines, le_val):
    hugo = make.person("Hugo Petit")
    make.seat(le_val, "state", hugo, deputy=True)

    assert standing_of(hugo, le_val).roles == {Role.DEPUTY}


@pytest.mark.parametrize("days", [1, 400])
def test_a_mandate_that_would_end_before_it_begins_is_refused(le_val, days):
    hugo = make.person("Hugo Petit")

    with pytest.raises(Refusal, match="before|avant"):
        make.seat(le_val, "state", hugo, since=TODAY, until=TODAY - timedelta(days=days))
    assert not le_val.mandates.exists()


def test_the_database_itself_refuses_a_mandate_that_ends_before_it_begins(ines, le_val):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="mandate_ends_after_it_starts"):
        le_val.mandates.filter(person=ines).update(ends_on=date(2020, 1, 1))


def test_the_state_of_a_mandate_follows_from_its_dates(le_val):
    hugo = make.person("Hugo Petit")
    mandate = make.seat(le_val, "state", hugo, since=TODAY, until=TOMORROW)

    days = (-1, 0, 1, 2, 31, 32)
    states = [mandate.state_on(TODAY + timedelta(days=n)).value for n in days]

    assert states == ["to_come", "in_force", "in_force", "handing_over", "handing_over", "ended"]


@pytest.mark.parametrize("length", [0, 1, 400, None])
def test_on_each_day_one_phase_holds_and_the_database_finds_it_alike(le_val, length):
    last = None if length is None else TODAY + timedelta(days=length)
    hugo = make.person("Hugo Petit")
    mandate = make.seat(le_val, "state", hugo, since=TODAY, until=last, deputy=length == 1)
    end = length or 0

    for n in sorted({-400, -1, 0, end, end + 1, end + 30, end + 31}):
        day = TODAY + timedelta(days=n)
        found = [phase for phase in mandate.PHASES if phase.holds(mandate, day)]
        assert found == [mandate.phase_on(day)]
        role = found[0].role(mandate)
        assert le_val.mandates.counting(day).exists() == (role is not None)
        assert standing_of(hugo, le_val, day).roles == {role} - {None}


def test_who_will_take_a_seat_works_nowhere_yet(le_val):
    hugo = make.person("Hugo Petit")
    make.seat(le_val, "state", hugo, since=TOMORROW)

    standing = standing_of(hugo, le_val)

    assert (standing.roles, standing.elsewhere) == ({Role.COMING}, set())
    assert standing.facts["passing"] == {"state"}
    assert not reads_site(standing)
    assert not works_somewhere(standing)


def test_who_hands_over_reads_and_writes_nothing(le_val):
    hugo = make.person("Hugo Petit")
    make.seat(le_val, "state", hugo, until=YESTERDAY)

    standing = standing_of(hugo, le_val)

    assert reads_site(standing)
    assert not works_somewhere(standing)
    assert standing.facts["hands_over"] == {"state"}
    assert standing.facts["sites"] == []


def test_who_left_hands_over_only_until_somebody_follows(le_val):
    hugo = make.person("Hugo Petit")
    make.seat(le_val, "state", hugo, until=YESTERDAY)
    make.seat(le_val, "state", make.person("Jeanne Roy"), since=TOMORROW)

    assert standing_of(hugo, le_val).facts["hands_over"] == set()
    assert standing_of(hugo, le_val).roles == {Role.HANDING_OVER}


def test_an_expected_end_takes_no_right(le_val):
    hugo = make.person("Hugo Petit")
    mandate = make.seat(le_val, "state", hugo)
    actions.expect_end(mandate, by=hugo, on=YESTERDAY)

    assert standing_of(hugo, le_val).roles == {Role.STATE}


def test_a_last_day_before_the_holder_s_last_act_is_refused(ines, maud, le_val):
    actions.make_commitment(le_val, by=ines, seat="state", text="Revenir en janvier")
    mandate = le_val.mandates.get(person=ines)

    with pytest.raises(Refusal, match="still acted|encore agi"):
        actions.end_mandate(mandate, by=maud, on=YESTERDAY)
    assert actions.end_mandate(mandate, by=maud, on=TODAY).ends_on == TODAY
