"""Support days of sites: done of the twelve, next, promised, asked for, who came, what stays."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kit import clock
from partnership.models import Audience, SupportDay
from sites.models import Site

# What a site of the experiment is promised: so many days of co-training.
PROMISED_DAYS = 12
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A support that a site asked for and that has no day yet: what, what for, by whom, since when."""

    id: Any
    title: str
    kind_words: str
    need: str
    asked_on: date
    asked_by: str

    @property
    def waits(self) -> int:
        """Days since it was asked."""
        return (clock.today() - self.asked_on).days


@dataclass(frozen=True, slots=True)
class SupportFigure:
    """One support day, with who came and what it left behind."""

    id: Any
    kind: str
    kind_words: str
    title: str
    state: str
    state_words: str
    asked_on: date | None
    asked_by: str
    need: str
    on: date | None
    days: Decimal | None
    led_by: str
    coach: Any
    promised: str
    reason: str
    attendance: tuple[tuple[str, int], ...]
    handouts: tuple[tuple[str, str], ...]

    @property
    def people(self) -> int:
        return sum(count for _audience, count in self.attendance)

    @property
    def overdue(self) -> bool:
        """True when its day has passed and nobody has said how it went."""
        return self.state == SupportDay.State.PLANNED and bool(self.on and self.on < clock.today())

    @property
    def waits(self) -> int:
        """Days since it was asked, while it has no day; 0 otherwise."""
        asked = self.asked_on if self.state == SupportDay.State.ASKED else None
        return (clock.today() - asked).days if asked else 0


@dataclass(frozen=True, slots=True)
class SupportSummary:
    """A site's support in a line. `done` counts days of co-training held, of the twelve promised."""

    done: Decimal
    planned: Decimal
    by_kind: tuple[tuple[str, Decimal], ...]
    asked: tuple[SupportFigure, ...]
    next: SupportFigure | None
    unconfirmed: tuple[SupportFigure, ...]
    promised_days: int = PROMISED_DAYS

    @property
    def overdue(self) -> int:
        """How many planned days have passed without a word of how they went."""
        return len(self.unconfirmed)

    @property
    def left(self) -> Decimal:
        """Days of co-training still to be held."""
        return max(ZERO, self.promised_days - self.done)

    @property
    def asked_since(self) -> date | None:
        """Since when the first request has waited."""
        return min((s.asked_on for s in self.asked if s.asked_on), default=None)


@dataclass(frozen=True, slots=True)
class SupportAhead:
    """What is still to come at a site: what it asked for, the next day, days nobody has told of."""

    asked: tuple[SupportFigure, ...] = ()
    next: SupportFigure | None = None
    unconfirmed: tuple[SupportFigure, ...] = ()


def support_ahead(sites: Iterable[Any]) -> dict[Any, SupportAhead]:
    """What is still to come at each site, in one query whatever their number."""
    found: dict[Any, list[SupportDay]] = {site.pk: [] for site in sites}
    states = (SupportDay.State.ASKED, SupportDay.State.PLANNED)
    for row in SupportDay.objects.filter(site__pk__among=list(found), state__in=states).newest():
        found[row.site_id].append(row)
    return {key: ahead_of(rows) for key, rows in found.items()}


def ahead_of(rows: Sequence[SupportDay]) -> SupportAhead:
    """What is still to come of one site's days that were not held."""
    today = clock.today()
    days = [not_held(row) for row in rows]
    planned = sorted((d for d in days if d.on), key=lambda d: d.on or today)
    return SupportAhead(
        asked=tuple(d for d in days if d.state == SupportDay.State.ASKED),
        next=next((d for d in planned if not d.overdue), None),
        unconfirmed=tuple(d for d in planned if d.overdue),
    )


def support_days(site: Site) -> tuple[SupportFigure, ...]:
    """All support days of a site: what is asked first, then the latest; three queries."""
    rows = site.support_days.newest().prefetch_related("attendance", "handouts")
    return tuple(support_figure(row) for row in rows)


