"""A worker works on large files: once, whatever happens to the message, to the worker or to Redis."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, transaction

from governance.models import Mandate
from journal.models import Entry
from kit import clock
from kit.states import Refusal
from measurement import actions
from measurement.actions import import_tasks, imports
from measurement.models import Measurement, ValueImport
from measurement.models import imports as models
from tests import make
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import LONG, counts, sent
from tests.measurement.test_import_pages import HERE, choices, upload
from tests.measurement.test_pages import text

FILE = f"{LONG}\nenfants-accompagnes;T1 2026;44\nenfants-accompagnes;T2 2026;beaucoup\n"
GOOD = {"rows": "good"}


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Files of more than one row are large here."""
    monkeypatch.setattr(models, "LARGE", 1)


@pytest.fixture
def later(monkeypatch):
    """Sets the clock so many minutes on."""
    now = clock.now()
    return lambda minutes: monkeypatch.setattr(
        clock, "source", lambda: now + timedelta(minutes=minutes)
    )


@pytest.fixture
def waiting(le_val, children, samira):
    """Samira's file, which is to be looked through."""
    found = sent(le_val, samira, FILE)
    manner = import_tasks.Manner(provenance="Centre social")
    return actions.ask_to_look(found, by=samira, columns=found.columns, manner=manner)


def now(found):
    return ValueImport.objects.get(pk=found.pk)


def test_a_long_file_goes_its_whole_way_without_a_message(browser_of, samira, children):
    client = browser_of(samira)
    upload(client, FILE)
    found = ValueImport.objects.get()
    page = f"{HERE}{found.pk}/"

    client.post(f"{page}colonnes/", choices(found))
    assert "Les lignes sont examinées" in text(client.get(page))
    waiting = client.htmx(page, page=page, method="get")
    assert "En attente" in text(waiting)
    # Who stands on the link keeps the focus when this part is drawn anew: htmx finds it by its id.
    assert 'id="work-done"' in waiting.content.decode()
    assert f'action="{page}' not in client.get(page).text
    assert actions.sweep_tasks() == 1
    assert client.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert counts(now(found)) == (1, 1, 0, 0, 0)
    assert "« beaucoup » n’est pas un nombre qui se lit." in text(client.get(page))

    take = {"seen": now(found).outcome}
    assert client.post(f"{page}prendre/", take | {"rows": "all"}).status_code == 422
    client.post(f"{page}prendre/", take | GOOD)
    client.post(f"{page}prendre/", take | GOOD)
    assert not Measurement.objects.exists()
    assert actions.sweep_tasks() == 1
    assert actions.sweep_tasks() == 0
    assert children.measurements.get().value == 44
    assert "Samira Haddad" in text(client.get(page))

    client.post(f"{page}annuler/", {"why": "Mauvais fichier"})
    assert children.measurements.current().exists()
    actions.work_on_file(found.pk)
    actions.work_on_file(found.pk)
    assert not children.measurements.current().exists()
    assert "Mauvais fichier" in text(client.get(page))
    assert Entry.objects.filter(kind__startswith="measurement.import_reverted").count() == 1


def test_what_changed_before_its_turn_is_said_with_the_account_of_now(
    waiting, samira, marc, children, le_val, browser_of
):
    actions.work_on_file(waiting.pk)
    seen = now(waiting).outcome
    ask = {"seen": seen, "only_good": True, "reason": "", "code": "other"}
    actions.ask_to_apply(now(waiting), by=samira, **ask)
    actions.enter_value(children, quarter(1, 2026), read(44), site=le_val, by=marc)

    assert not actions.work_on_file(waiting.pk)

    found = now(waiting)
    assert (found.task, found.state) == ("", "checked")
    assert counts(found) == (0, 1, 0, 0, 1)
    assert found.outcome != seen
    assert "Quelque chose a changé depuis" in found.said
    assert "Quelque chose a changé depuis" in text(browser_of(samira).get(f"{HERE}{found.pk}/"))
    assert Measurement.objects.count() == 1


def test_nothing_else_happens_to_a_file_that_is_worked_on(waiting, samira, browser_of):
    same = {"columns": waiting.columns, "manner": import_tasks.Manner(provenance="Nous")}
    with pytest.raises(Refusal):
        actions.drop_file(waiting, by=samira)
    with pytest.raises(Refusal):
        actions.look_through(waiting, by=samira, **same)
    with pytest.raises(Refusal):
        actions.ask_to_revert(waiting, by=samira, why="Non")

    assert actions.ask_to_look(waiting, by=samira, **same).tries == 0
    assert now(waiting).order["choices"]["provenance"] == "Centre social"
    page = f"{HERE}{waiting.pk}/"
    assert browser_of(samira).post(f"{page}jeter/").status_code == 422
    assert ValueImport.objects.exists()


