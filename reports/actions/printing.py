"""The way of every paper: taken by one worker at a time, set, kept; put off when it fails."""

import hashlib
import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
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


@dataclass(frozen=True)
class Kind[P: Printed]:
    """A kind of paper: what it says, and what the journal keeps when it is made or given up."""

    rows: type[P]
    draw: Callable[[P], str]
    made: Callable[[P], Event]
    given_up: Callable[[P, str], Event]


def build[P: Printed](kind: Kind[P], paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it.

    Whatever goes wrong is written down and tried again.
    """
    paper = take(kind, paper_id)
    if paper is None:
        return False
    try:
        pdf = render(kind.draw(paper))
    except Exception as fault:  # noqa: BLE001 - one paper's fault must not stop the others
        log.warning("%s %s, try %s: %s", type(paper).__name__, paper.pk, paper.tries, fault)
        said = str(fault) if isinstance(fault, PrintFailed) else f"{type(fault).__name__}: {fault}"
        put_off(kind, paper, said)
        return False
    return keep(kind, paper, pdf)


@transaction.atomic
def take[P: Printed](kind: Kind[P], paper_id: Any) -> P | None:
    """The portal takes a paper that waits, for three minutes; None when there is none to take.

    The number of tries is the claim's token: a worker that comes back from the dead finds
    another number and leaves its work aside. One at which workers died again and again is given up.
    """
    waiting: Any = kind.rows.objects
    found: P | None = (
        waiting.waiting(clock.now())
        .select_for_update(of=("self",), skip_locked=True)
        .select_related(kind.rows.ABOUT)
        .filter(pk=paper_id)
        .first()
    )
    if found is None:
        return None
    if found.state == found.State.BUILDING and found.tries >= TRIES:
        fail(kind, found, "every worker that began it has died", again=None)
        return None
    lease = clock.now() + LEASE
    found.move_to(found.State.BUILDING, lease_until=lease, tries=found.tries + 1)
    return found


@transaction.atomic
def keep[P: Printed](kind: Kind[P], paper: P, pdf: bytes) -> bool:
    """The portal keeps the file and makes the paper ready, unless another worker took over."""
    found = still_mine(paper)
    if found is None:
        return False
    put_away(found, pdf)
    record(kind.made(found), by=None, site=paper.site, about=found)
    return True


@transaction.atomic
def put_off[P: Printed](kind: Kind[P], paper: P, reason: str) -> None:
    """The portal waits longer after each failed try; after the eighth it gives up, visibly."""
    found = still_mine(paper)
    if found is None:
        return
    gives_up = found.tries >= TRIES
    again = None if gives_up else clock.now() + FIRST_PAUSE * 2 ** (found.tries - 1)
    # A NUL character would make the failure itself fail.
    fail(kind, found, reason.replace("\x00", "")[:500], again=again)


def fail[P: Printed](kind: Kind[P], found: P, said: str, *, again: datetime | None) -> None:
    """Notes why it failed and when it is tried again; without an hour it is given up, and told of."""
    found.move_to(found.State.FAILED, lease_until=None, due_at=again, last_error=said)
    if again is None:
        record(kind.given_up(found, said), by=None, site=found.site, about=found)


def begun_anew(paper: Printed) -> bool:
    """False for a paper that is there or on its way; one that was given up is due again."""
    rows: Any = type(paper).objects
    rows.locked().filter(pk=paper.pk).values_list("pk").get()
    paper.refresh_from_db(fields=["state", "due_at", "tries", "lease_until"])
    if not paper.is_given_up:
        return False
    paper.move_to(paper.State.DUE, due_at=clock.now(), tries=0)
    return True


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


def sweep_of(kind: Kind[Any]) -> int:
    """Makes what is due and whose hint was lost; how many papers came out."""
    due = kind.rows.objects.waiting(clock.now()).order_by("due_at", "pk")
    return sum(build(kind, pk) for pk in due.values_list("pk", flat=True)[:20])
