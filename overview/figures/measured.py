"""What is measured at a site, from measurement's figures to those of page and paper."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drawing.chart import cut_words
from measurement.figures import IndicatorFigure, SeriesFigure, is_off_course, looked_at
from measurement.reading import Kind, PointFigure, TargetFigure
from measurement.words import as_said, quantity
from overview import snapshot
from overview.snapshot import Break, Headline, IndicatorRow, Point, Release, Series

HEADLINES = 3
RATES = {"rate"}
STATES = {
    "observed": gettext_lazy("Measured"),
    "provisional": gettext_lazy("Provisional"),
    "corrected": gettext_lazy("Corrected"),
    "missing": gettext_lazy("No measure"),
    "not_produced": gettext_lazy("Not produced by the source"),
    "secret": gettext_lazy("Too few people to publish"),
    "withheld": gettext_lazy("Withheld"),
}
WITHOUT = {"suppressed": "secret", "not_produced": "not_produced"}


def headlines(figures: Iterable[IndicatorFigure], count: int = HEADLINES) -> tuple[Headline, ...]:
    """The figures shown first, as the owner of the numbers chose and ordered them."""
    return tuple(headline(figure) for figure in figures)[:count]


def headline(figure: IndicatorFigure) -> Headline:
    """One figure with its series; where no single series exists, it says why."""
    last = figure.latest
    return Headline(
        code=figure.code,
        name=figure.name,
        value=last.value if last else None,
        unit=figure.counted_in,
        as_of=last.period if last else figure.vintage,
        sentence=figure.sentence,
        source=figure.source,
        decimals=decimals(last.value if last else None, figure.unit),
        caption=figure.question,
        definition=figure.definition,
        caution=figure.caution,
        absence=figure.apart or figure.refusal,
        is_rate=figure.value_type in RATES,
        series=series(figure.place, figure.points) if figure.points else None,
        breaks=breaks(figure.points),
        target=target(figure.target),
        band_low=figure.band_low,
        band_high=figure.band_high,
        off_course=is_off_course(figure),
        until=last.ends_on if last else None,
        looked_at=tuple(looked_at(figure)),
        beside=beside(figure),
    )


def beside(figure: IndicatorFigure) -> tuple[str, ...]:
    """What prints beside the figure: who contests it, and which other seat looked at it."""
    return tuple(filter(None, (figure.dispute, figure.validated_by)))


def decimals(value: Decimal | None, unit: str) -> int:
    """The decimals that are said of the value."""
    if value is None:
        return 0
    return max(0, -int(as_said(value, unit).normalize().as_tuple().exponent))


def series(name: str, points: Sequence[PointFigure]) -> Series:
    return Series(name, tuple(point(p, rank) for rank, p in enumerate(points)))


def point(found: PointFigure, rank: int) -> Point:
    """A value, or the reason why there is none."""
    return Point(
        label=short(found.label),
        at=found.at if found.at is not None else float(rank),
        value=found.value,
        state=point_state(found),
        reason=found.why_hidden or found.reason,
        replaces=found.replaces,
    )


def point_state(found: PointFigure) -> str:
    if found.kind == Kind.HIDDEN:
        return "withheld" if found.is_withheld else "secret"
    if found.value is None:
        return WITHOUT.get(found.state, "missing")
    if found.kind == Kind.CORRECTED:
        return "corrected"
    return "provisional" if found.state == "provisional" else "observed"


def breaks(points: Sequence[PointFigure]) -> tuple[Break, ...]:
    """From each change on, of definition, source or places, values no longer compare with those before."""
    title, text = _("%(period)s: %(change)s"), _("values on both sides do not compare")
    return tuple(
        Break(p.at, title % {"period": p.label, "change": cut_words(p.cut)}, text, p.cut)
        for p in points
        if p.kind == Kind.BREAK and p.at is not None
    )


def target(found: TargetFigure | None) -> snapshot.Target | None:
    if found is None:
        return None
    at = found.due_on.year + (found.due_on.timetuple().tm_yday / 365)
    return snapshot.Target(found.value, at, found.label, found.since, shared=False)


def indicator_rows(figures: Iterable[IndicatorFigure]) -> tuple[IndicatorRow, ...]:
    """One line an indicator, and one for each neighbourhood where they may not be added up."""
    rows: list[IndicatorRow] = []
    for figure in figures:
        group = _("What the site follows") if figure.is_local else _("The neighbourhood in common figures")  # fmt: skip
        if figure.parts:
            rows.extend(indicator_row(group, figure, part) for part in figure.parts)
        else:
            rows.append(indicator_row(group, figure, None))
    return tuple(rows)


def indicator_row(group: str, figure: IndicatorFigure, part: SeriesFigure | None) -> IndicatorRow:
    """The latest value of an indicator, for the site or one of its neighbourhoods."""
    points = part.points if part else figure.points
    last = part.latest if part else figure.latest
    shown = last or (points[-1] if points else None)
    name = f"{figure.name}, {part.name}" if part else figure.name
    state = point_state(shown) if shown else "missing"
    return IndicatorRow(
        group=group,
        code=_("its own") if figure.is_local else figure.code.upper(),
        name=name,
        display=quantity(last.value, last.unit or figure.unit)
        if last and last.value is not None
        else "",
        period=short(shown.period) if shown else "",
        state=state,
        state_text=absence(shown) or str(STATES[state]),
        reading="" if part else first_sentence(figure.sentence),
        beside=tuple(filter(None, [figure.dispute_in(part.name)])) if part else beside(figure),
    )


def absence(shown: PointFigure | None) -> str:
    """Why there is no value, where more is known of it than the state says."""
    if shown is None or shown.value is not None:
        return ""
    return shown.why_hidden or shown.reason


def short(period: str) -> str:
    """A period for a narrow place: what stands in brackets after it is told where there is room."""
    return period.split(" (", maxsplit=1)[0]


def first_sentence(text: str) -> str:
    """What a narrow column holds of a reading."""
    first, *more = text.split(". ")
    return f"{first}." if more else first


def releases(figures: Iterable[IndicatorFigure]) -> tuple[Release, ...]:
    """The publications behind the common figures, each once."""
    found: dict[str, Release] = {}
    for figure in figures:
        if not figure.is_local and figure.has_values:
            found.setdefault(
                figure.source, Release(figure.source, figure.source.split(",")[0], figure.vintage, figure.caution)
            )  # fmt: skip
    return tuple(found.values())
