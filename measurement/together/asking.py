"""Of which days the figures of all sites are asked, and as they stood at which instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Exists, OuterRef, Subquery, UUIDField
from django.utils.translation import gettext as _

from kit import clock
from kit.reads import Given, compiled
from measurement.engine.observations import Span
from measurement.exact import UNSTATED
from measurement.models import Indicator, Measurement, Reason
from measurement.periods import Period, latest, period_of

QUARTER = "quarter"
# Ten years of quarters are offered.
OFFERED = 40
UNDATED = "sans-date"
EVER = datetime.max.replace(tzinfo=UTC)
# The distinct days on which periods of a figure begin, each found by its place in the index; what
# was taken back with its file is none of them.
BEGINNINGS = """
WITH RECURSIVE standing AS NOT MATERIALIZED (
    SELECT m.starts_on FROM measurement_measurement m
    WHERE m.indicator_id = %(key)s AND m.starts_on IS NOT NULL AND m.reason_code <> 'undone'
        AND m.entered_at <= %(then)s
        AND NOT EXISTS (
            SELECT FROM measurement_measurement c
            WHERE c.indicator_id = m.indicator_id AND c.starts_on = m.starts_on
                AND c.replaces_id = m.id AND c.replaces_id IS NOT NULL AND c.reason_code = 'undone'
                AND c.entered_at <= %(then)s
        )
), found(starts_on) AS (
    (SELECT starts_on FROM standing ORDER BY starts_on DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT s.starts_on FROM standing s WHERE s.starts_on < found.starts_on
            ORDER BY s.starts_on DESC LIMIT 1)
    FROM found WHERE found.starts_on IS NOT NULL
)
SELECT found.starts_on,
    (SELECT max(ends_on) FROM measurement_measurement
     WHERE indicator_id = %(key)s AND entered_at <= %(then)s AND starts_on = found.starts_on)
FROM found WHERE found.starts_on IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A quarter, the day whose page is read again (None: today), and the last instant of it."""

    quarter: Period
    day: date | None = None
    instant: datetime | None = None

    @property
    def shown_on(self) -> date:
        """The day on which the page is read."""
        return self.day or clock.today()


@dataclass(frozen=True, slots=True)
class Moment:
    """The days that a figure is asked for; None where its source does not state them."""

    period: Period | None

    @property
    def span(self) -> Span:
        """As the engine knows it."""
        return Span(self.period.starts_on, self.period.ends_on) if self.period else UNSTATED

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return self.period.starts_on.isoformat() if self.period else UNDATED

    def label(self, found: Indicator) -> str:
        """In words; of days that are not stated, the vintage."""
        return self.period.label if self.period else found.vintage or _("period not stated")

    def known_on(self, found: Indicator, shown_on: date) -> date:
        """The day on which the sites and their neighbourhoods are looked at."""
        if self.period is None or found.periodicity == Indicator.Periodicity.IRREGULAR:
            return shown_on
        return min(self.period.ends_on, shown_on)

    def rows(self, found: Any, instant: datetime | None = None) -> Any:
        """The values that stand, or stood, whose period begins in these days: of one figure or several.

        A correction is of the same figure and days, so that it is looked for among these alone.
        """
        keys = found if isinstance(found, list) else [found]
        days: dict[str, Any] = {"starts_on": None}
        if self.period is not None:
            days = {"starts_on__range": (self.period.starts_on, self.period.ends_on)}
        among = Measurement.objects.filter(indicator__in=keys, **days)
        if instant is not None:
            among = among.filter(entered_at__lte=instant)
        corrected = among.filter(
            replaces__isnull=False, replaces=OuterRef("pk"), indicator=OuterRef("indicator")
        )
        return (
            among.filter(~Exists(corrected))
            .exclude(reason_code=Reason.UNDONE)
            .select_related("release")
        )


def quarters(today: date) -> list[Period]:
    """Those that are offered, the one that runs first."""
    return latest(QUARTER, before=today, count=OFFERED)


def last_ended(periodicity: str, on: date) -> Period:
    """The last period of a rhythm that had ended by the end of a day."""
    running = period_of(on, periodicity)
    return running if running.ends_on <= on else latest(periodicity, before=on, count=2)[1]


def moments(found: list[Indicator], asked: Asked) -> dict[Any, Moment]:
    """Of what sites give, the last period that had ended with the quarter; of files, the last known.

    One query; each last vintage is found by its place in an index.
    """
    until = asked.quarter.ends_on
    rare = [one.pk for one in found if not one.is_entered]
    then = Given("then", DateTimeField()) if asked.instant else None
    known = vintage_rows(then, keys=rare, until=until, then=asked.instant) if rare else []
    vintages = {row.pk: Moment(Period(row.first, row.last) if row.first else None) for row in known}
    return {
        one.pk: vintages[one.pk]
        if one.pk in vintages
        else Moment(last_ended(one.periodicity, until))
        for one in found
    }


@compiled
def vintage_rows(then: Any) -> Any:
    known = {"entered_at__lte": then} if then else {}
    undone = Measurement.objects.filter(
        replaces__isnull=False, replaces=OuterRef("pk"), indicator=OuterRef("indicator"),
        starts_on=OuterRef("starts_on"), reason_code=Reason.UNDONE, **known,
    )  # fmt: skip
    last = (
        Measurement.objects.filter(
            ~Exists(undone),
            indicator=OuterRef("pk"),
            starts_on__lte=Given("until", DateField()),
            **known,
        )
        .exclude(reason_code=Reason.UNDONE)
        .order_by("-starts_on", "-ends_on")
    )
    of = Indicator.objects.filter(pk__among=Given("keys", UUIDField())).order_by("pk")
    first, until = (Subquery(last.values(name)[:1]) for name in ("starts_on", "ends_on"))
    return of.annotate(first=first, last=until).values("pk", "first", "last")


def moments_of(found: Indicator, day: date, instant: datetime | None = None) -> list[Moment]:
    """The periods of one figure that can be asked for, or could at an instant, newest first."""
    if found.is_entered:
        return [Moment(p) for p in latest(found.periodicity, before=day, count=OFFERED)]
    then = instant or EVER
    with connection.cursor() as cursor:
        cursor.execute(BEGINNINGS, {"key": found.pk, "then": then})
        dated = [Moment(Period(*row)) for row in cursor.fetchall()]
    undated = Measurement.objects.filter(indicator=found, starts_on=None, entered_at__lte=then)
    return [*dated, Moment(None)] if undated.exists() or not dated else dated
