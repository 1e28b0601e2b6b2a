"""A dead or frozen broker never holds a page: it is asked once, then left alone for a while.

The broker is a real one, started for the test on a socket of its own, and really killed or frozen.
"""

import os
import shutil
import signal
import time
from contextlib import ExitStack

import pytest
import redis
from celery import Celery, current_app

from kit import hints
from qic_portal import environment
from runtime.places import VAR, Place
from runtime.servers import running
from runtime.valkey import Valkey


class TrialBroker:
    """A broker that only this test uses, and that it may treat badly."""

    def __init__(self, ending: ExitStack) -> None:
        self.ending = ending
        self.place = Place(VAR / f"valkey-hints-{os.getpid()}")
        ending.callback(shutil.rmtree, self.place.folder.resolve(), ignore_errors=True)
        self.start()

    @property
    def address(self) -> str:
        return self.place.redis_url

    def start(self) -> None:
        part = Valkey(self.place).prepared()
        self.process = running(part, self.ending, "redis-hints")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """It keeps its socket open and answers nobody."""
        os.kill(self.process.pid, signal.SIGSTOP)
        self.ending.callback(self.thaw)

    def thaw(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def fill_up(self) -> None:
        """It answers, and takes nothing more."""
        with redis.Redis.from_url(self.address) as client:
            client.config_set("maxmemory", 1)

    @property
    def hints(self) -> int:
        """How many hints have arrived."""
        with redis.Redis.from_url(self.address) as client:
            return client.llen("celery")


def forget():
    """As a web process that has just been started: it knows nothing of the broker."""
    hints.client.cache_clear()
    hints.broker.quiet_until = 0.0


@pytest.fixture
def broker(settings):
    """The portal's broker, for once, is the trial one."""
    portal = current_app._get_current_object()
    with ExitStack() as ending:
        found = TrialBroker(ending)
        ending.callback(forget)
        settings.REDIS_URL = found.address
        forget()
        trial = Celery("trial", broker=environment.broker(found.address), set_as_current=False)
        trial.conf.broker_transport_options = portal.conf.broker_transport_options
        ending.callback(trial.close)
        ending.callback(portal.set_current)
        trial.set_current()
        yield found


def test_a_living_broker_gets_the_hint(broker):
    hints.send("journal.post", 7)

    assert broker.hints == 1


def test_a_dead_broker_is_noted_and_left_alone(broker, caplog):
    broker.kill()

    for _time in range(3):
        hints.send("journal.sweep")

    assert caplog.text.count("the broker is silent (ConnectionError)") == 1


def test_a_broker_that_is_back_gets_hints_again_after_a_while(broker):
    broker.kill()
    hints.send("journal.sweep")
    broker.start()

    hints.send("journal.sweep")
    assert broker.hints == 0

    forget()
    hints.send("journal.sweep")
    assert broker.hints == 1


def test_a_frozen_broker_is_given_up(broker, caplog):
    broker.freeze()
    before = time.monotonic()

    hints.send("journal.sweep")
    hints.send("journal.sweep")

    assert time.monotonic() - before < 2 * hints.PATIENCE + 0.5
    assert caplog.text.count("the broker is silent (TimeoutError)") == 1
    broker.thaw()
    assert broker.hints == 0


def test_a_hint_that_is_lost_on_the_way_is_survived(broker, caplog):
    broker.fill_up()

    hints.send("journal.sweep")

    assert "hint journal.sweep lost" in caplog.text
    assert broker.hints == 0
