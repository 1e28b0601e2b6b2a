"""Files of values as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit import clock
from kit.sheets import Table
from measurement.incoming.account import Kind, Told, unpacked
from measurement.incoming.sight import notes
from measurement.models import ValueImport

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file in the list."""

    id: Any
    name: str
    state: str
    state_words: str
    by: str
    at: datetime
    rows: int
    values: int
    rejected: int
    task_words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of rows, of one kind: the first of them, and how many there are."""

    kind: str
    lines: tuple[Told, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class ImportFigure:
    """A file with its account: every row has one verdict, and they add up to the rows."""

    id: Any
    name: str
    state: str
    by: str
    rows: int
    accepted: int
    rejected: int
    suppressed: int
    duplicate: int
    unchanged: int
    left_out: int
    first_values: int
    corrections: int
    outcome: str
    only_good: bool
    applied_at: datetime | None
    reverted_at: datetime | None
    reverted_by: str
    reverted_why: str
    parts: tuple[Part, ...]
    task: str = ""
    running: bool = False
    tries: int = 0
    asked_at: datetime | None = None
    said: str = ""
    notes: tuple[str, ...] = ()

    @property
    def writes(self) -> int:
        """How many values it writes."""
        return self.first_values + self.corrections

    @property
    def is_open(self) -> bool:
        """True until it is taken."""
        return self.state in {"read", "checked"}


def import_lines(found: Iterable[ValueImport]) -> tuple[ImportLine, ...]:
    """The files of a list, as they come."""
    return tuple(
        ImportLine(
            row.pk, row.name, row.state, str(row.get_state_display()), row.by_name, row.touched_at,
            row.rows, row.writes, row.rejected, str(row.get_task_display()),
        )
        for row in found
    )  # fmt: skip


def import_figure(row: ValueImport) -> ImportFigure:
    """One file with its account and what is said of single rows."""
    told = unpacked(row.told)
    parts = []
    for kind in Kind:
        of_kind = [one for one in told if one.kind == kind]
        parts.append(Part(kind.value, tuple(of_kind[:SHOWN]), len(of_kind)))
    return ImportFigure(
        row.pk, row.name, row.state, row.by_name, row.rows, row.accepted, row.rejected,
        row.suppressed, row.duplicate, row.unchanged, row.left_out, row.first_values, row.corrections,
        row.outcome, row.only_good, row.applied_at, row.reverted_at, row.reverted_name,
        row.reverted_why, tuple(parts), row.task,
        bool(row.lease_until and row.lease_until > clock.now()), row.tries, row.asked_at, row.said,
        notes(row),
    )  # fmt: skip


def refusals(row: ValueImport, words: tuple[str, str, str]) -> Table:
    """The refused rows with line, column and reason before their own cells; `words`: those three heads."""
    told = [one for one in unpacked(row.told) if one.kind == Kind.REFUSED]
    rows = [(one.line, one.column, one.words, *one.cells) for one in told]
    return Table(row.name, (*words, *row.heads), rows)
