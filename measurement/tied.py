"""Which indicators show what the plan changes: read by the pages of the plan, of the chain, of a figure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import UUIDField
from django.urls import reverse

from agenda.ties import Gauge, Gauges, register
from kit.reads import Given, compiled
from measurement.figures import IndicatorFigure, indicator_table
from measurement.models import Indicator, IndicatorTie
from sites.models import Site

INDICATOR = Given("indicator", UUIDField())


@dataclass(frozen=True, slots=True)
class TieFigure:
    """One tie as it stands or stood."""

    id: Any
    code: str
    name: str
    activity_id: Any
    activity: str
    strategy: str
    number: int | None
    why: str
    since: date
    who: str
    ended_on: date | None
    reason: str

    @property
    def to(self) -> str:
        """What the indicator is tied to."""
        return self.activity or self.strategy


def ties_of(site: Site, indicator: Indicator | None = None) -> tuple[TieFigure, ...]:
    """The ties of a site, or of one indicator there, the present ones first; one query."""
    rows = (
        tie_rows(None, site=site.pk)
        if indicator is None
        else tie_rows(INDICATOR, site=site.pk, indicator=indicator.pk)
    )
    found = [tie_figure(row) for row in rows]
    return tuple(sorted(found, key=lambda tie: tie.ended_on is not None))


@compiled
def tie_rows(indicator: Any) -> Any:
    """The ties of a site, in the order in which they were made; of one indicator where it is given."""
    rows = IndicatorTie.objects.filter(site=Given("site", UUIDField()))
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    told = rows.select_related("indicator", "activity", "version")
    return told.order_by("tied_on", "indicator__name", "pk")


def tie_figure(row: IndicatorTie) -> TieFigure:
    return TieFigure(
        id=row.pk,
        code=row.indicator.code,
        name=row.indicator.name,
        activity_id=row.activity_id,
        activity=row.activity.title if row.activity else "",
        strategy=row.strategy,
        number=row.version.number if row.version else None,
        why=row.why,
        since=row.tied_on,
        who=row.tied_name,
        ended_on=row.ended_on,
        reason=row.reason,
    )


@register
def gauges_of(site: Site) -> Gauges:
    """The indicators by activity and by strategy, each with its last value; at most six queries."""
    ties = [tie for tie in ties_of(site) if tie.ended_on is None]
    table = {figure.code: figure for figure in indicator_table(site, every=True)} if ties else {}
    activities: dict[Any, list[Gauge]] = defaultdict(list)
    strategies: dict[str, list[Gauge]] = defaultdict(list)
    for tie in ties:
        gauge = gauge_of(site, tie, table[tie.code])
        if tie.activity_id:
            activities[tie.activity_id].append(gauge)
        else:
            strategies[tie.strategy].append(gauge)
    return Gauges(
        activities={key: tuple(found) for key, found in activities.items()},
        strategies={key: tuple(found) for key, found in strategies.items()},
        address=reverse("measurement:tie-list", kwargs={"site": site.slug}),
    )


def gauge_of(site: Site, tie: TieFigure, figure: IndicatorFigure) -> Gauge:
    """An indicator as the plan shows it; without a value that may be shown it has none."""
    return Gauge(
        code=figure.code,
        name=figure.name,
        address=reverse(
            "measurement:indicator-page", kwargs={"site": site.slug, "code": figure.code}
        ),
        value=f"{figure.value_shown} {figure.unit_shown}".strip(),
        period=figure.latest.period if figure.latest else "",
        why=tie.why,
        since=tie.since,
        number=tie.number,
        beside=figure.dispute,
    )


def untied(
    table: Iterable[IndicatorFigure], ties: Iterable[TieFigure]
) -> tuple[IndicatorFigure, ...]:
    """The site's own indicators that are tied to nothing: shown, never hidden."""
    known = {tie.code for tie in ties if tie.ended_on is None}
    return tuple(f for f in table if f.is_local and f.code not in known)
