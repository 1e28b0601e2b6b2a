"""A file of values is taken back: the portal says what it said before, and keeps what was said meanwhile."""

from collections.abc import Sequence
from itertools import batched
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.imports import MANY, held, one_at_a_time
from measurement.instants import writing
from measurement.legs import leg_of
from measurement.models import Definition, Measurement, Reason, State, Validation, ValueImport
from measurement.periods import Period
from measurement.windows import Doors
from sites.imports.copying import copy_cells, copy_in, learn_sizes

LONGEST, CHUNK = 150, 4000


@transaction.atomic
def revert_import(found: ValueImport, *, by: User, why: str, role: str = "") -> ValueImport:
    """Takes a file back: what each of its values replaced stands again, a first one is undone.

    Afterwards the portal says what it said before the file: who had entered a value is its author
    again, what other seats had said of it is said of it, and where nothing stood a value is due
    again. Nothing is removed: these are rows too, and what was shown meanwhile is found by its day.
    Refused when somebody has corrected one of its values since, or when the period of one is locked.
    """
    one_at_a_time(found.site_id)
    row = held(found)
    why = why.strip()
    if row.state == ValueImport.State.REVERTED:
        return row
    refuse_unrevertible(row, why)
    # Whoever corrects, validates or contests one of them meanwhile waits.
    list(Measurement.objects.locked().filter(brought=row).order_by("pk").values_list("pk"))
    refuse_corrected(row)
    refuse_locked(row)
    keys = list(Measurement.objects.tips().filter(brought=row).values_list("pk", flat=True))
    row.move_to(
        ValueImport.State.REVERTED, reverted_at=clock.now(), reverted_by=by,
        reverted_name=str(by), reverted_why=why[:200],
    )  # fmt: skip
    put_back(keys, row, by=by, role=role)
    event = events.ImportReverted(name=row.name, values=len(keys), reason=row.reverted_why)
    record(event, by=by, site=row.site or "", about=row)
    return row


def refuse_unrevertible(row: ValueImport, why: str) -> None:
    """Only what was taken is taken back, and with a reason."""
    if row.is_open:
        raise Refusal(_("This file was not taken: there is nothing to take back."))
    if not why:
        raise Refusal(_("Say why the file is taken back: the reason is kept with its values."))


def put_back(keys: Sequence[Any], row: ValueImport, *, by: User, role: str) -> None:
    """Writes the row that follows each value of the file, and says of it again what was said."""
    who = (by.pk, str(by), role, leg_of(row.site, by) if row.site else "")
    reason = _("file “%(name)s” taken back by %(who)s: %(why)s") % {
        "name": row.name[:60], "who": str(by)[:60], "why": row.reverted_why[:LONGEST],
    }  # fmt: skip
    now, at = clock.now(), writing()
    for some in batched(keys, CHUNK, strict=False):
        found = as_brought(some)
        again = {value.replaces_id: uuid4() for value in found.values() if value.corrects}
        rows = (
            (again.get(value.replaces_id) or uuid4(), now, *place(value), *stood(value, who, reason), at, key, reason)
            for key, value in found.items()
        )  # fmt: skip
        copy_cells(Measurement, PUT_BACK, rows, learn=False)
        said = Validation.objects.filter(measurement__pk__among=list(again)).order_by("at", "pk")
        copies = [said_again(one, again[one.measurement_id], now) for one in said]
        if copies:
            copy_in(Validation, copies)
    if len(keys) > MANY:
        learn_sizes(Measurement)


def as_brought(keys: Sequence[Any]) -> dict[Any, Measurement]:
    """By the key of each value that stands, the row with which its file brought it.

    It is another one where a later file had corrected it and was taken back: it stands again since.
    """
    values = Measurement.objects.filter(pk__among=list(keys)).select_related("replaces")
    found = {value.pk: value for value in values.order_by("pk")}
    while again := {v.pk: key for key, v in found.items() if v.reason_code == Reason.RESTORED}:
        before = Measurement.objects.filter(replaced_by__replaced_by__pk__among=list(again))
        rows: Any = before.select_related("replaces").annotate(then=F("replaced_by__replaced_by"))
        for row in rows:
            found[again[row.then]] = row
    return found


PLACE = ("indicator", "site", "neighbourhood", "contract", "starts_on", "ends_on")
STOOD = (
    "version", "value", "numerator", "denominator", "per", "precision", "state", "release",
    "provenance", "source_file", "note", "entered_by", "entered_name", "entered_role",
    "entered_leg", "brought",
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
        return (
            value.version,
            *nothing,
            value.provenance,
            "",
            reason,
            *who,
            None,
            Reason.UNDONE.value,
        )
    return (
        before.version, before.value, before.numerator, before.denominator, before.per,
        before.precision, str(before.state), before.release_id, before.provenance,
        before.source_file, before.note, before.entered_by_id, before.entered_name,
        before.entered_role, before.entered_leg, before.brought_id, Reason.RESTORED.value,
    )  # fmt: skip


def said_again(one: Validation, key: Any, now: Any) -> Validation:
    """What another seat had said of a value, of the row that says it again."""
    return Validation(
        created_at=now, measurement_id=key, kind=one.kind, words=one.words, seat=one.seat,
        by_id=one.by_id, by_name=one.by_name, at=one.at,
    )  # fmt: skip


def refuse_corrected(row: ValueImport) -> None:
    """A value that somebody corrected since is theirs: the file is not taken back over it.

    Where a later file had corrected it and was taken back, it is this file's value again.
    """
    since = Measurement.objects.filter(replaces__brought=row).select_related("indicator")
    since = since.exclude(replaced_by__reason_code=Reason.RESTORED, replaced_by__brought=row)
    one = since.order_by("entered_at", "pk").first()
    if one:
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


def refuse_locked(row: ValueImport) -> None:
    """A locked period keeps its values; its rhythm is that of the definition that they follow."""
    doors = Doors()
    then = Definition.objects.filter(indicator=OuterRef("indicator"), number=OuterRef("version"))
    rhythm = Coalesce(Subquery(then.values("periodicity")), "indicator__periodicity")
    asked = Measurement.objects.filter(brought=row, site__isnull=False, starts_on__isnull=False)
    asked = asked.annotate(rhythm=rhythm)
    facts = ("site", "rhythm", "starts_on", "ends_on")
    for site, rhythm, first, last in asked.order_by(*facts).values_list(*facts).distinct():
        if shut := doors.shut(site, rhythm, Period(first, last)):
            raise Refusal(shut)
