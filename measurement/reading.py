"""What a series allows to say, in one honest sentence; pure, without the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from kit.templatetags.kit import day
from measurement import aims, clauses
from measurement.engine import assess as engine
from measurement.engine.comparing import Break, BreakKind, Movement
from measurement.engine.definitions import Band, Definition, Direction, ValueType
from measurement.engine.observations import LOCAL, Observation, Release, State
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


class PointFigure(NamedTuple):
    """One period of a series: its value, or why there is none.

    `label` is short, for the axis (« T3 2026 »); `period` says it in full. `at` places it on an
    axis of years, None when the source does not tell the period. `replaces` is the value that a
    correction put aside, `cut` what changed with a point of the kind BREAK, `cut_words`
    in whose words that was recorded. `seen` is the value as
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
    cut_words: str = ""
    ends_on: date | None = None
    measurement_id: Any = None
    seen: Observation | None = None
    # In what it was counted then; empty for what the figure counts now.
    unit: str = ""
    why_hidden: str = ""
    # True of a family of figures: few people and what is withheld beside them are told alike.
    is_withheld: bool = False

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
    """A value aimed at: by which day, since when; `label` follows the value on the curve.

    `way` is how much of the way lies behind, where that may be told.
    """

    value: Decimal
    due_on: date
    since: date
    label: str
    note: str = ""
    way: str = ""


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


OFF_COURSE = frozenset({Trend.WORSENING, Trend.OUT_OF_BAND})
# Only a judgement of what was measured brings a figure back, not the lack of one.
BACK_ON_COURSE = frozenset({Trend.IMPROVING, Trend.STABLE, Trend.IN_BAND})
PROTECTION, COMPONENTS, VINTAGE = "protection", "components", "vintage"
# What cuts a curve, as the engine calls it; a source that changed it sees by itself.
KINDS = {
    PROTECTION: BreakKind.METHOD,
    COMPONENTS: BreakKind.METHOD,
    VINTAGE: BreakKind.METHOD,
    "method": BreakKind.METHOD,
    "law": BreakKind.LEGAL,
    "perimeter": BreakKind.GEOGRAPHY,
}
GAP = "gap"
JUDGED = {Direction.HIGHER, Direction.LOWER}
LATER = {Says.PROVISIONAL, Says.ESTIMATED}


def assessed(
    points: Sequence[PointFigure], rules: Definition, target: TargetFigure | None = None
) -> engine.Assessment:
    """What the engine says of these points by the rules of their indicator.

    A series that was cut begins again at its last break, as soon as two values follow it.
    """
    part = last_part(of_one_kind(points, rules))
    rows = tuple(p.seen for p in part if p.seen)
    breaks = tuple(
        Break(KINDS[p.cut], p.seen.span.first) for p in part if p.cut in KINDS and p.seen
    )
    aim = Band(target.value, target.value) if target else None
    return engine.assess(engine.Series(fitted(rules, rows), rows, breaks=breaks, aim=aim))


def last_part(points: Sequence[PointFigure]) -> Sequence[PointFigure]:
    """The points from the last break on; all of them where fewer than two values follow it."""
    if not any(p.cut or p.state == State.NOT_PRODUCED for p in points):
        return points
    told = [n for n, p in enumerate(points) if p.drawn]
    cuts = [n for n in told[1:] if cut_at(points, n)]
    return points[cuts[-1] :] if cuts and cuts[-1] != told[-1] else points


def cut_at(points: Sequence[PointFigure], place: int) -> str:
    """What cuts the series just before one of its values: a change, or a period not produced."""
    if points[place].cut:
        return points[place].cut
    before = max((n for n in range(place) if points[n].drawn), default=place)
    between = points[before + 1 : place]
    return GAP if any(p.state == State.NOT_PRODUCED for p in between) else ""


def fitted(rules: Definition, rows: Sequence[Observation]) -> Definition:
    """The rules; a ratio of which the source gives no components is read as a published rate."""
    bare = any(row.value is not None for row in rows)
    ratio = rules.value_type == ValueType.RATIO
    return replace(rules, value_type=ValueType.RATE) if bare and ratio else rules


