"""What a series allows to say, in one honest sentence; pure, without the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kit.templatetags.kit import day
from measurement import clauses
from measurement.engine import assess as engine
from measurement.engine.comparing import Break, BreakKind, Movement
from measurement.engine.definitions import Band, Definition, Direction, ValueType
from measurement.engine.observations import LOCAL, Observation, Release
from measurement.engine.progress import reached
from measurement.engine.sentence import Says
from measurement.engine.sentence import sentence as clauses_of
from measurement.words import quantity


class Kind(StrEnum):
    """What stands behind a point of a curve; the drawing knows the same words."""

    REAL = "real"
    CORRECTED = "corrected"
    GAP = "gap"
    BREAK = "break"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class PointFigure:
    """One period of a series: its value, or why there is none.

    `label` is short, for the axis (« T3 2026 »); `period` says it in full. `at` places it on an
    axis of years, None when the source does not tell the period. `replaces` is the value that a
    correction put aside, `cut` what changed with a point of the kind BREAK. `seen` is the value as
    the engine reads it: with its days, publication, version and precision.
    """

    label: str
    period: str
    at: float | None
    value: Decimal | None
    kind: str = Kind.REAL
    state: str = "observed"
    reason: str = ""
    replaces: Decimal | None = None
    cut: str = ""
    ends_on: date | None = None
    measurement_id: Any = None
    seen: Observation | None = None

    @property
    def release(self) -> Release:
        """The publication out of which it comes."""
        return self.seen.release if self.seen else LOCAL

    @property
    def drawn(self) -> bool:
        """True for a value that is there and may be shown."""
        return self.value is not None and self.kind not in {Kind.GAP, Kind.HIDDEN}


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """A value aimed at: by which day, since when; `label` follows the value on the curve."""

    value: Decimal
    due_on: date
    since: date
    label: str
    note: str = ""


class Trend(StrEnum):
    """What may be said of a series; exactly one."""

    NO_DATA = "no_data"
    HIDDEN = "hidden"
    BASELINE_ONLY = "baseline_only"
    NOT_COMPARABLE = "not_comparable"
    CONTEXT_ONLY = "context_only"
    STABLE = "within_noise"
    IMPROVING = "improving"
    WORSENING = "worsening"
    IN_BAND = "in_band"
    OUT_OF_BAND = "out_of_band"


PROTECTION = "protection"
JUDGED = {Direction.HIGHER, Direction.LOWER}
LATER = {Says.PROVISIONAL, Says.ESTIMATED}


def assessed(points: Sequence[PointFigure], rules: Definition) -> engine.Assessment:
    """What the engine says of these points by the rules of their indicator.

    Another way of protecting persons is to it another method.
    """
    rows = tuple(p.seen for p in points if p.seen)
    breaks = tuple(
        Break(BreakKind.METHOD, p.seen.span.first) for p in points if p.cut == PROTECTION and p.seen
    )
    return engine.assess(engine.Series(fitted(rules, rows), rows, breaks=breaks))


def fitted(rules: Definition, rows: Sequence[Observation]) -> Definition:
    """The rules; a ratio of which the source gives no components is read as a published rate."""
    bare = any(row.value is not None for row in rows)
    ratio = rules.value_type == ValueType.RATIO
    return replace(rules, value_type=ValueType.RATE) if bare and ratio else rules


def trend(points: Sequence[PointFigure], rules: Definition) -> Trend:
    """Compares the last value with the first, where that means something.

    Whether a figure is in the range in which it should stay, its last value alone says.
    """
    return trend_of(assessed(points, rules), points, rules)


def trend_of(found: engine.Assessment, points: Sequence[PointFigure], rules: Definition) -> Trend:
    """What the engine's judgement says, where there is something to be compared."""
    if found.verdict == engine.Verdict.NO_DATA:
        return Trend.HIDDEN if any(p.kind == Kind.HIDDEN for p in points) else Trend.NO_DATA
    if rules.direction != Direction.BAND:
        if found.comparison is None:
            return Trend.BASELINE_ONLY
        if found.comparison.movement == Movement.NOT_COMPARABLE:
            return Trend.NOT_COMPARABLE
    return Trend(found.verdict.value)


