"""A hint tells a worker that a row waits; losing it costs a minute, never the work."""

import logging
from typing import Any

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)


def hint(task: str, *args: Any) -> None:
    """After the commit, tells a worker to look; a dead broker is noted and survived."""
    transaction.on_commit(lambda: send(task, *args))


def send(task: str, *args: Any) -> None:
    """Sends the hint now, within the broker's one-second limits."""
    try:
        current_app.send_task(task, args=[str(a) for a in args], retry=False, ignore_result=True)
    except Exception as fault:  # noqa: BLE001 - whatever the broker's fault, the sweep takes over
        log.warning("hint %s lost (%s); the sweep will find the row", task, type(fault).__name__)
