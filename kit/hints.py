"""A hint tells a worker that a row waits; losing it costs a minute, never the work."""

import logging
import time
from functools import cache
from typing import Any

import redis
from celery import current_app
from django.conf import settings
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

# The broker's client tries again for seconds before it gives up: no page may wait for that.
PATIENCE = 0.5
PAUSE = 30.0


class Broker:
    """Whether the broker answers; after a silence it is left alone for half a minute."""

    def __init__(self) -> None:
        self.quiet_until = 0.0

    def answers(self) -> bool:
        """True when the broker answered just now, within half a second."""
        if time.monotonic() < self.quiet_until:
            return False
        try:
            client().ping()
        except (redis.RedisError, OSError) as fault:
            self.quiet_until = time.monotonic() + PAUSE
            log.warning("the broker is silent (%s); the sweep takes over", type(fault).__name__)
            return False
        return True


broker = Broker()


@cache
def client() -> redis.Redis:
    """A client that asks once."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )


def hint(task: str, *args: Any) -> None:
    """After the commit, tells a worker to look; a dead broker is noted and survived."""
    transaction.on_commit(lambda: send(task, *args))


def send(task: str, *args: Any) -> None:
    """Sends the hint now, if the broker answers."""
    if not broker.answers():
        return
    try:
        current_app.send_task(task, args=[str(a) for a in args], retry=False, ignore_result=True)
    except Exception as fault:  # noqa: BLE001 - whatever the broker's fault, the sweep takes over
        broker.quiet_until = time.monotonic() + PAUSE
        log.warning("hint %s lost (%s); the sweep will find the row", task, type(fault).__name__)
