"""A dead or frozen broker never holds a page: it is asked once, then left alone for a while."""

import socket

import pytest

from kit import hints


@pytest.fixture
def broker_at(settings, monkeypatch):
    """Puts the broker at a port of this machine."""

    def put(port):
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
        hints.client.cache_clear()
        monkeypatch.setattr(hints, "broker", hints.Broker())

    yield put
    hints.client.cache_clear()


@pytest.fixture
def sent(monkeypatch):
    """What would have gone to the broker."""
    found = []
    monkeypatch.setattr(hints.current_app, "send_task", lambda *a, **k: found.append(a))
    return found


def test_a_living_broker_gets_the_hint(monkeypatch):
    monkeypatch.setattr(hints, "broker", hints.Broker())
    before = hints.client().llen("celery")

    hints.send("journal.post", 7)

    assert hints.client().llen("celery") == before + 1


def test_a_dead_broker_is_noted_and_left_alone(broker_at, sent, caplog):
    broker_at(1)

    for _time in range(3):
        hints.send("journal.sweep")

    assert sent == []
    assert caplog.text.count("the broker is silent (ConnectionError)") == 1


def test_a_frozen_broker_is_given_up(broker_at, sent, caplog):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(8)
        broker_at(deaf.getsockname()[1])

        hints.send("journal.sweep")

    assert sent == []
    assert "the broker is silent (TimeoutError)" in caplog.text


def test_a_hint_that_is_lost_on_the_way_is_survived(monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise OSError("gone")

    monkeypatch.setattr(hints, "broker", hints.Broker())
    monkeypatch.setattr(hints.current_app, "send_task", fail)

    hints.send("journal.sweep")

    assert "hint journal.sweep lost" in caplog.text