def support_figure(row: SupportDay) -> SupportFigure:
    """A support day as a value; its attendance and handouts are at hand."""
    counts = {a.audience: a.people for a in row.attendance.all()}
    left = sorted(row.handouts.all(), key=lambda h: h.created_at)
    return replace(
        not_held(row),
        attendance=tuple((str(a.label), counts[a]) for a in Audience if a in counts),
        handouts=tuple((h.title, h.url) for h in left),
    )


def not_held(row: SupportDay) -> SupportFigure:
    """A support day that is still to be held, as a value: nobody came yet, nothing was left."""
    return SupportFigure(
        id=row.pk,
        kind=row.kind,
        kind_words=str(row.get_kind_display()),
        title=row.title,
        state=row.state,
        state_words=str(row.get_state_display()),
        asked_on=row.asked_on,
        asked_by=who_asked(row),
        need=row.need,
        on=row.on,
        days=row.days,
        led_by=row.led_by,
        coach=row.coach_id,
        promised=row.promised,
        reason=row.reason,
        attendance=(),
        handouts=(),
    )


def who_asked(row: SupportDay) -> str:
    """« Ines Carpentier (État) », or nothing."""
    if row.asked_by and row.asked_from:
        return f"{row.asked_by} ({row.get_asked_from_display()})"
    return row.asked_by


def people_by_audience(days: Iterable[SupportFigure]) -> tuple[tuple[str, int], ...]:
    """How many came of each kind in all days held: somebody who came twice counts twice."""
    counts: Counter[str] = Counter()
    for day in days:
        counts.update(dict(day.attendance))
    return tuple((str(a.label), counts[str(a.label)]) for a in Audience if counts[str(a.label)])


def asked_of(sites: Iterable[Site]) -> dict[Any, tuple[AskedFigure, ...]]:
    """What each site has asked for and waits for, the longest wait first; one query for all."""
    keys = [site.pk for site in sites]
    rows = SupportDay.objects.filter(site__in=keys, state=SupportDay.State.ASKED)
    found: dict[Any, list[AskedFigure]] = {key: [] for key in keys}
    for row in rows.order_by("asked_on", "created_at"):
        asked_on = row.asked_on or clock.today()
        words = str(row.get_kind_display())
        asked = AskedFigure(row.pk, row.title, words, row.need, asked_on, who_asked(row))
        found[row.site_id].append(asked)
    return {key: tuple(asked) for key, asked in found.items()}


def support_of(sites: Iterable[Site]) -> dict[Any, SupportSummary]:
    """Each site's support in a line, in three queries whatever the number of sites."""
    found = days_of([site.pk for site in sites])
    return {key: summary(days) for key, days in found.items()}


def days_of(keys: Sequence[Any]) -> dict[Any, list[SupportDay]]:
    """The support days of sites that were not cancelled, with who came and what stays."""
    rows = (
        SupportDay.objects.filter(site__in=keys)
        .exclude(state=SupportDay.State.CANCELLED)
        .newest()
        .prefetch_related("attendance", "handouts")
    )
    found: dict[Any, list[SupportDay]] = {key: [] for key in keys}
    for row in rows:
        found[row.site_id].append(row)
    return found


def summary(rows: Sequence[SupportDay]) -> SupportSummary:
    """One site's support in a line."""
    today = clock.today()
    held = [row for row in rows if row.state == SupportDay.State.HELD]
    planned = [row for row in rows if row.state == SupportDay.State.PLANNED]
    ahead = sorted((r for r in planned if r.on and r.on >= today), key=lambda r: r.on or today)
    training = SupportDay.Kind.CO_TRAINING
    return SupportSummary(
        done=length(row for row in held if row.kind == training),
        planned=length(row for row in planned if row.kind == training),
        by_kind=tuple(
            (str(kind.label), length(row for row in held if row.kind == kind))
            for kind in SupportDay.Kind
        ),
        asked=tuple(support_figure(r) for r in rows if r.state == SupportDay.State.ASKED),
        next=support_figure(ahead[0]) if ahead else None,
        unconfirmed=tuple(support_figure(r) for r in reversed(planned) if r not in ahead),
    )


def length(rows: Iterable[SupportDay]) -> Decimal:
    """Days of several rows together."""
    return sum((row.days or ZERO for row in rows), ZERO)
