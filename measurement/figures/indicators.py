"""Indicators of a site as values that page, paper and mail share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from drawing.chart import Chart
from drawing.chart import Target as Aim
from kit import clock
from kit.templatetags.kit import day
from kit.tongues import told_like
from measurement import exact
from measurement.breaks import Cut, Perimeter, perimeter_of
from measurement.engine.definitions import Definition as Rules
from measurement.figures.apart import told_apart
from measurement.figures.charts import chart_of, range_of, target_of
from measurement.figures.followed import is_gone, known_at
from measurement.figures.rows import Written, standing, written_at
from measurement.figures.series import (
    SeriesFigure,
    judged_apart,
    series,
    together,
)
from measurement.figures.trust import Check, DisputeFigure, Said, beside_figure, said_at
from measurement.measured import measured
from measurement.models import Indicator, Measurement, Target
from measurement.reading import PointFigure, TargetFigure, Trend, read, way_to
from measurement.releases import as_told
from measurement.then import as_defined
from measurement.words import counted, plain
from sites.models import Neighbourhood, Site


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """An indicator at a site: its series, what it says and where it comes from.

    `points` is empty where no single series exists for the site; `refusal` then says why and
    `parts` holds one series for each neighbourhood.
    """

    code: str
    theme: str
    name: str
    question: str
    definition: str
    unit: str
    value_type: str
    direction: str
    kind: str
    periodicity: str
    level: str
    is_local: bool
    is_entered: bool
    is_additive: bool
    is_ratio: bool
    source: str
    vintage: str
    caution: str
    place: str
    band_low: Decimal | None = None
    band_high: Decimal | None = None
    points: tuple[PointFigure, ...] = ()
    parts: tuple[SeriesFigure, ...] = ()
    target: TargetFigure | None = None
    trend: str = Trend.NO_DATA
    sentence: str = ""
    refusal: str = ""
    files: tuple[str, ...] = field(default=())
    # Among the site's first figures, 1 to 5; 0 when it is not.
    rank: int = 0
    # False for a common indicator of which nothing stands at this site.
    is_followed: bool = True
    check: Check | None = None
    disputes: tuple[DisputeFigure, ...] = ()
    # Since when no value is entered for it any more.
    retired_on: date | None = None

    @property
    def is_apart(self) -> bool:
        """True where each neighbourhood has its own series."""
        return bool(self.parts)

    @property
    def latest(self) -> PointFigure | None:
        """The last value that may be shown."""
        return next((p for p in reversed(self.points) if p.drawn), None)

    @property
    def counted_in(self) -> str:
        """The unit of its last value: that of the definition by which it was measured."""
        last = self.latest
        return (last.unit if last else "") or self.unit

    @property
    def chart(self) -> Chart:
        """What is drawn of its series, each point with what is read of it alone."""
        return chart_of(
            self.name, self.points, self.counted_in,
            source=self.source, name=self.place, target=self.aim,
        )  # fmt: skip

    @property
    def card(self) -> Chart:
        """The same for a card, on which no point is read alone."""
        return chart_of(
            self.name, self.points, self.counted_in,
            name=self.place, target=self.aim, alone=False,
        )  # fmt: skip

    @property
    def aim(self) -> Aim | None:
        """What is drawn of its target, or of the range in which it should stay."""
        return target_of(self.target) or range_of(self.band_low, self.band_high)

    @property
    def value_shown(self) -> str:
        """The last value as it is written large: « 64 », « 46 % »; empty without one."""
        return plain(self.latest.value, self.counted_in) if self.latest else ""

    @property
    def apart(self) -> str:
        """The values of its places, each by name, where they make no single one."""
        return told_apart(self.parts, self.unit) if self.refusal else ""

    @property
    def unit_shown(self) -> str:
        """The unit beside that value, where it is a word and not a sign."""
        said = counted(self.counted_in, self.latest.value if self.latest else None)
        return told_like(self.counted_in, said)

    @property
    def validated_by(self) -> str:
        """Which other seat said that the last value stands, or sent it back; empty for neither."""
        return self.check.sentence if self.check else ""

    @property
    def dispute(self) -> str:
        """What prints beside the figure: open disputes, and those of its last period with the answer."""
        return beside_figure(self.near)

    def dispute_in(self, place: str) -> str:
        """What prints beside the value of one of its neighbourhoods, by the name of that."""
        return beside_figure([one for one in self.near if one.place == place])

    @property
    def near(self) -> tuple[DisputeFigure, ...]:
        """The disputes that are open, and those about its last period."""
        last = self.latest.ends_on if self.latest else None
        return tuple(d for d in self.disputes if d.is_open or self.parts or d.ends_on == last)

    @property
    def has_values(self) -> bool:
        """True when some place of the site has a value to show."""
        return self.latest is not None or any(part.latest for part in self.parts)

    @property
    def may_have_target(self) -> bool:
        """A context figure is never judged, an official one or how people live not the site's aim."""
        judged = self.direction != Indicator.Direction.CONTEXT
        asked = self.is_entered and self.retired_on is None
        return asked and judged and self.kind != Indicator.Kind.POPULATION