def of_one_kind(points: Sequence[PointFigure], rules: Definition) -> Sequence[PointFigure]:
    """The points; beside rates that are published alone, those with two numbers tell their rate too.

    They are read together, never compared: the series is cut where its kind changes.
    """
    if fitted(rules, [p.seen for p in last_part(points) if p.seen]) == rules:
        return points
    return [p._replace(seen=rate_alone(p.seen, rules)) if p.seen else p for p in points]


def rate_alone(seen: Observation, rules: Definition) -> Observation:
    """A ratio as its rate, to as many places as a value has."""
    rate = seen.figure(rules)
    if rate is None:
        return seen
    value = round(Decimal(rate.numerator) / Decimal(rate.denominator), 4)
    return replace(seen, value=value, numerator=None, denominator=None)


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
    points = of_one_kind(points, rules)
    found = assessed(points, rules)
    course = trend_of(found, points, rules)
    if course == Trend.HIDDEN:
        if any(p.is_withheld for p in points):
            return course, _("The value is withheld: with it, a number of few people could be worked out.")  # fmt: skip
        return course, _("Too few people to publish the value.")
    seen = [p.seen for p in last_part(points) if p.seen]
    return course, worded(found, points, fitted(rules, seen), target)


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
    part = last_part(points)
    again = len(part) < len(points)
    told = [p for p in part if p.drawn]
    first, last = (shown_as(told, end) for end in (found.first, found.last))
    cuts = [p for p in part[again:] if p.drawn and p.kind == Kind.BREAK]
    return clauses.Facts(
        unit=rules.unit,
        first=clauses.End(first.value, first.period) if first else clauses.End(),
        last=clauses.End(last.value, last.period) if last else clauses.End(),
        cuts={p.cut: p.period for p in reversed(cuts)},
        told={p.cut: p.cut_words for p in reversed(cuts) if p.cut_words},
        gaps={p.seen.span: p.period for p in points if p.seen} if len(told) < len(points) else {},
        rounded=not rules.noise and not any(p.release.noise for p in (first, last) if p),
        since=clauses.begun(cut_at(points, len(points) - len(part)), part[0]) if again else "",
    )


def shown_as(told: Sequence[PointFigure], end: Observation | None) -> PointFigure | None:
    """The point of a value that the engine compared; none where it compared nothing."""
    return next((p for p in told if p.seen is end), None) if end else None


def aimed(points: Sequence[PointFigure], rules: Definition, target: TargetFigure | None) -> str:
    """How far the figure has come towards what the site aims at; nothing where it is not judged."""
    if target is None or rules.direction not in JUDGED:
        return ""
    found = assessed(points, rules, target)
    start = next((p.period for p in points if p.drawn and p.seen == found.first), "")
    words = aims.Words(quantity(target.value, rules.unit), day(target.due_on), start)
    return aims.said(found, words, there=aims.is_there(rules, target.value, found.last))


def way_to(points: Sequence[PointFigure], rules: Definition, target: TargetFigure) -> str:
    """« 50 % du chemin », where a share of the way to the target may be told."""
    return aims.share(assessed(points, rules, target)) if rules.direction in JUDGED else ""


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
    if any(p.is_withheld for p in points):
        said.append(_("Some values are withheld: with them, a number of few people could be worked out."))  # fmt: skip
    elif any(p.kind == Kind.HIDDEN for p in points):
        said.append(_("Some values count too few people to be published."))
    return said


def grouped(gaps: Sequence[PointFigure]) -> dict[str, list[str]]:
    """The periods without a value by the reason, which ends without its full stop.

    Why a source made none is told at length beside the curve.
    """
    found: dict[str, list[str]] = {}
    for gap in gaps:
        reason, secret = gap.reason, _("statistical secrecy")
        if gap.state == State.NOT_PRODUCED:
            reason = _("not produced")
        elif gap.state == State.SUPPRESSED and secret not in reason:
            reason = f"{secret}, {reason}" if reason else secret
        found.setdefault(reason.rstrip(" ."), []).append(gap.period)
    return found


def joined(words: Sequence[str]) -> str:
    """« le premier, le deuxième et le troisième »."""
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