def sentence(
    points: Sequence[PointFigure], rules: Definition, target: TargetFigure | None = None
) -> str:
    """The series in plain words, with what is not known of it."""
    return read(points, rules, target)[1]


def read(
    points: Sequence[PointFigure], rules: Definition, target: TargetFigure | None = None
) -> tuple[Trend, str]:
    """What may be said of a series, as a word and in its sentence, from one judgement of it."""
    found = assessed(points, rules)
    course = trend_of(found, points, rules)
    if course == Trend.HIDDEN:
        return course, _("Too few people to publish the value.")
    return course, worded(found, points, fitted(rules, [p.seen for p in points if p.seen]), target)


def worded(
    found: engine.Assessment,
    points: Sequence[PointFigure],
    rules: Definition,
    target: TargetFigure | None,
) -> str:
    """The judgement in plain words, with the target and what was not measured."""
    facts = facts_of(points, rules, found)
    parts = [(c.says, clauses.said(c, facts)) for c in clauses_of(rules, found)]
    first = [words for says, words in parts if says not in LATER]
    later = [words for says, words in parts if says in LATER]
    return " ".join(filter(None, [*first, aimed(points, rules, target), *later, *absences(points)]))


def facts_of(
    points: Sequence[PointFigure], rules: Definition, found: engine.Assessment
) -> clauses.Facts:
    """The ends that were compared, what cut the series between them, and the gap if there is one."""
    ends = {p.seen: p for p in points if p.drawn}
    first, last = ends.get(found.first), ends.get(found.last)
    cuts = [p for p in points if p.drawn and p.kind == Kind.BREAK]
    return clauses.Facts(
        unit=rules.unit,
        first=clauses.End(first.value, first.period) if first else clauses.End(),
        last=clauses.End(last.value, last.period) if last else clauses.End(),
        cuts={p.cut: p.period for p in reversed(cuts)},
        gaps={p.seen.span: p.period for p in points if p.seen},
        rounded=not rules.noise and not any(p.release.noise for p in (first, last) if p),
    )


def aimed(points: Sequence[PointFigure], rules: Definition, target: TargetFigure | None) -> str:
    """Whether what the site aims at is reached; nothing where a figure is not judged."""
    last = next((p for p in reversed(points) if p.drawn), None)
    if target is None or last is None or last.value is None or rules.direction not in JUDGED:
        return ""
    there, _beyond = reached(rules, Band(target.value, target.value), Fraction(last.value))
    words = (
        _("The target of %(value)s by %(day)s is reached.")
        if there
        else _("The target of %(value)s by %(day)s is not reached yet.")
    )
    return words % {"value": quantity(target.value, rules.unit), "day": day(target.due_on)}


def absences(points: Sequence[PointFigure]) -> list[str]:
    """What was not measured between or after the values, with the reason that was given."""
    if not any(p.drawn for p in points):
        return []
    gaps = [p for p in points if p.kind == Kind.GAP]
    said = []
    if len(gaps) > 3:
        said.append(_("%(count)s periods have no measure.") % {"count": len(gaps)})
    else:
        for reason, periods in grouped(gaps).items():
            facts = {"period": joined(periods), "reason": reason}
            said.append(
                _("No measure, %(period)s: %(reason)s.") % facts
                if reason
                else _("No measure, %(period)s.") % facts
            )
    if any(p.kind == Kind.HIDDEN for p in points):
        said.append(_("Some values count too few people to be published."))
    return said


def grouped(gaps: Sequence[PointFigure]) -> dict[str, list[str]]:
    """The periods without a value by the reason, which ends without its full stop."""
    found: dict[str, list[str]] = {}
    for gap in gaps:
        found.setdefault(gap.reason.rstrip(" ."), []).append(gap.period)
    return found


def joined(words: Sequence[str]) -> str:
    """« le premier, le deuxième et le troisième »."""
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
