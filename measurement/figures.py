"""Figures of one site and of many, as values that pages and papers share.

Rates are never added up nor averaged; counts are summed over neighbourhoods only when each of
them has its value. What cannot be computed says why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from kit import clock
from kit.templatetags.kit import day, number
from measurement import exact
from measurement.models import Indicator, Measurement, Target
from measurement.periods import MONTHS, Period, between, period_of
from measurement.reading import Kind, PointFigure, TargetFigure, Trend, sentence, trend
from measurement.words import NO_BREAK, SIGNS, agreed
from sites.models import Neighbourhood, Site

GRACE = timedelta(days=30)
HEADLINE_ORDER = ("rev-01", "emp-01", "moy-01", "pop-01", "dro-01")


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


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """An indicator at a site: its series, what it says and where it comes from.

    `points` is empty where no single series exists for the site; `refusal` then says why and
    `parts` holds one series for each neighbourhood.
    """

    code: str
    name: str
    question: str
    definition: str
    unit: str
    value_type: str
    direction: str
    periodicity: str
    level: str
    is_local: bool
    is_entered: bool
    is_additive: bool
    source: str
    vintage: str
    caution: str
    place: str
    points: tuple[PointFigure, ...] = ()
    parts: tuple[SeriesFigure, ...] = ()
    target: TargetFigure | None = None
    trend: str = Trend.NO_DATA
    sentence: str = ""
    refusal: str = ""
    files: tuple[str, ...] = field(default=())

    @property
    def latest(self) -> PointFigure | None:
        """The last value that may be shown."""
        return next((p for p in reversed(self.points) if p.drawn), None)

    @property
    def value_shown(self) -> str:
        """The last value as it is written large: « 64 », « 46 % »; empty without one."""
        if self.latest is None:
            return ""
        sign = f"{NO_BREAK}{self.unit}" if self.unit in SIGNS else ""
        return f"{number(self.latest.value)}{sign}"

    @property
    def unit_shown(self) -> str:
        """The unit beside that value, where it is a word and not a sign."""
        if self.unit in SIGNS:
            return ""
        return agreed(self.unit, self.latest.value) if self.latest else self.unit

    @property
    def has_values(self) -> bool:
        """True when some place of the site has a value to show."""
        return self.latest is not None or any(part.latest for part in self.parts)

    @property
    def may_have_target(self) -> bool:
        """A context figure is never judged, an official one is not the site's to aim at."""
        return self.is_entered and self.direction != Indicator.Direction.CONTEXT


def indicator_table(site: Site, on: date | None = None) -> tuple[IndicatorFigure, ...]:
    """All indicators of a site, its own first, in four or five queries whatever their number."""
    figures = build(site, list(Indicator.objects.at(site)), on)
    return tuple(sorted(figures, key=lambda figure: not figure.is_local))


def indicator(site: Site, found: Indicator, on: date | None = None) -> IndicatorFigure:
    """One indicator at a site."""
    return build(site, [found], on)[0]


def headline(site: Site, n: int = 3) -> tuple[IndicatorFigure, ...]:
    """The figures that a site shows first: what it follows itself, then the common ones.

    Only those that have a value; the order never depends on the values.
    """
    usable = [figure for figure in indicator_table(site) if figure.has_values]
    rank = {code: place for place, code in enumerate(HEADLINE_ORDER)}
    common = sorted(
        (f for f in usable if not f.is_local), key=lambda f: rank.get(f.code, len(rank))
    )
    return tuple([*(f for f in usable if f.is_local), *common][:n])


def build(site: Site, indicators: list[Indicator], on: date | None) -> list[IndicatorFigure]:
    """The figures of these indicators, from one reading of the values and targets."""
    places = site.neighbourhoods_on(on)
    rows: dict[Any, list[Measurement]] = {}
    for row in values_at(site, indicators, places):
        rows.setdefault(row.indicator_id, []).append(row)
    targets = {
        target.indicator_id: target
        for target in Target.objects.filter(site=site, indicator__in=indicators, replaced_by=None)
    }
    return [
        figure_of(
            found,
            rows.get(found.pk, []),
            places,
            target=targets.get(found.pk),
            place=place_of(site, found),
        )
        for found in indicators
    ]


def place_of(site: Site, found: Indicator) -> str:
    """What the values are about, in words."""
    if found.level == Indicator.Level.CONTRACT and site.city_contract:
        return _("city contract %(name)s") % {"name": site.city_contract.name}
    return site.name


def values_at(
    site: Site, indicators: Sequence[Indicator], places: Sequence[Neighbourhood]
) -> Iterable[Measurement]:
    """The current values about the site, its neighbourhoods or its city contract."""
    where = Q(site=site) | Q(neighbourhood__in=[place.pk for place in places])
    if site.city_contract_id:
        where |= Q(contract=site.city_contract_id)
    found = Measurement.objects.current().filter(where, indicator__in=indicators)
    return found.select_related("replaces").in_order()


