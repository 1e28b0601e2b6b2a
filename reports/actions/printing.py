"""The way of every paper: taken by one worker at a time, set, kept; put off when it fails."""

import hashlib
import io
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pikepdf
from django.db import transaction

from journal.actions import record
from journal.events import Event
from kit import clock
from reports.models import Printed
from reports.paper.press import PrintFailed, render
from reports.sheets import template_version

LEASE = timedelta(minutes=3)
TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)

log = logging.getLogger(__name__)


@transaction.atomic
def take[P: Printed](rows: type[P], row_id: Any) -> P | None:
    """The portal takes a paper that waits, for three minutes; None when there is none to take.

    The number of tries is the claim's token: a worker that comes back from the dead finds
    another number and leaves its work aside.
    """
    waiting: Any = rows.objects
    found: P | None = (
        waiting.waiting(clock.now())
        .select_for_update(of=("self",), skip_locked=True)
        .select_related(rows.ABOUT)
        .filter(pk=row_id)
        .first()
    )
    if found is None:
        return None
    building = rows.State.BUILDING
    found.move_to(building, lease_until=clock.now() + LEASE, tries=found.tries + 1)
    return found


def make[P: Printed](
    row: P,
    *,
    draw: Callable[[P], str],
    keep: Callable[[P, bytes], bool],
    fail: Callable[[P, str], None],
) -> bool:
    """Sets what `draw` says and keeps it; whatever goes wrong is written down and tried again."""
    try:
        pdf = render(draw(row))
    except Exception as fault:  # noqa: BLE001 - one paper's fault must not stop the others
        log.warning("%s %s, try %s: %s", type(row).__name__, row.pk, row.tries, fault)
        said = str(fault) if isinstance(fault, PrintFailed) else f"{type(fault).__name__}: {fault}"
        fail(row, said)
        return False
    return keep(row, pdf)


def still_mine[P: Printed](row: P) -> P | None:
    """The row, locked, unless another worker has taken it over meanwhile."""
    rows: Any = type(row).objects.locked()
    mine = rows.filter(pk=row.pk, state=row.State.BUILDING, tries=row.tries)
    found: P | None = mine.first()
    return found


def put_away[P: Printed](found: P, pdf: bytes) -> None:
    """Keeps the bytes and makes the paper ready; the row must have been read under a lock."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = len(document.pages)
    found.keep_file(pdf)
    found.move_to(
        found.State.READY,
        lease_until=None,
        due_at=None,
        last_error="",
        template_version=template_version(),
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages,
        size=len(pdf),
        published_at=clock.now(),
    )


@transaction.atomic
def try_later[P: Printed](row: P, reason: str, given_up: Callable[[P, str], Event]) -> None:
    """The portal waits longer after each failed try; after the eighth it gives up, visibly."""
    found = still_mine(row)
    if found is None:
        return
    gives_up = found.tries >= TRIES
    again = None if gives_up else clock.now() + FIRST_PAUSE * 2 ** (found.tries - 1)
    # A NUL character would make the failure itself fail.
    said = reason.replace("\x00", "")[:500]
    found.move_to(found.State.FAILED, lease_until=None, due_at=again, last_error=said)
    if gives_up:
        record(given_up(found, said), by=None, site=row.site, about=found)


def sweep_of(rows: type[Printed], build: Callable[[Any], bool]) -> int:
    """Makes what is due and whose hint was lost; how many papers came out."""
    waiting: Any = rows.objects
    due = waiting.waiting(clock.now()).order_by("due_at", "pk")
    return sum(build(pk) for pk in due.values_list("pk", flat=True)[:20])
