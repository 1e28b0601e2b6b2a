"""One table filled from one file: what is new or different is written in bulk, the rest is left alone."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from journal.actions import record
from sites.events import ReferenceImported
from sites.imports.copying import copy_over
from sites.imports.reading import BadFile, Row, RowRefused, read_csv
from sites.imports.report import Progress, Report, silent

BATCH = 2000


@dataclass(frozen=True)
class Parsed:
    """One row in the words of the table: its key, its columns, its many-to-many codes."""

    key: Any
    columns: dict[str, Any]
    many: dict[str, frozenset[str]] = field(default_factory=dict)


class LeftOut(Exception):  # noqa: N818 - not a fault: the row is not for this table
    """The row is well formed but not for the portal."""


@dataclass(frozen=True)
class Table:
    """How one file fills one table. `begin` looks up once what the rows refer to."""

    name: str
    file: str
    model: Any
    key: str
    columns: Sequence[str]
    begin: Callable[[list[Row]], Callable[[Row], Parsed]]
    read: Callable[[Path, Collection[str]], Iterable[Row]] = read_csv
    # What the file means for rows that it does not name; returns how many it changed.
    after: Callable[[list[Row]], int] | None = None


def import_table(table: Table, folder: Path, progress: Progress = silent) -> Report:
    """All of the file or nothing: one transaction, one journal entry when something changed."""
    report = Report(table.name)
    try:
        rows = list(table.read(folder / table.file, table.columns))
        with transaction.atomic():
            one_import_at_a_time()
            parsed = parse(rows, table.begin(rows), report)
            if not report.refused:
                write(table, parsed, report, progress)
                report.changed += table.after(rows) if table.after else 0
                remember(report)
    except (BadFile, DatabaseError) as fault:
        report.unreadable = why(fault)
    return report


def why(fault: BadFile | DatabaseError) -> str:
    """The reader's own sentence, or the first line of what the database refused."""
    if isinstance(fault, BadFile):
        return str(fault)
    return _("the database refused the file: {why}").format(why=str(fault).partition("\n")[0])


def one_import_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('sites.imports', 7))")


def parse(rows: list[Row], build: Callable[[Row], Parsed], report: Report) -> list[Parsed]:
    """Every row once, so that the report names all that is wrong and not only the first."""
    seen: dict[Any, int] = {}
    found = []
    for row in rows:
        report.read += 1
        try:
            parsed = build(row)
        except RowRefused as refusal:
            report.refused.append((row.line, str(refusal)))
            continue
        except LeftOut:
            report.left_out += 1
            continue
        if parsed.key in seen:
            twice = _("“{key}” stands already at line {line}")
            report.refused.append((row.line, twice.format(key=parsed.key, line=seen[parsed.key])))
        seen[parsed.key] = row.line
        found.append(parsed)
    if not rows:
        raise BadFile(_("the file of “{name}” has no rows").format(name=report.name))
    return found


def write(table: Table, parsed: list[Parsed], report: Report, progress: Progress) -> None:
    """Compares with the rows that are there and writes the difference."""
    names = list(parsed[0].columns) if parsed else []
    known = {values[0]: values[1:] for values in table.model.objects.values_list(table.key, *names)}
    different = [p for p in parsed if known.get(p.key) != tuple(p.columns.values())]
    moved = {key for field_ in many_fields(parsed) for key in link_changes(table, field_, parsed)}
    added = {p.key for p in parsed} - known.keys()
    report.added = len(added)
    report.changed = len(({p.key for p in different} | moved) - added)
    report.unchanged = len(parsed) - report.added - report.changed
    if different:
        objects = [table.model(**{table.key: p.key} | p.columns) for p in different]
        copy_over(table.model, objects, key=table.key, update=names, progress=progress)
    for name in many_fields(parsed):
        relink(table, name, parsed)


def many_fields(parsed: list[Parsed]) -> list[str]:
    return list(parsed[0].many) if parsed else []


def pairs(table: Table, name: str) -> tuple[Any, str, str, dict[Any, set[str]]]:
    """The through table of a many-to-many, its two columns, and the codes linked to each key."""
    relation = getattr(table.model, name)
    through, field_ = relation.through, relation.field
    mine, theirs = field_.m2m_column_name(), field_.m2m_reverse_name()
    linked: dict[Any, set[str]] = {}
    for key, code in through.objects.values_list(mine, theirs):
        linked.setdefault(key, set()).add(code)
    return through, mine, theirs, linked


def link_changes(table: Table, name: str, parsed: list[Parsed]) -> set[Any]:
    linked = pairs(table, name)[3]
    return {p.key for p in parsed if linked.get(p.key, set()) != p.many[name]}


def relink(table: Table, name: str, parsed: list[Parsed]) -> None:
    """The many-to-many of each imported row becomes what the file says."""
    through, mine, theirs, linked = pairs(table, name)
    new = [
        through(**{mine: p.key, theirs: code})
        for p in parsed
        for code in sorted(p.many[name] - linked.get(p.key, set()))
    ]
    for p in parsed:
        if gone := linked.get(p.key, set()) - p.many[name]:
            through.objects.filter(**{mine: p.key, f"{theirs}__in": gone}).delete()
    through.objects.bulk_create(new, batch_size=BATCH)


def remember(report: Report) -> None:
    """An import that changed nothing leaves no trace."""
    if report.wrote:
        record(
            ReferenceImported(
                name=report.name,
                read=report.read,
                added=report.added,
                changed=report.changed,
                unchanged=report.unchanged,
            ),
            by=None,
        )
