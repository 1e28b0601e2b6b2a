"""Who asked for it is told once of each report of their sites, whatever schedule and workers do."""

from datetime import timedelta

import pytest

from accounts.letters import LetterKind
from governance import actions as governance
from journal.actions import choose_letters
from journal.models import Letter
from kit import clock
from reports import actions
from reports.actions import notices
from reports.models import Edition, ReportNotice
from tests import make
from tests.conftest import NOW, TODAY
from tests.sites.test_races import at_once


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on by some minutes."""

    def move(minutes):
        monkeypatch.setattr(clock, "source", lambda: NOW + timedelta(minutes=minutes))

    return move


@pytest.fixture
def far(db):
    region = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=region))
    return make.site("Les Pentes", town=town)


def subscribe(person, *, yes=True):
    choose_letters(person, {LetterKind.REPORTS: yes}, by=person)


def letters_to(person):
    return Letter.objects.filter(to=person.email, stop__gt="").order_by("created_at")


def test_a_quarter_is_one_letter_about_the_own_sites_alone(rose, le_val, la_crete, far, later):
    subscribe(rose)
    later(5)
    for site in (le_val, la_crete, far):
        make.edition(site, final=False)
    later(6)

    assert [actions.tell_ready(), actions.tell_ready()] == [1, 0]
    letter = letters_to(rose).get()
    assert "Le Val" in letter.text
    assert "La Crête" in letter.text
    assert "Les Pentes" not in letter.text
    assert letter.stop in letter.text


def test_nobody_is_told_unasked_nor_of_what_was_before_nor_after_saying_no(
    rose, maud, le_val, later
):
    make.edition(le_val)
    later(5)
    subscribe(rose)
    later(6)
    assert actions.tell_ready() == 0
    subscribe(rose, yes=False)
    make.edition(le_val, number=2)
    later(9)

    assert actions.tell_ready() == 0
    assert not ReportNotice.objects.exists()


def test_a_letter_waits_while_reports_are_made_an_hour_at_most(rose, le_val, la_crete, later):
    subscribe(rose)
    later(5)
    make.edition(le_val)
    waiting = Edition.objects.create(
        site=la_crete, period_start=TODAY.replace(month=7, day=1), period_end=TODAY.replace(month=9, day=30)
    )  # fmt: skip
    later(20)
    assert waiting.state == "due"
    assert actions.tell_ready() == 0
    later(70)
    assert actions.tell_ready() == 1


def test_a_right_that_ended_brings_no_letter_and_a_single_site_does(
    rose, maud, far, later, set_day
):
    given = governance.give_site(rose, site=far, starts_on=TODAY, reason="Relais", by=maud)
    subscribe(rose)
    later(5)
    make.edition(far, final=False)
    later(6)
    assert actions.tell_ready() == 1

    governance.take_site_back(given, on=TODAY, reason="Fini", by=maud)
    set_day(TODAY + timedelta(days=1))
    make.edition(far, final=False, number=2)
    assert actions.tell_ready() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_and_one_that_died_make_one_letter(rose, le_val, later, monkeypatch):
    subscribe(rose)
    later(5)
    make.edition(le_val)
    later(6)

    def dies(*args):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(notices, "write_notice", dies)
        with pytest.raises(SystemExit):
            actions.tell_ready()
    assert not ReportNotice.objects.exists()

    assert at_once(actions.tell_ready, actions.tell_ready, actions.tell_ready) == ["done"] * 3
    assert letters_to(rose).count() == ReportNotice.objects.count() == 1
