"""What a series allows to say, in one honest sentence; pure, without the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from kit.templatetags.kit import day
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
    correction put aside.
    """

    label: str
    period: str
    at: float | None
    value: Decimal | None
    kind: str = Kind.REAL
    state: str = "observed"
    reason: str = ""
    replaces: Decimal | None = None
    ends_on: date | None = None
    measurement_id: Any = None

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


def trend(points: Sequence[PointFigure], direction: str) -> Trend:
    """Compares the last value with the first, where that means something."""
    drawn = [p for p in points if p.drawn]
    if not drawn:
        return Trend.HIDDEN if any(p.kind == Kind.HIDDEN for p in points) else Trend.NO_DATA
    if len(drawn) == 1:
        return Trend.BASELINE_ONLY
    if any(p.kind == Kind.BREAK for p in drawn[1:]):
        return Trend.NOT_COMPARABLE
    if direction not in {"higher", "lower"}:
        return Trend.CONTEXT_ONLY
    first, last = drawn[0].value or Decimal(0), drawn[-1].value or Decimal(0)
    if first == last:
        return Trend.STABLE
    return Trend.IMPROVING if (last > first) == (direction == "higher") else Trend.WORSENING


def sentence(
    points: Sequence[PointFigure], direction: str, unit: str, target: TargetFigure | None = None
) -> str:
    """The series in plain words, with what is not known of it."""
    said = [main_clause(points, direction, unit)]
    last = next((p for p in reversed(points) if p.drawn), None)
    if target and last and last.value is not None and direction in {"higher", "lower"}:
        reached = (
            last.value >= target.value if direction == "higher" else last.value <= target.value
        )
        words = (
            _("The target of %(value)s by %(day)s is reached.")
            if reached
            else _("The target of %(value)s by %(day)s is not reached yet.")
        )
        said.append(words % {"value": quantity(target.value, unit), "day": day(target.due_on)})
    if last and last.state == "provisional":
        said.append(_("The last value is provisional."))
    if last and last.state == "estimated":
        said.append(_("The last value is an estimate."))
    return " ".join([*said, *absences(points)])


def main_clause(points: Sequence[PointFigure], direction: str, unit: str) -> str:
    found = trend(points, direction)
    drawn = [p for p in points if p.drawn]
    if found == Trend.NO_DATA:
        return _("No measure yet.")
    if found == Trend.HIDDEN:
        return _("Too few people to publish the value.")
    if found == Trend.BASELINE_ONLY:
        return _("A single measure: no change to read yet.")
    if found == Trend.NOT_COMPARABLE:
        cut = next(p for p in drawn[1:] if p.kind == Kind.BREAK)
        return _(
            "Not comparable: the definition changed with %(period)s, and the two parts of the "
            "curve count different things."
        ) % {"period": cut.period}
    facts = {
        "first": quantity(drawn[0].value, unit),
        "last": quantity(drawn[-1].value, unit),
        "start": drawn[0].period,
        "end": drawn[-1].period,
    }
    first, last = drawn[0].value or 0, drawn[-1].value or 0
    if first == last:
        words = _("The same value at both ends: %(last)s (%(start)s and %(end)s).")
    elif last > first:
        words = _("Up: from %(first)s (%(start)s) to %(last)s (%(end)s).")
    else:
        words = _("Down: from %(first)s (%(start)s) to %(last)s (%(end)s).")
    verdict = {
        Trend.IMPROVING: _("That is the direction hoped for."),
        Trend.WORSENING: _("That is not the direction hoped for."),
        Trend.CONTEXT_ONLY: _("This is context: neither good nor bad in itself."),
    }.get(found, "")
    return f"{words % facts} {verdict}".strip()


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