def indicator_table(
    site: Site, on: date | None = None, *, as_of: datetime | None = None, every: bool = False
) -> tuple[IndicatorFigure, ...]:
    """The indicators of a site, its own first, in six or seven queries whatever their number.

    A common one of which nothing stands here is in the catalogue only; `every` takes it too. With
    `as_of` they are what was shown at that instant, whatever was corrected or chosen since.
    """
    figures = build(site, list(known_at(site, as_of)), on, as_of)
    shown = (figure for figure in figures if every or figure.is_followed)
    return tuple(sorted(shown, key=lambda figure: not figure.is_local))


def indicator(
    site: Site,
    found: Indicator,
    on: date | None = None,
    *,
    as_of: datetime | None = None,
    written: Written | None = None,
) -> IndicatorFigure:
    """One indicator at a site, as it is shown now or was at an instant.

    `written` is all that was written of it by then, where that was read already.
    """
    if written is None:
        return build(site, [found], on, as_of)[0]
    places, rows = written.perimeter, written.rows
    return build(site, [found], on, as_of, perimeter=places, written=rows)[0]


def build(
    site: Site,
    indicators: list[Indicator],
    on: date | None,
    as_of: datetime | None,
    *,
    perimeter: Perimeter | None = None,
    written: Sequence[Measurement] | None = None,
) -> list[IndicatorFigure]:
    """The figures of these indicators, from one reading of the values and targets."""
    on = on or (timezone.localdate(as_of) if as_of else clock.today())
    indicators = [found.spoken() for found in as_defined(indicators, as_of)]
    perimeter = perimeter or perimeter_of(site)
    places, moved = perimeter.on(on), {Indicator.Level.SITE.value: perimeter.cuts()}
    if written is None:
        written = written_at(site, indicators, places, as_of)
    rows = by_indicator(as_told(standing(written), as_of))
    last = [held[-1] for held in rows.values() if held[-1].site_id]
    said = said_at(site, last, indicators, as_of)
    former = measured(both(rows), indicators, as_of=as_of)
    made = [
        figure_of(
            found,
            rows.get(found.pk, []),
            places,
            target=said.targets.get((found.pk, found.version)),
            place=place_of(site, found),
            told=partial(series, unproduced=said.unproduced, rules=former),
            rules=exact.definition_of(former.of_last(rows.get(found.pk, []), found)),
            cuts=(*said.cuts.get(found.pk, ()), *moved.get(found.level, ())),
        )
        for found in indicators
    ]
    return [
        as_said(found, figure, rows.get(found.pk, []), said, as_of)
        for found, figure in zip(indicators, made, strict=True)
    ]


