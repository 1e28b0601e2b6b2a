"""From a frozen headline figure to what is drawn of it, on the page and on paper."""

from django.utils.translation import gettext as _

from drawing.chart import Around, Chart, Point, PointKind, Target
from measurement.figures import range_of
from overview import snapshot
from overview.snapshot import Headline

KINDS = {
    "corrected": PointKind.CORRECTED,
    "secret": PointKind.HIDDEN,
    "withheld": PointKind.HIDDEN,
    "missing": PointKind.GAP,
    "not_produced": PointKind.GAP,
    "not_sent": PointKind.GAP,
}


def chart_of(figure: Headline) -> Chart:
    """The headline's curve with its breaks, its target and what stands beside it."""
    if figure.series is None:
        return Chart(figure.name, ())
    around = figure.comparator
    return Chart(
        figure.name,
        tuple(points_of(figure.series, figure.breaks)),
        figure.unit,
        target_of(figure.target) or range_of(figure.band_low, figure.band_high),
        Around(around.name, tuple(points_of(around))) if around else None,
        figure.series.name,
    )


def points_of(series: snapshot.Series, breaks: tuple[snapshot.Break, ...] = ()) -> list[Point]:
    """The series with each break at the first value that comes after it."""
    waiting = sorted(breaks, key=lambda cut: cut.at)
    found = []
    for p in series.points:
        kind, cut = KINDS.get(p.state, PointKind.REAL), ""
        if p.value is not None and waiting and waiting[0].at <= p.at:
            kind = PointKind.BREAK
            while waiting and waiting[0].at <= p.at:
                cut = waiting.pop(0).cut
        state = "missing" if p.state == "not_sent" else p.state
        found.append(Point(p.label, p.value, kind, at=p.at, state=state, reason=p.reason, cut=cut))
    return found


def target_of(target: snapshot.Target | None) -> Target | None:
    """An ambition that is shared is no target of anybody."""
    if target is None:
        return None
    return Target(target.value, target.label, word=_("shared ambition") if target.shared else "")
