"""The points of a series, with its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from measurement import exact
from measurement.engine.observations import LOCAL
from measurement.models import Indicator, Measurement, State
from measurement.periods import MONTHS, Period, between
from measurement.reading import Kind, PointFigure


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """The values of one place."""

    code: str
    name: str
    points: tuple[PointFigure, ...]

    @property
    def latest(self) -> PointFigure | None:
        """The last value that may be shown."""
        return next((p for p in reversed(self.points) if p.drawn), None)


def series(found: Indicator, rows: Sequence[Measurement]) -> tuple[PointFigure, ...]:
    """The values in order, with a gap for each regular period that was left out."""
    points: list[PointFigure] = []
    last: Measurement | None = None
    for row in rows:
        if last and last.period and row.period and found.periodicity in MONTHS:
            points.extend(gap(period) for period in between(last.period, row.period))
        changed = last is not None and last.version != row.version
        points.append(point(found, row, changed=changed))
        last = row
    return tuple(points)


def point(found: Indicator, row: Measurement, *, changed: bool) -> PointFigure:
    """One value, as far as it may be shown."""
    period = row.period
    words = period.label if period else found.vintage or _("period not stated")
    before = row.replaces.value if row.replaces else None
    hidden = found.hides(row.value)
    return PointFigure(
        label=period.short if period else words,
        period=words,
        at=period.at if period else None,
        value=None if hidden else row.value,
        kind=kind_of(row, hidden=hidden, changed=changed),
        state=row.state,
        reason=row.note or reason_of(row),
        replaces=None if hidden or found.hides(before) else before,
        ends_on=row.ends_on,
        measurement_id=row.pk,
        release=exact.release_of(row),
    )


def reason_of(row: Measurement) -> str:
    """Why there is no value, where its state says more than that there is none."""
    told = row.value is None and row.state != State.MISSING
    return str(row.get_state_display()) if told else ""


def kind_of(row: Measurement, *, hidden: bool, changed: bool) -> str:
    if row.value is None:
        return Kind.GAP
    if hidden:
        return Kind.HIDDEN
    if changed:
        return Kind.BREAK
    return Kind.CORRECTED if row.replaces_id else Kind.REAL


def gap(period: Period) -> PointFigure:
    return PointFigure(
        label=period.short, period=period.label, at=period.at, value=None, kind=Kind.GAP,
        state="missing", ends_on=period.ends_on,
    )  # fmt: skip


def together(
    found: Indicator, parts: Sequence[SeriesFigure]
) -> tuple[tuple[PointFigure, ...], str]:
    """The site's own series: that of its only neighbourhood, or a sum of counts; else why not."""
    if len(parts) < 2:
        return (parts[0].points if parts else ()), ""
    if not found.is_additive:
        return (), _(
            "Not added up: one value for each neighbourhood, because a sum or an average of such "
            "values would be wrong."
        )
    by_period: dict[str, list[PointFigure | None]] = {}
    for rank, part in enumerate(parts):
        for p in part.points:
            by_period.setdefault(p.period, [None] * len(parts))[rank] = p
    lacking = sorted(
        part.name
        for rank, part in enumerate(parts)
        if all((row[rank] is None or not row[rank].drawn) for row in by_period.values())  # type: ignore[union-attr]
    )
    if lacking:
        return (), _("Not added up: no value for %(names)s.") % {"names": ", ".join(lacking)}
    return tuple(summed(row) for row in by_period.values()), ""


def summed(row: Sequence[PointFigure | None]) -> PointFigure:
    """The sum over all places for one period; a gap where one of them has no value."""
    known = [p for p in row if p is not None]
    told = len(known) == len(row) and all(p.drawn for p in known)
    alike = len({p.release for p in known}) == 1
    complete = told and alike
    first = known[0]
    cut = any(p.kind == Kind.BREAK for p in known)
    return PointFigure(
        label=first.label,
        period=first.period,
        at=first.at,
        value=sum((p.value or Decimal(0) for p in known), Decimal(0)) if complete else None,
        kind=(Kind.BREAK if cut else Kind.REAL) if complete else Kind.GAP,
        state="observed" if complete else "missing",
        reason="" if complete else not_summed(told=told),
        ends_on=first.ends_on,
        release=first.release if complete else LOCAL,
    )


def not_summed(*, told: bool) -> str:
    """Why the neighbourhoods have no sum for one period."""
    if told:
        return _("the neighbourhoods' values come from different publications")
    return _("one of the neighbourhoods has no value")