def figure_of(
    found: Indicator,
    rows: list[Measurement],
    places: list[Neighbourhood],
    *,
    target: Target | None,
    place: str,
) -> IndicatorFigure:
    """One indicator with its single series, or with one for each neighbourhood."""
    parts: tuple[SeriesFigure, ...] = ()
    refusal = ""
    points = series(found, rows)
    if found.level == Indicator.Level.NEIGHBOURHOOD:
        parts = tuple(
            SeriesFigure(
                n.pk, n.name, series(found, [r for r in rows if r.neighbourhood_id == n.pk])
            )
            for n in places
        )
        place = parts[0].name if len(parts) == 1 else place
        points, refusal = together(found, parts)
    aimed = target_figure(target)
    step = exact.step_of(found, rows)
    return IndicatorFigure(
        **{name: getattr(found, name) for name in COPIED},
        place=place,
        points=points,
        parts=parts if len(parts) > 1 else (),
        target=aimed,
        trend=trend(points, found.direction, step),
        sentence=refusal or sentence(points, found.direction, found.unit, aimed, step),
        refusal=refusal,
        files=tuple(sorted({row.source_file for row in rows if row.source_file})),
    )


COPIED = (
    "code", "name", "question", "definition", "unit", "value_type", "direction", "periodicity",
    "level", "is_local", "is_entered", "is_additive", "source", "vintage", "caution",
)  # fmt: skip


def target_figure(target: Target | None) -> TargetFigure | None:
    if target is None:
        return None
    return TargetFigure(
        value=target.value,
        due_on=target.due_on,
        since=target.since,
        label=horizon(target.due_on),
        note=target.note,
    )


def horizon(due_on: date) -> str:
    """« fin 2027 » for the last day of a year, else the day."""
    if (due_on.month, due_on.day) == (12, 31):
        return _("by the end of %(year)s") % {"year": due_on.year}
    return _("by %(day)s") % {"day": day(due_on)}


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
        reason=row.note or (row.get_state_display() if row.value is None else ""),
        replaces=None if hidden or found.hides(before) else before,
        ends_on=row.ends_on,
        measurement_id=row.pk,
    )


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
    complete = len(known) == len(row) and all(p.drawn for p in known)
    first = known[0]
    cut = any(p.kind == Kind.BREAK for p in known)
    return PointFigure(
        label=first.label,
        period=first.period,
        at=first.at,
        value=sum((p.value or Decimal(0) for p in known), Decimal(0)) if complete else None,
        kind=(Kind.BREAK if cut else Kind.REAL) if complete else Kind.GAP,
        state="observed" if complete else "missing",
        reason="" if complete else _("one of the neighbourhoods has no value"),
        ends_on=first.ends_on,
    )


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Of the indicators that a site enters itself, how many have the value that was due."""

    done: int
    due: int


def up_to_date(sites: Iterable[Site]) -> dict[Any, UpToDate]:
    """For each site, in one query; a value is due thirty days after its period has ended.

    An absence that was said with its reason counts as done: it was not forgotten.
    """
    keys = [site.pk for site in sites]
    # The last value of each, found by its place: all values of a country are a quarter of a million.
    current = Measurement.objects.current().filter(
        indicator=OuterRef("pk"), site=OuterRef("site"), ends_on__isnull=False
    )
    own = (
        Indicator.objects.filter(site__pk__among=keys, level=Indicator.Level.SITE)
        .order_by("pk")
        .annotate(last=Subquery(current.order_by("-ends_on").values("ends_on")[:1]))
        .values_list("pk", "site", "periodicity", "last")
    )
    done, due = dict.fromkeys(keys, 0), dict.fromkeys(keys, 0)
    today = clock.today()
    for _pk, site, periodicity, reached in own:
        due[site] += 1
        done[site] += reached is not None and reached >= last_due(periodicity, today)
    return {key: UpToDate(done[key], due[key]) for key in keys}


def last_due(periodicity: str, today: date) -> date:
    """The last day of the latest period whose value was due by today."""
    running = period_of(today - GRACE + timedelta(days=1), periodicity)
    return running.starts_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over neighbourhoods, or why there is none."""

    value: Decimal | None
    counted: int
    without: int
    refusal: str = ""


def total(found: Indicator, codes: Iterable[str] | None = None) -> Total:
    """The sum of a count over a set of neighbourhoods (all by default), each counted once."""
    if found.level != Indicator.Level.NEIGHBOURHOOD:
        return Total(None, 0, 0, _("Rates are neither added up nor averaged."))
    rows = Measurement.objects.current().filter(indicator=found)
    if codes is not None:
        rows = rows.filter(neighbourhood__in=set(codes))
    answer = exact.added_up(found, rows.order_by("neighbourhood"))
    covered = answer.coverage
    without = covered.places_expected - covered.observed - covered.unreported
    if answer.refusal or answer.value is None:
        reason = exact.refused(answer.refusal) if answer.refusal else _("No measure yet.")
        return Total(None, 0, 0, reason)
    return Total(
        Decimal(answer.value.numerator) / answer.value.denominator, covered.observed, without
    )
