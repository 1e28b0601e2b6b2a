"""The dry run: each row of a file gets its verdict, beside what the file and the portal say already."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from kit.states import Refusal
from kit.tables import Row, TableUnreadableError, each_row
from measurement.engine.checks import HUNDREDFOLD, JUMP, TENFOLD, beside
from measurement.figures.entry import REMEMBERED, doubt
from measurement.incoming.account import Account, Cell, Kind, Sheet, Told, Verdict, Write
from measurement.incoming.beside import not_taken
from measurement.incoming.cells import Manner
from measurement.incoming.columns import layout_of
from measurement.incoming.documents import each_value, is_document, is_text
from measurement.incoming.families import beside_families
from measurement.incoming.judging import Judge, Judged
from measurement.incoming.known import Known, Standing, last_values, standing_values
from measurement.incoming.overlaps import refuse_overlapping
from measurement.incoming.sight import told_apart
from measurement.models import State
from measurement.words import quantity
from sites.models import Site

MOST_ROWS, MOST_COLUMNS, MOST_VALUES = 100_000, 200, 200_000


def sheet_of(content: bytes) -> Sheet:
    """The heads and rows of a file; refused where it is no table or too long a one."""
    own = is_document(content)
    rows = each_value(content) if own else each_row(content, formulas=True, most=MOST_ROWS + 1)
    try:
        found = Sheet.of(bounded(rows))
    except TableUnreadableError as fault:
        raise Refusal(str(fault)) from fault
    if not found.heads:
        raise Refusal(_("The file is empty."))
    if len(found.heads) > MOST_COLUMNS:
        raise Refusal(_("This file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    return found


def bounded(rows: Iterable[Row]) -> Iterable[Row]:
    """The rows, up to how many one file may have."""
    try:
        for number, row in enumerate(rows):
            if number > MOST_ROWS:
                raise Refusal(_("At most %(most)s rows at once: send the file in parts.") % {"most": MOST_ROWS})  # fmt: skip
            yield row
    except TableUnreadableError as fault:
        raise Refusal(str(fault)) from fault


def account_of(content: bytes, roles: Sequence[str], manner: Manner, site: Site | None) -> Account:
    """What becomes of every row of a file at a site, or at all of them for the national team.

    The same answers as for values that are entered one by one; the same file again is unchanged.
    """
    found = sheet_of(content)
    layout, known = layout_of(roles), Known(site)
    width = len(found.heads) if is_text(content) else None
    judge = Judge(layout, manner, known, told_apart(found.heads), width=width)
    rows = list(judged(found.rows, judge))
    if not rows:
        raise Refusal(_("The file has heads and no rows."))
    refuse_contradictions(rows)
    good = [row for row in rows if not row.faults]
    standing = standing_values(site, (cell.key for row in good for cell in row.cells))
    refuse_barred(good, standing)
    refuse_overlapping(good, standing, known)
    if site is None:
        refuse_entered(good, standing)
    account = counted(rows, standing, inside=site is not None)
    if site:
        account.told += beside_families(rows, account.writes, site)
    account.told += not_taken(rows, standing, layout)
    account.told.sort(key=lambda one: (one.line, one.kind))
    return account


def judged(rows: Iterable[Row], judge: Judge) -> Iterator[Judged]:
    """The rows as they are understood, up to how many values one file may say."""
    values = 0
    for row in rows:
        found = judge.judge(row)
        values += len(found.cells) + len(found.faults)
        if values > MOST_VALUES:
            raise Refusal(_("At most %(most)s values at once: send the file in parts.") % {"most": MOST_VALUES})  # fmt: skip
        yield found


def refuse_contradictions(rows: Sequence[Judged]) -> None:
    """Two rows that say different things of the same are both refused: nobody knows which is right."""
    first: dict[Any, tuple[Judged, Cell]] = {}
    at_odds: dict[Any, list[Judged]] = {}
    for row in rows:
        if row.faults:
            continue
        for cell in row.cells:
            there = first.setdefault(cell.key, (row, cell))
            if not there[1].says(cell):
                at_odds.setdefault(cell.key, [there[0]]).append(row)
    if not at_odds:
        return
    for row in rows:
        for cell in row.cells if not row.faults else ():
            if cell.key in at_odds:
                others = sorted({r.line for r in at_odds[cell.key]} - {row.line})
                words = _("Line %(line)s says another value for the same place and period.") % {
                    "line": others[0] if others else row.line
                }
                row.faults.append(Told(row.line, Kind.REFUSED, cell.column, words))


def refuse_barred(rows: Iterable[Judged], standing: dict[Any, Standing]) -> None:
    """Where nothing may be written a row is refused, unless it says what stands there already."""
    for row in rows:
        for cell in row.cells:
            there = standing.get(cell.key) if cell.barred else None
            if cell.barred and not (there and there.says(cell.reading)):
                row.faults.append(Told(row.line, Kind.REFUSED, cell.column, cell.barred))


def refuse_entered(rows: Iterable[Judged], standing: dict[Any, Standing]) -> None:
    """What people of a site entered is theirs: the national team brings nothing in its place.

    The same or another value is refused alike, so that nobody learns from a file what is secret.
    """
    for row in rows:
        for cell in row.cells:
            there = standing.get(cell.key) if cell.site_id else None
            if there and there.stands and not there.is_national:
                words = _(
                    "The site has entered a value for this period: only its people correct it."
                )
                row.faults.append(Told(row.line, Kind.REFUSED, cell.column, words))


def counted(rows: Sequence[Judged], standing: dict[Any, Standing], *, inside: bool) -> Account:
    """The verdict of each row, and what would be written."""
    account, digest = Account(), hashlib.sha256()
    seen: dict[Any, int] = {}
    for row in rows:
        verdict, writes = verdict_of(row, standing, seen)
        account.counts[verdict] += 1
        account.writes += writes
        account.told += [told_whole(fault, row) for fault in row.faults]
        account.told += row.remarks
        account.told += [corrected(row.line, one, standing) for one in writes if one.corrects]
        said = [(one.cell.key, one.cell.reading.value, one.cell.reading.state, one.replaces) for one in writes]  # fmt: skip
        digest.update(repr((row.line, verdict.value, said)).encode())
    account.told += unlikely(rows, account.writes, inside=inside)
    account.outcome = digest.hexdigest()
    return account


def verdict_of(
    row: Judged, standing: dict[Any, Standing], seen: dict[Any, int]
) -> tuple[Verdict, list[Write]]:
    """What becomes of one row. A place told twice is counted once."""
    if row.left_out:
        return Verdict.LEFT_OUT, []
    if row.faults:
        return Verdict.REJECTED, []
    writes, again = [], 0
    for cell in row.cells:
        key = cell.key
        if key in seen:
            again += 1
            told = _("Line %(line)s says the same: counted once.") % {"line": seen[key]}
            row.remarks.append(Told(row.line, Kind.DUPLICATE, cell.column, told))
            continue
        seen[key] = row.line
        there = standing.get(key)
        if there is None or not there.says(cell.reading):
            writes.append(Write(cell, there.pk if there else None, bool(there and there.stands)))
    if writes:
        secret = all(one.cell.reading.state == State.SUPPRESSED for one in writes)
        return Verdict.SUPPRESSED if secret else Verdict.ACCEPTED, writes
    return Verdict.DUPLICATE if again == len(row.cells) else Verdict.UNCHANGED, []


def told_whole(fault: Told, row: Judged) -> Told:
    """A refusal with the cells of its row."""
    return Told(fault.line, fault.kind, fault.column, fault.words, row.raw)


def corrected(line: int, one: Write, standing: dict[Any, Standing]) -> Told:
    """« 47 enfants instead of 44 enfants »."""
    before = standing[one.cell.key]
    words = _("%(name)s: %(after)s instead of %(before)s") % {
        "name": one.cell.indicator.name,
        "after": shown(one.cell, one.cell.reading),
        "before": shown(one.cell, before),
    }
    return Told(line, Kind.CORRECTION, one.cell.column, words)


def shown(cell: Cell, said: Any) -> str:
    """A value with its unit, or its absence in words."""
    if said.value is None:
        return str(State(said.state).label)
    return quantity(said.value, cell.indicator.unit)


def unlikely(rows: Sequence[Judged], writes: Sequence[Write], *, inside: bool) -> list[Told]:
    """Values that would be asked about if they were typed one by one: here said, never refused."""
    lines = {id(cell): row.line for row in rows for cell in row.cells}
    series: dict[tuple[Any, Any], list[Cell]] = defaultdict(list)
    for one in writes:
        if one.cell.site_id and one.cell.reading.value is not None and one.cell.period:
            series[one.cell.key[:2]].append(one.cell)
    for cells in series.values():
        cells.sort(key=lambda cell: cell.key[4] or date.min)
    known = last_values([cells[-1].key for cells in series.values()], inside=inside)
    found: list[Told] = []
    for place, cells in enumerate(series.values()):
        for cell, words in doubted(cells, dict(known.get(place, ()))):
            found.append(Told(lines[id(cell)], Kind.WARNING, cell.column, words))
    return found


def doubted(cells: Iterable[Cell], known: dict[date, Decimal]) -> Iterator[tuple[Cell, str]]:
    """Of the values of one series in a file: what is unlikely about them beside those before them."""
    for cell in cells:
        first, last, value = cell.key[4], cell.key[5], cell.reading.value
        if first is None or last is None or value is None:
            continue
        earlier = [known[end] for end in sorted(known) if end < first][-REMEMBERED:]
        if earlier and stands_out(value, earlier):
            for one in beside(Fraction(value), [Fraction(number) for number in earlier]):
                if words := doubt(one, cell.indicator.unit):
                    yield cell, words
        known[last] = value


def stands_out(value: Decimal, earlier: Sequence[Decimal]) -> bool:
    """True for what may be many times the last one or a jump: looked at exactly only then."""
    low, high = sorted((abs(value), abs(earlier[-1])))
    if low and high >= HUNDREDFOLD * low:
        return True
    changes = [abs(after - before) for before, after in pairwise(earlier)]
    usual = median(changes) if changes else 0
    return abs(value - earlier[-1]) > JUMP * usual if usual else bool(low) and high >= TENFOLD * low
