"""Large files: a worker looks them through, takes them and takes them back, once, whatever happens on the way."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from governance.standing import standing_of
from kit import clock
from kit.hints import hint
from kit.states import Refusal
from measurement.actions.imports import (
    apply_file,
    held,
    look_through,
    own,
    refuse_unready,
)
from measurement.actions.reverts import refuse_unrevertible, revert_import
from measurement.incoming.cells import Manner
from measurement.incoming.columns import layout_of
from measurement.instants import BusyError
from measurement.legs import role_in
from measurement.models import ValueImport
from measurement.rules import brings_official_values, brings_values

HINT = "measurement.work_on_file"
LEASE = timedelta(minutes=3)
PAUSE = timedelta(minutes=1)
TRIES = 4
AT_ONCE = 5
Task = ValueImport.Task
NOTHING: Mapping[str, Any] = {
    "task": "", "order": {}, "asked_by": None, "asked_at": None, "due_at": None,
    "lease_until": None, "tries": 0,
}  # fmt: skip

log = logging.getLogger(__name__)


@transaction.atomic
def ask_to_look(
    found: ValueImport, *, by: User, columns: Sequence[str], manner: Manner
) -> ValueImport:
    """A worker will look a large file through; columns that make no values are refused at once."""
    if asked_already(found, Task.LOOK):
        return found
    row = own(found, by)
    layout_of(columns)
    order = {"columns": list(columns), "choices": manner.choices()}
    return asked(row, Task.LOOK, order, by)


@transaction.atomic
def ask_to_apply(
    found: ValueImport,
    *,
    by: User,
    seen: str,
    only_good: bool,
    reason: str,
    code: str,
) -> ValueImport:
    """A worker will take a large file, as its sender saw it; what is missing is said at once."""
    if asked_already(found, Task.APPLY):
        return found
    row, reason = own(found, by), reason.strip()
    if row.outcome != seen:
        raise Refusal(_("Something has changed since: this is what becomes of the rows now."))
    refuse_unready(vars(row), only_good=only_good, reason=reason)
    order = {
        "seen": seen,
        "only_good": only_good,
        "reason": reason,
        "code": str(code),
    }
    return asked(row, Task.APPLY, order, by)


@transaction.atomic
def ask_to_revert(found: ValueImport, *, by: User, why: str) -> ValueImport:
    """A worker will take a large file back."""
    if asked_already(found, Task.REVERT):
        return found
    row = held(found)
    if row.state == ValueImport.State.REVERTED:
        return row
    refuse_unrevertible(row, why.strip())
    return asked(row, Task.REVERT, {"why": why.strip()}, by)


def asked_already(found: ValueImport, task: str) -> bool:
    """True for a second click: the same is asked for once."""
    return ValueImport.objects.filter(pk=found.pk, task=task).exists()


def asked(row: ValueImport, task: str, order: dict[str, Any], by: User) -> ValueImport:
    """The row with what a worker is asked for; a worker is told after the commit."""
    now = clock.now()
    keep(
        row, task=task, order=order, asked_by=by, asked_at=now, due_at=now, touched_at=now, said="",
        language=translation.get_language() or "",
    )  # fmt: skip
    hint(HINT, row.pk)
    return row


def keep(row: ValueImport, **fields: Any) -> None:
    """Writes these fields of a row that is held."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


@transaction.atomic
def claim(file_id: Any) -> ValueImport | None:
    """The portal takes a file that waits, for three minutes; None where there is none to take.

    One at which workers died again and again is given up, and says so.
    """
    waiting = ValueImport.objects.waiting(clock.now()).select_for_update(of=("self",), skip_locked=True)  # fmt: skip
    row: ValueImport | None = waiting.select_related("asked_by", "by").filter(pk=file_id).first()
    if row is None:
        return None
    if row.tries >= TRIES:
        give_up(row)
        return None
    keep(row, lease_until=clock.now() + LEASE, tries=row.tries + 1)
    return row


def work_on_file(file_id: Any) -> bool:
    """Does what was asked for of one file; True when this call did it.

    The work and the end of its task are one transaction: it is done once or not at all, and
    however often it is rung for. What the domain refuses is said on the page; a fault is tried
    again later.
    """
    row = claim(file_id)
    if row is None:
        return False
    with translation.override(row.language or None):
        try:
            return done(row)
        except BusyError:
            try_later(row, failed=False)
        except Refusal as refusal:
            say(row, str(refusal))
        except Exception:
            log.exception("file %s, %s, try %s", row.pk, row.task, row.tries)
            try_later(row)
    return False


def still_mine(row: ValueImport) -> ValueImport | None:
    """The row, held, unless another worker has taken it over meanwhile."""
    mine = ValueImport.objects.locked().filter(pk=row.pk, task=row.task, tries=row.tries)
    found: ValueImport | None = mine.first()
    return found


@transaction.atomic
def done(row: ValueImport) -> bool:
    """The portal does what was asked for and ends the task, together.

    Values bear as what and for which seat who asked acts on the day of the work.
    """
    found = still_mine(row)
    if found is None:
        return False
    order, by, task = row.order, row.asked_by, row.task
    keep(found, **NOTHING, said="")
    if by is None:
        return False
    role = role_today(found, by)
    if task == Task.LOOK:
        look_through(found, by=by, columns=order["columns"], manner=Manner.of(order["choices"]))
    elif task == Task.APPLY:
        apply_file(found, by=by, **order | {"role": role})
    else:
        revert_import(found, by=by, **order | {"role": role})
    return True


def role_today(row: ValueImport, by: User) -> str:
    """As what who asked acts on the day of the work: a mandate may have ended or begun meanwhile.

    Refused where they have no right any more.
    """
    may = brings_values if row.site_id else brings_official_values
    standing = standing_of(by, row.site)
    if not may(standing):
        raise Refusal(_("%(who)s has no right any more to bring values here.") % {"who": by})
    return role_in(standing) if row.site_id else Role.NATIONAL.value


@transaction.atomic
def say(row: ValueImport, words: str) -> None:
    """The portal says why it came to nothing; of a file that was to be taken, with its account as things stand now."""
    found = still_mine(row)
    if found is None:
        return
    keep(found, **NOTHING, said=words[:500])
    if row.task != Task.APPLY:
        return
    try:
        with transaction.atomic():
            look_through(found, by=found.by, columns=found.columns, manner=Manner.of(found.choices))
    except Refusal as refusal:
        keep(found, said=f"{words} {refusal}"[:500])


@transaction.atomic
def try_later(row: ValueImport, *, failed: bool = True) -> None:
    """The portal waits longer after each failed try; after the last one it gives up, and says so.

    Waiting for another file is no failure.
    """
    found = still_mine(row)
    if found is None:
        return
    if failed and found.tries >= TRIES:
        give_up(found)
    else:
        keep(
            found, lease_until=None, due_at=clock.now() + PAUSE * found.tries,
            tries=found.tries - (not failed),
        )  # fmt: skip


def give_up(row: ValueImport) -> None:
    """Nothing was written; the page says so and what to do."""
    with translation.override(row.language or None):
        said = _(
            "The portal tried several times and could not do it: nothing of it was written. Try again, or send "
            "the file in parts."
        )
    keep(row, **NOTHING, said=said)


def sweep_tasks() -> int:
    """Works on the files whose hint was lost; how many were done."""
    due = ValueImport.objects.waiting(clock.now()).order_by("due_at", "pk")
    return sum(work_on_file(pk) for pk in due.values_list("pk", flat=True)[:AT_ONCE])
