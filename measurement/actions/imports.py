"""A file of values goes in as a whole, by the rules of single values, and can be taken back."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from kit.tables import Row, sight_of
from measurement import events
from measurement.actions.values import first_again
from measurement.incoming.account import Account, Verdict, Write, packed
from measurement.incoming.accounting import account_of, sheet_of
from measurement.incoming.cells import Manner
from measurement.incoming.columns import guessed, heads_key, layout_of
from measurement.incoming.known import indicators_for, official_heads
from measurement.instants import waiting_at_most, writing
from measurement.legs import leg_of
from measurement.models import Measurement, Reason, ValueImport, known_of
from measurement.outgoing import is_own
from sites.imports.copying import copy_cells
from sites.models import Site

OWN = {"points": "decimals", "shares": "percent"}
KEPT_FOR = timedelta(days=30)
# How long a file waits for another one that goes in.
PATIENCE = "8s"
SAMPLED, LONGEST_SAMPLE = 3, 24
# From so many rows on, the planner is told how the table has grown.
MANY = 5000
CELLS = (
    "id", "created_at", "indicator", "version", "site", "neighbourhood", "starts_on", "ends_on",
    "value", "numerator", "denominator", "per", "precision", "state", "release", "provenance",
    "source_file",
    "note", "entered_by", "entered_name", "entered_role", "entered_leg", "entered_at", "replaces",
    "reason", "reason_code", "brought",
)  # fmt: skip


@transaction.atomic
def keep_file(site: Site | None, *, by: User, name: str, content: bytes) -> ValueImport:
    """Keeps a file until its sender has looked it through; the same file twice is one row.

    Its columns are what they were the last time that the same heads came, else what they seem.
    """
    sheet = sheet_of(content)
    heads, rows = list(sheet.heads), known_of(sheet.rows)
    sha256, key = hashlib.sha256(content).hexdigest(), heads_key(heads)
    same = ValueImport.objects.filter(site=site, by=by, sha256=sha256)
    open_one = same.exclude(state__in=["applied", "reverted"]).first()
    if open_one:
        return open_one
    columns, choices = remembered(site, by, key)
    sight = kept_sight(content, rows)
    # The portal's own file says 0,45 where it means 0,45 %, and 1,234 where it means that.
    choices = choices | {"hidden": ""} if choices else OWN if is_own(heads) else {}
    found: ValueImport = ValueImport.objects.create(
        site=site, by=by, by_name=str(by), name=name.strip()[:120] or _("file"), sha256=sha256,
        content=zlib.compress(content), heads=heads, heads_key=key, samples=samples(heads, rows[:SAMPLED]),
        length=len(rows), sight=sight,
        columns=columns or guessed(heads, indicators_for(site), official_heads(), sight.get("columns", ())),
        choices=choices,
    )  # fmt: skip
    return found


def kept_sight(content: bytes, rows: Sequence[Row]) -> dict[str, Any]:
    """What a workbook shows and hides; nothing of another file."""
    found = sight_of(content)
    if found is None:
        return {}
    return {
        "sheet": found.sheet,
        "others": [list(other) for other in found.others],
        "columns": sorted(found.columns),
        "rows": sum(row.hidden for row in rows),
    }


def samples(heads: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """What the first rows say in each column, to recognise it by."""
    said = [
        [row.cells[place][:LONGEST_SAMPLE] for row in rows if place < len(row.cells)]
        for place in range(len(heads))
    ]
    return [", ".join(filter(None, words)) for words in said]


def remembered(site: Site | None, by: User, key: str) -> tuple[list[str], dict[str, str]]:
    """What the columns of the same heads were last time: for this person, else at this site."""
    before = ValueImport.objects.filter(site=site, heads_key=key).exclude(state="read")
    last = before.filter(by=by).newest_first().first() or before.newest_first().first()
    return (last.columns, last.choices) if last else ([], {})


@transaction.atomic
def look_through(
    found: ValueImport, *, by: User, columns: Sequence[str], manner: Manner
) -> ValueImport:
    """The dry run: what becomes of each row of the file. No value is written.

    The columns are kept too when they make no values: the refusal says what is missing.
    """
    row = own(found, by)
    layout_of(columns)
    account = account_of(zlib.decompress(row.content), columns, manner, row.site)
    row.move_to(
        ValueImport.State.CHECKED, columns=list(columns), choices=manner.choices(),
        **tally(account),
    )  # fmt: skip
    return row


def tally(account: Account) -> dict[str, Any]:
    """The account as its row keeps it."""
    return {
        "rows": account.rows,
        **{verdict.value: account.counts[verdict] for verdict in Verdict},
        "corrections": account.corrections,
        "first_values": len(account.writes) - account.corrections,
        "outcome": account.outcome,
        "told": packed(account.told),
        "touched_at": clock.now(),
    }


def own(found: ValueImport, by: User) -> ValueImport:
    """The row as it is now, held until the transaction ends; its sender's alone until it is taken."""
    row = held(found)
    if row.by_id != by.pk:
        raise Refusal(_("Who sent the file looks it through."))
    if not row.is_open:
        raise Refusal(_("This file was taken already."))
    return row


def held(found: ValueImport) -> ValueImport:
    """The row as it is now, held until the transaction ends; nobody waits for a worker's end."""
    refuse_busy(ValueImport.objects.only("task").get(pk=found.pk))
    row: ValueImport = ValueImport.objects.locked().select_related("site").get(pk=found.pk)
    refuse_busy(row)
    return row


