"""From a series to what is drawn of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drawing.chart import Around, Chart, Point, Target, target_words
from kit.templatetags.kit import number
from measurement.models import State
from measurement.reading import Kind, PointFigure, TargetFigure
from measurement.words import quantity


def points_of(
    points: Iterable[PointFigure], unit: str, source: str, *, alone: bool = True
) -> tuple[Point, ...]:
    """The points as the curve draws them; `alone` adds what is read of each by itself."""
    return tuple(
        Point(
            p.label, p.value, p.kind, at=p.at, state="withheld" if p.is_withheld else p.state, reason=p.reason, cut=p.cut,
            said=said(p, unit, source) if alone else "", unit=p.unit,
        )
        for p in points
    )  # fmt: skip


def said(point: PointFigure, unit: str, source: str) -> str:
    """One point alone: « 2e trimestre 2026 : 48 %, provisoire. Source : … »."""
    parts = [value_words(point, unit), *remarks(point)]
    words = f"{capfirst(point.period)}{_(': ')}{', '.join(parts)}."
    return f"{words} {_('Source: %(source)s') % {'source': source}}" if source else words


def remarks(point: PointFigure) -> list[str]:
    """What is to be known of a value: it may change, it was corrected, it counts otherwise."""
    parts = []
    if point.drawn and point.state in {State.PROVISIONAL, State.ESTIMATED}:
        parts.append(str(State(point.state).label))
    if point.kind == Kind.CORRECTED:
        parts.append(_("corrected"))
    if point.kind == Kind.BREAK:
        parts.append(cut_words(point))
    return parts


def value_words(point: PointFigure, unit: str) -> str:
    """The value with its unit, or why there is none."""
    if point.drawn:
        return quantity(point.value, point.unit or unit)
    if point.kind == Kind.HIDDEN:
        return point.why_hidden or _("too few people to publish")
    state = str(State(point.state).label) if point.state in set(State) else _("no measure")
    if point.state == State.NOT_PRODUCED and point.reason:
        # In the words of its producer, which say that it was not.
        return point.reason.rstrip(".")
    same = not point.reason or point.reason == state
    return state if same else f"{state}, {point.reason}"


def cut_words(point: PointFigure) -> str:
    """What changed with a point, and that values before it do not compare."""
    words = {
        "perimeter": _("the perimeter changed: not comparable with what comes before"),
        "protection": _("other protection of persons: not comparable with what comes before"),
        "vintage": _("vintage not stated before: not comparable with what comes before"),
        "components": _("a rate alone on one side: not comparable with what comes before"),
        "source": _("the source changed: not comparable with what comes before"),
        "method": _("the method changed: not comparable with what comes before"),
        "law": _("the law changed: not comparable with what comes before"),
    }
    said = words.get(point.cut) or _(
        "the definition changed: not comparable with what comes before"
    )
    return f"{said} ({point.cut_words})" if point.cut_words else said


def target_of(target: TargetFigure | None) -> Target | None:
    return Target(target.value, target.label) if target else None


def range_of(low: Decimal | None, high: Decimal | None) -> Target | None:
    """The range in which a figure should stay, as it is drawn; one that is open at an end says so."""
    if low is not None and high is not None:
        return Target(low, high=high, word=_("range to stay in"))
    if low is not None:
        return Target(low, word=_("not to go below"))
    return Target(high, word=_("not to go above")) if high is not None else None


def chart_of(
    title: str,
    points: Iterable[PointFigure],
    unit: str,
    *,
    source: str = "",
    target: Target | None = None,
    around: Around | None = None,
    name: str = "",
    alone: bool = True,
) -> Chart:
    """Everything that stands on the curve of a series."""
    drawn = points_of(points, unit, source, alone=alone)
    return Chart(title, drawn, unit, target, around, name)


@dataclass(frozen=True, slots=True)
class CurveRow:
    """One period of a curve in words: the value, what stands beside it, what is to be known."""

    period: str
    value: str
    beside: str
    note: str


@dataclass(frozen=True, slots=True)
class CurveTable:
    """The table behind a curve; it has every point of it, those without a value too."""

    caption: str
    own: str
    beside: str
    rows: tuple[CurveRow, ...]


def table_of(chart: Chart, points: Sequence[PointFigure]) -> CurveTable:
    """The periods in order, with the gaps, the cuts and the corrections that the curve draws."""
    around = chart.around
    others = {p.label: p for p in around.points} if around else {}
    rows = []
    for p in points:
        other = others.get(p.label)
        near = other.value if other else None
        beside = quantity(Decimal(near), chart.unit) if near is not None else ""
        rows.append(CurveRow(p.period, row_value(p, chart.unit), beside, row_note(p)))
    words = ngettext("%(name)s, %(count)s period", "%(name)s, %(count)s periods", len(rows))
    caption = words % {"name": chart.title, "count": number(len(rows))}
    if chart.target:
        caption = f"{caption}, {target_words(chart.target, chart.unit)}"
    return CurveTable(
        caption, capfirst(chart.name or _("value")), around.name if around else "", tuple(rows)
    )


def row_value(point: PointFigure, unit: str) -> str:
    return quantity(point.value, point.unit or unit) if point.drawn else ""


def row_note(point: PointFigure) -> str:
    """What is to be known of a value, or why there is none."""
    if not point.drawn:
        return capfirst(value_words(point, ""))
    return capfirst(", ".join(remarks(point)))
