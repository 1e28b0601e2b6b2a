"""What a series allows to say, in one honest sentence; pure, without the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kit.templatetags.kit import day
from measurement.engine import assess as engine
from measurement.engine.comparing import Break, BreakKind, Movement
from measurement.engine.definitions import Band, Definition, Direction, ValueType
from measurement.engine.observations import (
    LOCAL,
    WITH_VALUE,
    Observation,
    Release,
    Span,
    State,
)
from measurement.engine.progress import reached
from measurement.engine.reasons import Why
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
    correction put aside, `cut` what changed with a point of the kind BREAK.
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
    release: Release = LOCAL

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
    STABLE = "stable"
    IMPROVING = "improving"
    WORSENING = "worsening"


NO_STEP = Decimal(0)
CUTS = {
    "perimeter": BreakKind.GEOGRAPHY,
    "method": BreakKind.METHOD,
    "law": BreakKind.LEGAL,
}
VERDICTS = {
    engine.Verdict.BASELINE_ONLY: Trend.BASELINE_ONLY,
    engine.Verdict.NOT_COMPARABLE: Trend.NOT_COMPARABLE,
    engine.Verdict.CONTEXT_ONLY: Trend.CONTEXT_ONLY,
    engine.Verdict.WITHIN_NOISE: Trend.STABLE,
    engine.Verdict.IMPROVING: Trend.IMPROVING,
    engine.Verdict.WORSENING: Trend.WORSENING,
}


def trend(points: Sequence[PointFigure], direction: str, step: Decimal = NO_STEP) -> Trend:
    """Compares the last value with the first, where that means something.

    `step` is what the source rounds to: a change within it is none.
    """
    return trend_of(points, assessed(points, direction, step))


def trend_of(points: Sequence[PointFigure], found: engine.Assessment) -> Trend:
    if found.verdict == engine.Verdict.NO_DATA:
        return Trend.HIDDEN if any(p.kind == Kind.HIDDEN for p in points) else Trend.NO_DATA
    if found.comparison is None:
        return Trend.BASELINE_ONLY
    if found.comparison.movement == Movement.NOT_COMPARABLE:
        return Trend.NOT_COMPARABLE
    return VERDICTS[found.verdict]


def assessed(points: Sequence[PointFigure], direction: str, step: Decimal) -> engine.Assessment:
    """What the engine says of the points, in their order; a break without a reason is a new definition."""
    rows, cuts, version, release = [], [], 1, LOCAL
    for place, p in enumerate(points):
        on = date.min + timedelta(days=place)
        if p.kind == Kind.BREAK:
            version += p.cut not in {*CUTS, "source"}
            release = Release(f"from {place}") if p.cut == "source" else release
            cuts += [Break(CUTS[p.cut], on)] if p.cut in CUTS else []
        value, state = (p.value, stands(p)) if p.drawn else (None, lacks(p))
        row = Observation(
            "series", Span(on, on), value, state,
            version=version, precision=step, release=release,
        )  # fmt: skip
        rows.append(row)
    definition = Definition("series", ValueType.COUNT, direction=Direction(direction))
    return engine.assess(engine.Series(definition, tuple(rows), breaks=tuple(cuts)))


def stands(p: PointFigure) -> State:
    """The state of a value that is drawn."""
    return State(p.state) if p.state in WITH_VALUE else State.OBSERVED


def lacks(p: PointFigure) -> State:
    """Why there is no value to draw."""
    if p.kind == Kind.HIDDEN:
        return State.SUPPRESSED
    absent = p.state in set(State) - WITH_VALUE
    return State(p.state) if absent else State.MISSING


def sentence(
    points: Sequence[PointFigure],
    direction: str,
    unit: str,
    target: TargetFigure | None = None,
    step: Decimal = NO_STEP,
) -> str:
    """The series in plain words, with what is not known of it."""
    said = [main_clause(points, direction, unit, step)]
    last = next((p for p in reversed(points) if p.drawn), None)
    if target and last and last.value is not None and direction in {"higher", "lower"}:
        definition = Definition("series", ValueType.COUNT, direction=Direction(direction))
        there, _beyond = reached(definition, Band(target.value, target.value), Fraction(last.value))
        words = (
            _("The target of %(value)s by %(day)s is reached.")
            if there
            else _("The target of %(value)s by %(day)s is not reached yet.")
        )
        said.append(words % {"value": quantity(target.value, unit), "day": day(target.due_on)})
    if last and last.state == "provisional":
        said.append(_("The last value is provisional."))
    if last and last.state == "estimated":
        said.append(_("The last value is an estimate."))
    return " ".join([*said, *absences(points)])


def main_clause(
    points: Sequence[PointFigure], direction: str, unit: str, step: Decimal = NO_STEP
) -> str:
    result = assessed(points, direction, step)
    found = trend_of(points, result)
    if found == Trend.NO_DATA:
        return _("No measure yet.")
    if found == Trend.HIDDEN:
        return _("Too few people to publish the value.")
    if found == Trend.BASELINE_ONLY:
        return _("A single measure: no change to read yet.")
    if found == Trend.NOT_COMPARABLE:
        return not_comparable(points, result)
    words = moved(points, unit, result)
    verdict = {
        Trend.IMPROVING: _("That is the direction hoped for."),
        Trend.WORSENING: _("That is not the direction hoped for."),
        Trend.CONTEXT_ONLY: _("This is context: neither good nor bad in itself."),
    }.get(found, "")
    return f"{words} {verdict}".strip()


def not_comparable(points: Sequence[PointFigure], result: engine.Assessment) -> str:
    """For which reason the ends of a series are not compared."""
    drawn = [p for p in points if p.drawn]
    if result.refusal and result.refusal.why == Why.SOURCE_GAP:
        gap = next(p for p in points[points.index(drawn[0]) :] if p.state == State.NOT_PRODUCED)
        return _(
            "Not comparable: the source did not produce %(period)s, and the values before and "
            "after it were not made in the same way."
        ) % {"period": gap.period}
    why = result.refusal.why if result.refusal else Why.DEFINITION_CHANGED
    cuts = [p for p in drawn[1:] if p.kind == Kind.BREAK]
    named = next((p for p in cuts if REASONS.get(p.cut) == why), cuts[0])
    return changed_words(why) % {"period": named.period}


REASONS = {
    "perimeter": Why.GEOGRAPHY_CHANGED,
    "method": Why.METHOD_CHANGED,
    "law": Why.LAW_CHANGED,
    "source": Why.SOURCE_CHANGED,
}


def changed_words(why: Why) -> str:
    """What changed in the course of a series, so that its two parts do not compare."""
    words = {
        Why.GEOGRAPHY_CHANGED: _(
            "Not comparable: the perimeter changed with %(period)s, and the two parts of the "
            "curve are about different places."
        ),
        Why.METHOD_CHANGED: _(
            "Not comparable: the method changed with %(period)s, and the two parts of the "
            "curve are not measured in the same way."
        ),
        Why.LAW_CHANGED: _(
            "Not comparable: the law changed with %(period)s, and the two parts of the "
            "curve do not count the same cases."
        ),
        Why.SOURCE_CHANGED: _(
            "Not comparable: the source changed with %(period)s, and the two parts of the "
            "curve do not come from the same count."
        ),
    }
    return words.get(why) or _(
        "Not comparable: the definition changed with %(period)s, and the two parts of the "
        "curve count different things."
    )


def moved(points: Sequence[PointFigure], unit: str, result: engine.Assessment) -> str:
    """Up, down, the same, or a change too small to be one."""
    drawn = [p for p in points if p.drawn]
    first, last = drawn[0].value or 0, drawn[-1].value or 0
    within = result.comparison and result.comparison.movement == Movement.WITHIN_NOISE
    if first == last:
        words = _("The same value at both ends: %(last)s (%(start)s and %(end)s).")
    elif within:
        words = _(
            "No change that can be measured: %(first)s (%(start)s) and %(last)s (%(end)s) are as "
            "close as the source rounds."
        )
    elif last > first:
        words = _("Up: from %(first)s (%(start)s) to %(last)s (%(end)s).")
    else:
        words = _("Down: from %(first)s (%(start)s) to %(last)s (%(end)s).")
    return words % {
        "first": quantity(drawn[0].value, unit),
        "last": quantity(drawn[-1].value, unit),
        "start": drawn[0].period,
        "end": drawn[-1].period,
    }


def absences(points: Sequence[PointFigure]) -> list[str]:
    """What was not measured between or after the values, with the reason that was given."""
    if not any(p.drawn for p in points):
        return []
    gaps = [p for p in points if p.kind == Kind.GAP]
    said = []
    if len(gaps) > 3:
        said.append(_("%(count)s periods have no measure.") % {"count": len(gaps)})
    else:
        for gap in gaps:
            facts = {"period": gap.period, "reason": gap.reason}
            said.append(
                _("No measure for %(period)s: %(reason)s.") % facts
                if gap.reason
                else _("No measure for %(period)s.") % facts
            )
    if any(p.kind == Kind.HIDDEN for p in points):
        said.append(_("Some values count too few people to be published."))
    return said
