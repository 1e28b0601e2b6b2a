"""What the national-scale set holds: every kind of site that the board must show, under the same laws."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from agenda.content import is_intact
from agenda.figures import agenda_state, voices
from agenda.models import Comment, Endorsement, Outcome, Version
from governance.figures import triads
from governance.models import Mandate
from kit import clock
from measurement.figures import indicator_table, up_to_date
from measurement.models import LearningCycle, Measurement, Target
from sites.national import made
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("_reference_rows", "national")


@pytest.fixture(scope="module")
def national(reference, django_db_blocker):
    """All neighbourhoods of the excerpt with six quarters, made once for the tests of this module."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(QIC_DEMO=True),
    ):
        patch.setattr(clock, "source", lambda: NOW)
        call_command("seed_national", quarters=6)
        yield [each.site for each in made(1584)]
        transaction.set_rollback(True)


def test_seats_are_held_vacant_passed_on_and_about_to_change(national):
    seats = [
        seat
        for three in triads(national).values()
        for seat in three
        if seat.function or seat.former
    ]

    assert {seat.vacant for seat in seats} == {True, False}
    assert any(seat.vacant_since and seat.former for seat in seats)
    assert any(seat.ends_soon for seat in seats)
    assert any(seat.deputy for seat in seats)
    assert any(seat.hands_over for seat in seats)
    before_engaging = [
        site for site in national if site.state in {"expressed", "exploring", "assessed"}
    ]
    assert not Mandate.objects.filter(site__in=before_engaging).exists()
    assert len({m.person_id for m in Mandate.objects.all()}) == Mandate.objects.count()


def test_nobody_of_the_set_can_sign_in(national):
    people = {m.person for m in Mandate.objects.filter(site__in=national)}

    assert people
    assert not any(person.has_usable_password() for person in people)
    assert all(person.email.endswith(".example") for person in people)


def test_agendas_have_come_differently_far_and_keep_the_laws(national):
    versions = Version.objects.filter(site__in=national).prefetch_related("wordings")
    states = Counter(version.state for version in versions)

    assert {"writing", "open", "reworking", "endorsing", "adopted", "superseded"} <= set(states)
    assert all(is_intact(version) for version in versions)
    for version in versions.filter(state="adopted"):
        answers = Endorsement.objects.filter(version=version)
        assert {a.seat for a in answers} == {"state", "municipality", "community"}
        assert len({a.person_id for a in answers}) == 3
        assert all(a.mandate.holds_on(version.adopted_on) for a in answers)
        assert not version.comments.waiting().exists()
    shown = agenda_state(national).values()
    assert any(state.number is None for state in shown)
    assert any(state.is_open for state in shown)
    assert any(state.awaiting for state in shown)


def test_residents_were_answered_or_wait(national):
    said = voices(national).values()

    assert any(one.total and one.answered == one.total for one in said)
    assert any(one.answered < one.total for one in said)
    assert Comment.objects.filter(passage=None).exists()
    assert Outcome.objects.exclude(reason="").exists()
    assert not Outcome.objects.filter(
        at__gt=Comment.objects.latest("at").at + timedelta(9)
    ).exists()


def test_figures_reach_back_so_many_quarters_and_some_are_late(national):
    table = {site: indicator_table(site) for site in national[:3]}
    done = [(figures.done, figures.due) for figures in up_to_date(national).values()]

    for figures in table.values():
        followed = [f for f in figures if f.is_entered]
        assert len(followed) == 4
        assert all(4 <= len(f.points) <= 6 for f in followed)
        assert any(f.points[0].period == "2e\xa0trimestre\xa02025" for f in followed)
        assert {f.points[-1].period for f in followed} <= {
            "1er\xa0trimestre\xa02026", "2e\xa0trimestre\xa02026", "3e\xa0trimestre\xa02026",
        }  # fmt: skip
    assert (4, 4) in done
    assert any(reached < due for reached, due in done)
    assert Measurement.objects.filter(state="missing").exclude(note="").exists()
    assert Measurement.objects.exclude(replaces=None).exclude(reason="").exists()
    assert Target.objects.exists() and LearningCycle.objects.exists()


def test_the_board_and_a_site_s_pages_show_the_set(national, client, browser_of, maud):
    site = next(e for e in national if agenda_state([e])[e.pk].adopted_number)

    board = browser_of(maud).get("/national/")
    pages = ["", "feuille-de-route/", "indicateurs/", "triade/", "plan-d-action/"]
    found = {path: client.get(f"/sites/{site.slug}/{path}").status_code for path in pages}

    assert board.status_code == 200
    assert set(found.values()) == {200}
