"""A worker works on a long file while Redis is killed and comes back: the file goes in once, and so does the next."""

import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction

from journal.models import Entry
from kit.hints import send
from measurement import actions
from measurement.actions.import_tasks import HINT
from measurement.actions.imports import one_at_a_time
from measurement.incoming.cells import Manner
from measurement.models import Measurement, ValueImport
from measurement.models import imports as models
from runtime.places import ROOT
from runtime.up import CELERY, WORKER
from tests.kit.test_hints import broker, forget
from tests.measurement.importing import LONG, sent
from tests.measurement.test_import_tasks import now

__all__ = ["broker"]


@contextmanager
def worker(broker, log):
    """A worker of this test's database and broker."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    env = os.environ | {
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}")),
        "REDIS_URL": broker.address,
    }
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, *CELERY, *WORKER], cwd=ROOT, env=env, stdout=out, stderr=out)  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def other_file():
    """Another file goes in meanwhile: what a worker takes waits for it."""
    held, ended = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            one_at_a_time(None)
            held.set()
            ended.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def until(true, log):
    """Waits until it is so."""
    for _turn in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text()[-4000:])


def asked(site, by, quarter):
    """A file that a worker is asked to take."""
    found = sent(site, by, f"{LONG}\nenfants-accompagnes;T{quarter} 2026;44\nx;T1 2026;1\n")
    manner = Manner(provenance="Centre social")
    found = actions.look_through(found, by=by, columns=found.columns, manner=manner)
    ask = {"seen": found.outcome, "only_good": True, "reason": "", "code": "other"}
    return actions.ask_to_apply(found, by=by, **ask)


def waiting_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_redis_is_killed_while_a_file_goes_in_and_comes_back(
    le_val, children, samira, broker, tmp_path, monkeypatch
):
    monkeypatch.setattr(models, "LARGE", 1)
    log = tmp_path / "worker.log"
    with ExitStack() as ending:
        ending.enter_context(worker(broker, log))
        with other_file():
            both = [asked(le_val, samira, quarter) for quarter in (1, 4)]
            until(lambda: waiting_for_a_lock() == len(both), log)
            # More than both hands of the worker hold.
            for found in both:
                send(HINT, found.pk)
            broker.kill()
        until(lambda: all(now(found).state == "applied" for found in both), log)
        second = asked(le_val, samira, 2)
        assert now(second).task == "apply", "its hint is lost"
        broker.start()
        forget()
        third = asked(le_val, samira, 3)
        until(lambda: now(third).state == "applied", log)
        # What the clock rings each minute.
        assert actions.sweep_tasks() == 1

    assert not ValueImport.objects.exclude(task="").exists()
    assert Measurement.objects.count() == 4
    assert Entry.objects.filter(kind="measurement.values_imported").count() == 4