def as_said(
    found: Indicator,
    figure: IndicatorFigure,
    rows: Sequence[Measurement],
    said: Said,
    as_of: datetime | None,
) -> IndicatorFigure:
    """The figure with what stands beside it: its rank, who looked at it and who contests it."""
    return replace(
        figure,
        rank=said.ranks.get(found.pk, 0),
        check=said.last_of(rows),
        disputes=said.disputes.get(found.pk, ()),
        is_followed=found.is_local or found.pk in said.ranks or bool(rows),
        retired_on=found.retired_on if is_gone(found, as_of) else None,
    )


def place_of(site: Site, found: Indicator) -> str:
    """What the values are about, in words."""
    if found.level == Indicator.Level.CONTRACT and site.city_contract:
        return _("city contract %(name)s") % {"name": site.city_contract.name}
    return site.name


def figure_of(
    found: Indicator,
    rows: list[Measurement],
    places: list[Neighbourhood],
    *,
    target: Target | None,
    place: str,
    told: Callable[..., tuple[PointFigure, ...]],
    rules: Rules,
    cuts: Sequence[Cut] = (),
) -> IndicatorFigure:
    """One indicator with its single series, or with one for each neighbourhood."""
    parts: tuple[SeriesFigure, ...] = ()
    refusal = ""
    of = partial(told, found, cuts=cuts)
    points = of(rows)
    if found.level == Indicator.Level.NEIGHBOURHOOD:
        parts = tuple(
            SeriesFigure(n.pk, n.name, of([r for r in rows if r.neighbourhood_id == n.pk]))
            for n in places
        )
        place = parts[0].name if len(parts) == 1 else place
        points, refusal = together(found, parts, cuts)
        if refusal:
            parts, refusal = judged_apart(parts, refusal, rules)
    # A target of the definition that stands is no aim of values measured by the one before.
    follows = rules.version == found.version
    aimed = target_figure(target, points if follows else (), rules)
    course, words = read(points, rules, aimed if follows else None)
    return IndicatorFigure(
        **{name: getattr(found, name) for name in COPIED},
        place=place,
        points=points,
        parts=parts if len(parts) > 1 else (),
        target=aimed,
        trend=course,
        sentence=refusal or words,
        refusal=refusal,
        files=tuple(sorted({row.source_file for row in rows if row.source_file})),
    )


def by_indicator(values: Iterable[Measurement]) -> dict[Any, list[Measurement]]:
    """The values of each indicator, in their order."""
    rows: dict[Any, list[Measurement]] = {}
    for row in values:
        rows.setdefault(row.indicator_id, []).append(row)
    return rows


def both(rows: Mapping[Any, Sequence[Measurement]]) -> Iterable[Measurement]:
    """Values and those that they replaced."""
    for row in chain.from_iterable(rows.values()):
        yield row
        before = row.replaces if row.replaces_id else None
        if before:
            yield before


COPIED = (
    "code", "theme", "name", "question", "definition", "unit", "value_type", "direction", "kind", "periodicity",
    "level", "is_local", "is_entered", "is_additive", "is_ratio", "source", "vintage", "caution",
    "band_low", "band_high",
)  # fmt: skip


def target_figure(
    target: Target | None, points: Sequence[PointFigure], rules: Rules
) -> TargetFigure | None:
    """What is aimed at, and how much of the way lies behind."""
    if target is None:
        return None
    aimed = TargetFigure(
        value=target.value,
        due_on=target.due_on,
        since=target.since,
        label=horizon(target.due_on),
        note=target.note,
    )
    return replace(aimed, way=way_to(points, rules, aimed))


def horizon(due_on: date) -> str:
    """« fin 2027 » for the last day of a year, else the day."""
    if (due_on.month, due_on.day) == (12, 31):
        return _("by the end of %(year)s") % {"year": due_on.year}
    return _("by %(day)s") % {"day": day(due_on)}
