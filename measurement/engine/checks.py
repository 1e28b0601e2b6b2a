"""What looks wrong about a value beside others: some of it blocks, some asks for a word, some is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

from measurement.engine.definitions import Definition
from measurement.engine.observations import Observation, Protection, Release

JUMP, TENFOLD, HUNDREDFOLD, SAME = 3, 10, 100, 3


class Severity(StrEnum):
    """A warning asks for a word and does not block."""

    BLOCK = "block"
    WARN = "warn"
    SAY = "say"


class Check(StrEnum):
    """Keys of findings."""

    ABOVE_CEILING = "above_ceiling"
    DUPLICATE = "duplicate"
    SMALL_CELL_SHOWN = "small_cell_shown"
    PARTS_DIFFER = "parts_differ"
    HUNDREDFOLD = "hundredfold"
    TENFOLD = "tenfold"
    JUMP = "jump"
    UNCHANGED = "unchanged"
    SEVERAL_SOURCES = "several_sources"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that looks wrong, how grave it is, and the facts of its sentence."""

    check: Check
    severity: Severity
    facts: Mapping[str, Any] = field(default_factory=dict)


def check_value(
    definition: Definition,
    row: Observation,
    earlier: Sequence[Observation] = (),
    *,
    shown_beyond_site: bool = False,
) -> tuple[Finding, ...]:
    """All that looks wrong about a new value, beside the earlier ones of its place in their order.

    A hundred times the last value, or a hundredth, is most often another unit: it asks for a word
    and so does a jump of more than three usual ones. Where no usual change is known, ten times the last
    value or a tenth asks: a nought too many or too few. The same value for the fourth time is said.
    """
    value = row.figure(definition)
    known = [v for r in earlier if (v := r.figure(definition)) is not None]
    itself = about_itself(definition, row, earlier, shown=shown_beyond_site)
    return (*itself, *beside(value, known))


def about_itself(
    definition: Definition, row: Observation, earlier: Iterable[Observation], *, shown: bool
) -> list[Finding]:
    """What is wrong whatever the earlier values were."""
    found = []
    value = row.figure(definition)
    if value is not None and definition.ceiling is not None and value > definition.ceiling:
        found.append(Finding(Check.ABOVE_CEILING, Severity.BLOCK, {"value": value}))
    if any((r.span, r.release) == (row.span, row.release) for r in earlier):
        found.append(Finding(Check.DUPLICATE, Severity.BLOCK, {"period": row.span}))
    if shown and definition.hides(row.value, row.numerator, row.denominator):
        found.append(
            Finding(Check.SMALL_CELL_SHOWN, Severity.BLOCK, {"least": definition.min_cell})
        )
    if row.denominator_release not in {None, row.release}:
        facts = {"numerator": row.release, "denominator": row.denominator_release}
        found.append(Finding(Check.SEVERAL_SOURCES, Severity.WARN, facts))
    return found


def beside(value: Fraction | None, known: Sequence[Fraction]) -> list[Finding]:
    """What is unlikely beside the earlier values."""
    if value is None or not known:
        return []
    last = known[-1]
    low, high = sorted((abs(value), abs(last)))
    facts = {"value": value, "last": last}
    if low and high >= HUNDREDFOLD * low:
        return [Finding(Check.HUNDREDFOLD, Severity.WARN, facts)]
    if known[-SAME:] == [value] * SAME:
        return [Finding(Check.UNCHANGED, Severity.SAY, facts)]
    usual = usual_change(known)
    if usual and abs(value - last) > JUMP * usual:
        return [Finding(Check.JUMP, Severity.WARN, facts | {"usual": usual})]
    if low and not usual and high >= TENFOLD * low:
        return [Finding(Check.TENFOLD, Severity.WARN, facts)]
    return []


def usual_change(known: Sequence[Fraction]) -> Fraction:
    """The median of the changes from one value to the next, whatever their sense; 0 of one value."""
    changes = [abs(after - before) for before, after in pairwise(known)]
    return Fraction(median(changes)) if changes else Fraction(0)


def plausible(known: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Between which values the next one raises no question; None where too little is known."""
    usual = usual_change(known)
    if not usual:
        return None
    return known[-1] - JUMP * usual, known[-1] + JUMP * usual


def check_parts(total: Decimal, parts: Sequence[Decimal], release: Release) -> tuple[Finding, ...]:
    """Whether the parts of a partition make the total; where a producer rounds or perturbs, nearly.

    Each number may then be off by what protects it. That the parts of an official file do not make
    its total is no fault of who brings it in: it is said and never blocks.
    """
    off = abs(total - sum(parts, Decimal(0)))
    protected = release.protection in {Protection.PERTURBATION, Protection.ROUNDING}
    allowed = release.noise * (len(parts) + 1) if protected else Decimal(0)
    if off <= allowed:
        return ()
    severity = Severity.SAY if protected else Severity.BLOCK
    return (Finding(Check.PARTS_DIFFER, severity, {"off": off, "allowed": allowed}),)