def refuse_busy(row: ValueImport) -> None:
    """What a worker was asked for is done before anything else."""
    if row.task:
        raise Refusal(_("This file is being worked on: wait until that is done."))


@transaction.atomic
def drop_file(found: ValueImport, *, by: User) -> None:
    """Throws a file away that was not taken."""
    own(found, by).delete()


@transaction.atomic
def apply_file(
    found: ValueImport,
    *,
    by: User,
    seen: str,
    only_good: bool,
    reason: str = "",
    code: str = Reason.SOURCE_REVISED,
    role: str = "",
) -> ValueImport:
    """Takes the file: all of it, or only its good rows; in one go, by the rules of single values.

    What goes in is what its sender saw (`seen`, the outcome of the account): where the portal says
    something else meanwhile, the account is made again first. Pressed twice, it is taken once.
    """
    one_at_a_time(found.site_id)
    row = held(found)
    if not row.is_open and row.outcome == seen:
        return row
    row, reason = own(found, by), reason.strip()
    account = account_of(
        zlib.decompress(row.content), row.columns, Manner.of(row.choices), row.site
    )
    if account.outcome != seen:
        raise Refusal(_("Something has changed since: this is what becomes of the rows now."))
    refuse_unready(tally(account), only_good=only_good, reason=reason)
    row.move_to(
        ValueImport.State.APPLIED, only_good=only_good, applied_at=clock.now(), content=b"",
        **tally(account),
    )  # fmt: skip
    leg = leg_of(row.site, by) if row.site else ""
    stamp = Stamp(row, by, role, leg, reason[:300], code)
    write_all(account.writes, stamp)
    event = events.ValuesImported(
        name=row.name, rows=row.rows, values=row.first_values, corrections=row.corrections,
        refused=row.rejected,
    )  # fmt: skip
    record(event, by=by, site=row.site or "", about=row)
    return row


def refuse_unready(tallied: Mapping[str, Any], *, only_good: bool, reason: str) -> None:
    """All or nothing needs a file without a refusal; a correction needs its reason."""
    if tallied["rejected"] and not only_good:
        raise Refusal(_("Some rows are refused: put them right, or take only the good ones."))
    if not tallied["first_values"] + tallied["corrections"]:
        raise Refusal(_("Nothing in this file is new."))
    if tallied["corrections"] and not reason:
        raise Refusal(_("Say why values are corrected: the reason is kept with each of them."))


def one_at_a_time(site_id: Any) -> None:
    """Files of one site go in one after the other; those of the national team before all.

    Nobody waits long for another file: after a few seconds it is refused for now. Nor does whoever
    sets a reporting period meanwhile.
    """
    writing()
    words = _("Another file goes in at this moment: try again in a minute. Nothing was written.")
    with waiting_at_most(PATIENCE, words) as cursor:
        for key in sorted({"", str(site_id or "")}):
            shared = "_shared" if site_id and not key else ""
            cursor.execute(
                f"SELECT pg_advisory_xact_lock{shared}(hashtextextended(%s, 11))",
                [f"measurement.imports{key}"],
            )


@dataclass(frozen=True)
class Stamp:
    """What all values of a file have in common: whence, by whom, as what, and why they correct."""

    row: ValueImport
    by: User
    role: str
    leg: str
    reason: str
    code: str
    now: Any = field(default_factory=clock.now)
    at: Any = field(default_factory=writing)

    @property
    def who(self) -> tuple[Any, ...]:
        """The cells of who wrote, in their order."""
        return self.by.pk, str(self.by), self.role, self.leg, self.at


def write_all(writes: Sequence[Write], stamp: Stamp) -> None:
    """Copies the values in; where somebody else was faster, nothing of the file goes in."""
    replaced = [one.replaces for one in writes if one.replaces]
    # Whoever validates or contests one of them meanwhile waits, and is told of the correction.
    list(Measurement.objects.locked().filter(pk__among=replaced).order_by("pk").values_list("pk"))
    rows = (cells_of(one, stamp) for one in writes)
    try:
        with transaction.atomic():
            copy_cells(Measurement, CELLS, rows, learn=len(writes) > MANY)
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, UniqueViolation):
            raise
        raise Refusal(
            _("Somebody has just entered one of these values: look the file through again.")
        ) from fault


def cells_of(one: Write, stamp: Stamp) -> tuple[Any, ...]:
    """A value as the table holds it, in the order of `CELLS`."""
    cell, reading = one.cell, one.cell.reading
    first, last = (cell.period.starts_on, cell.period.ends_on) if cell.period else (None, None)
    per = None if reading.numerator is None else cell.indicator.per
    why = ("", "") if one.replaces is None else (stamp.reason, stamp.code)
    if one.replaces and not one.corrects:
        why = (first_again(), Reason.OTHER)
    return (
        uuid4(), stamp.now, cell.indicator.pk, cell.indicator.version, cell.site_id,
        cell.neighbourhood, first, last, reading.value, reading.numerator, reading.denominator, per,
        reading.precision, str(reading.state), reading.release_id, reading.provenance.strip() or cell.indicator.source,
        stamp.row.name, reading.note.strip(), *stamp.who, one.replaces, *why, stamp.row.pk,
    )  # fmt: skip


@transaction.atomic
def sweep_files() -> int:
    """The portal throws away files that nobody touched for thirty days; how many."""
    old = ValueImport.objects.filter(touched_at__lt=clock.now() - KEPT_FOR)
    return old.filter(state__in=["read", "checked"], task="").delete()[0]
