"""A file of values is taken back: the portal says what it said before, and keeps what was said meanwhile."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.imports import MANY, one_at_a_time
from measurement.instants import writing
from measurement.legs import leg_of
from measurement.models import Measurement, Reason, State, Validation, ValueImport
from measurement.windows import Doors
from sites.imports.copying import copy_cells, copy_in

LONGEST = 150


@transaction.atomic
def revert_import(found: ValueImport, *, by: User, why: str, role: str = "") -> ValueImport:
    """Takes a file back: what each of its values replaced stands again, a first one is undone.

    Afterwards the portal says what it said before the file: who had entered a value is its author
    again, what other seats had said of it is said of it, and where nothing stood a value is due
    again. Nothing is removed: these are rows too, and what was shown meanwhile is found by its day.
    Refused when somebody has corrected one of its values since, or when the period of one is locked.
    """
    one_at_a_time(found.site_id)
    row: ValueImport = ValueImport.objects.locked().select_related("site").get(pk=found.pk)
    why = why.strip()
    if row.state == ValueImport.State.REVERTED:
        return row
    if row.is_open:
        raise Refusal(_("This file was not taken: there is nothing to take back."))
    if not why:
        raise Refusal(_("Say why the file is taken back: the reason is kept with its values."))
    values = list(
        Measurement.objects.locked()
        .filter(brought=row)
        .select_related("indicator", "replaces")
        .order_by("pk")
    )
    refuse_corrected(values)
    refuse_locked(values)
    row.move_to(
        ValueImport.State.REVERTED, reverted_at=clock.now(), reverted_by=by,
        reverted_name=str(by), reverted_why=why[:200],
    )  # fmt: skip
    put_back(values, row, by=by, role=role)
    event = events.ImportReverted(name=row.name, values=len(values), reason=row.reverted_why)
    record(event, by=by, site=row.site or "", about=row)
    return row


def put_back(values: Sequence[Measurement], row: ValueImport, *, by: User, role: str) -> None:
    """Writes the row that follows each value of the file, and says of it again what was said."""
    leg = leg_of(row.site, by) if row.site else ""
    who = (by.pk, str(by), role, leg)
    reason = _("file “%(name)s” taken back by %(who)s: %(why)s") % {
        "name": row.name[:60], "who": str(by)[:60], "why": row.reverted_why[:LONGEST],
    }  # fmt: skip
    now, at = clock.now(), writing()
    again = {value.replaces_id: uuid4() for value in values if value.corrects}
    rows = (
        (again.get(value.replaces_id) or uuid4(), now, *place(value), *stood(value, who, reason), at, value.pk, reason)
        for value in values
    )  # fmt: skip
    copy_cells(Measurement, PUT_BACK, rows, learn=len(values) > MANY)
    said = Validation.objects.filter(measurement__pk__among=list(again)).order_by("at", "pk")
    copy_in(Validation, [said_again(one, again[one.measurement_id], now) for one in said])


PLACE = ("indicator", "site", "neighbourhood", "contract", "starts_on", "ends_on")
STOOD = (
    "version", "value", "numerator", "denominator", "per", "precision", "state", "release",
    "provenance", "source_file", "note", "entered_by", "entered_name", "entered_role",
    "entered_leg",
)  # fmt: skip
PUT_BACK = (
    "id", "created_at", *PLACE, *STOOD, "reason_code", "entered_at", "replaces", "reason",
)  # fmt: skip


def place(value: Measurement) -> tuple[Any, ...]:
    """Of what, where and for when: as the value that it follows."""
    return (
        value.indicator_id, value.site_id, value.neighbourhood_id, value.contract_id,
        value.starts_on, value.ends_on,
    )  # fmt: skip


def stood(value: Measurement, who: tuple[Any, ...], reason: str) -> tuple[Any, ...]:
    """What stood before the value and who had entered it; where nothing did, that it is undone."""
    before = value.corrects
    if before is None:
        nothing = (None, None, None, None, None, State.MISSING.value, None)
        return (value.version, *nothing, value.provenance, "", reason, *who, Reason.UNDONE.value)
    return (
        before.version, before.value, before.numerator, before.denominator, before.per,
        before.precision, str(before.state), before.release_id, before.provenance,
        before.source_file, before.note, before.entered_by_id, before.entered_name,
        before.entered_role, before.entered_leg, Reason.RESTORED.value,
    )  # fmt: skip


def said_again(one: Validation, key: Any, now: Any) -> Validation:
    """What another seat had said of a value, of the row that says it again."""
    return Validation(
        created_at=now, measurement_id=key, kind=one.kind, words=one.words, seat=one.seat,
        by_id=one.by_id, by_name=one.by_name, at=one.at,
    )  # fmt: skip


def refuse_corrected(values: Sequence[Measurement]) -> None:
    """A value that somebody corrected since is theirs: the file is not taken back over it."""
    keys = [value.pk for value in values]
    since = Measurement.objects.filter(replaces__pk__among=keys).select_related("indicator")
    later = list(since.order_by("entered_at", "pk")[:1])
    if later:
        one = later[0]
        raise Refusal(
            _(
                "“%(name)s”, %(period)s, was corrected since by %(who)s: the file cannot be taken "
                "back as a whole. Correct its values one by one."
            )
            % {
                "name": one.indicator.name,
                "period": one.period.label if one.period else one.indicator.vintage,
                "who": one.entered_name or _("Somebody"),
            }
        )


def refuse_locked(values: Sequence[Measurement]) -> None:
    """A locked period keeps its values."""
    doors, asked = Doors(), set()
    for value in values:
        period = value.period
        key = (value.site_id, value.indicator.periodicity, period)
        if value.site_id is None or period is None or key in asked:
            continue
        asked.add(key)
        if shut := doors.shut(value.site_id, value.indicator.periodicity, period):
            raise Refusal(shut)