def test_what_a_dead_worker_left_is_taken_over_and_a_late_one_writes_nothing(waiting, later):
    dead = import_tasks.claim(waiting.pk)
    assert import_tasks.claim(waiting.pk) is None
    later(4)

    assert actions.sweep_tasks() == 1

    assert not import_tasks.done(dead)
    assert counts(now(waiting)) == (1, 1, 0, 0, 0)


def test_after_four_tries_it_is_given_up_and_said(waiting, later, samira, browser_of):
    ValueImport.objects.update(content=b"torn")
    for turn in range(4):
        later(10 * turn)
        assert actions.sweep_tasks() == 0

    found = now(waiting)
    page = text(browser_of(samira).get(f"{HERE}{found.pk}/"))
    assert (found.task, found.state, found.lease_until) == ("", "read", None)
    assert "rien n’en a été écrit" in page


@pytest.mark.parametrize("what", ["apply", "revert"])
def test_whose_mandate_has_ended_meanwhile_brings_nothing(what, waiting, samira, children):
    actions.work_on_file(waiting.pk)
    ask = {"seen": now(waiting).outcome, "only_good": True, "reason": "", "code": "other"}
    actions.ask_to_apply(now(waiting), by=samira, **ask)
    if what == "revert":
        actions.work_on_file(waiting.pk)
        actions.ask_to_revert(now(waiting), by=samira, why="Mauvais fichier")
    Mandate.objects.filter(person=samira).update(ends_on=clock.today() - timedelta(days=1))

    assert not actions.work_on_file(waiting.pk)

    assert now(waiting).task == ""
    assert "Samira Haddad" in now(waiting).said
    assert children.measurements.current().count() == (what == "revert")


@pytest.mark.parametrize("what", ["apply", "revert"])
def test_values_bear_the_seat_of_the_day_of_the_work(what, le_val, waiting, samira, children):
    """Samira asks from the seat of the associations, which she leaves that night; she stays as a partner."""
    actions.work_on_file(waiting.pk)
    ask = {"seen": now(waiting).outcome, "only_good": True, "reason": "", "code": "other"}
    actions.ask_to_apply(now(waiting), by=samira, **ask)
    if what == "revert":
        actions.work_on_file(waiting.pk)
        actions.ask_to_revert(now(waiting), by=samira, why="Mauvais fichier")
    Mandate.objects.filter(person=samira).update(ends_on=clock.today() - timedelta(days=1))
    make.member("partner", samira, site=le_val)

    assert actions.work_on_file(waiting.pk)

    row = children.measurements.tips().get()
    assert (row.entered_role, row.entered_leg, row.entered_name) == ("partner", "", "Samira Haddad")
    assert (row.reason_code == "undone") == (what == "revert")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_file_that_waits_for_others_is_not_given_up(waiting, samira, later, monkeypatch):
    monkeypatch.setattr(imports, "PATIENCE", "50ms")
    actions.work_on_file(waiting.pk)
    ask = {"seen": now(waiting).outcome, "only_good": True, "reason": "", "code": "other"}
    actions.ask_to_apply(now(waiting), by=samira, **ask)
    held, ended, minutes = threading.Event(), threading.Event(), count(1, 10)

    def other_file():
        with transaction.atomic():
            imports.one_at_a_time(None)
            held.set()
            ended.wait()
        connection.close()

    other = threading.Thread(target=other_file)
    other.start()
    held.wait()
    for _turn in range(6):
        later(next(minutes))
        assert actions.sweep_tasks() == 0
        assert now(waiting).task == "apply"
    ended.set()
    other.join()
    later(next(minutes))

    assert actions.sweep_tasks() == 1
    assert Measurement.objects.count() == 1


def test_workers_that_die_each_time_end_too(waiting, later):
    for turn in range(5):
        later(10 * turn)
        import_tasks.claim(waiting.pk)

    assert now(waiting).task == ""
    assert now(waiting).said


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_a_file_once(waiting, samira):
    actions.work_on_file(waiting.pk)
    ask = {"seen": now(waiting).outcome, "only_good": True, "reason": "", "code": "other"}
    actions.ask_to_apply(now(waiting), by=samira, **ask)
    did, start = [], threading.Barrier(2)

    def work():
        start.wait()
        did.append(actions.work_on_file(waiting.pk))
        connection.close()

    threads = [threading.Thread(target=work) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(did) == [False, True]
    assert Measurement.objects.count() == 1
    assert Entry.objects.filter(kind="measurement.values_imported").count() == 1
