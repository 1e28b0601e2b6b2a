"""Whether the values of a period may be entered or corrected at a site today, and if not, why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _

from kit import clock
from kit.reads import Given, compiled
from kit.templatetags.kit import day
from measurement.models import LockException, Window
from measurement.periods import Period
from sites.models import Site


@dataclass(frozen=True, slots=True)
class WindowFigure:
    """A reporting period as a site finds it today."""

    window_id: Any
    period: str
    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date
    locks_on: date | None
    why: str
    until: date | None
    today: date
    # The last day of an exception that the site had, where it has none in force.
    ended: date | None = None

    def meets(self, period: Period) -> bool:
        """True for a period that shares a day with it."""
        return self.starts_on <= period.ends_on and period.starts_on <= self.ends_on

    @property
    def is_early(self) -> bool:
        """True before values may be given."""
        return self.today < self.opens_on

    @property
    def is_locked(self) -> bool:
        """True from its lock on, unless the site has an exception in force."""
        return self.locks_on is not None and self.locks_on <= self.today and not self.until

    @property
    def is_shut(self) -> bool:
        """True when nothing may be entered or corrected today."""
        return self.is_early or self.is_locked

    @property
    def sentence(self) -> str:
        """Why nothing may be entered and who can open it, or until when it may; empty when open."""
        facts: dict[str, Any] = {
            "period": self.period,
            "opens": day(self.opens_on),
            "since": day(self.locks_on),
            "until": day(self.until),
            "why": self.why.rstrip("."),
        }
        if self.is_early:
            return _("%(period)s is not open yet: values may be entered from %(opens)s on.") % facts
        if self.is_locked:
            locked = _(
                "%(period)s has been locked since %(since)s: %(why)s. The national team can "
                "open it for your site, for a reason and until a day."
            )
            ended = _("It was open for your site until the end of %(day)s.")
            more = f" {ended % {'day': day(self.ended)}}" if self.ended else ""
            return f"{locked % facts}{more}"
        if self.until:
            return (
                _(
                    "%(period)s has been locked since %(since)s: %(why)s. For your site it is open "
                    "until the end of %(until)s."
                )
                % facts
            )
        return ""


def windows_of(site: Site, periodicity: str) -> dict[date, WindowFigure]:
    """The reporting periods of a rhythm by their first day; one query."""
    today = clock.today()
    rows = windows_at(site=site.pk, periodicity=periodicity)
    return {row.starts_on: window_figure(row, row.last, today) for row in rows}


@compiled
def windows_at() -> Any:
    """The reporting periods of a rhythm, each with the last day of its last exception at a site."""
    given = LockException.objects.filter(window=OuterRef("pk"), site=Given("site", UUIDField()))
    rows = Window.objects.filter(periodicity=Given("periodicity", CharField()))
    last = Subquery(given.order_by("-until").values("until")[:1])
    return rows.annotate(last=last).order_by("starts_on")


def window_figure(row: Window, last: date | None, today: date) -> WindowFigure:
    """A reporting period as a site finds it whose last exception ends, or ended, on a day."""
    opened = last is not None and last >= today
    return WindowFigure(
        row.pk, row.period.label, row.starts_on, row.ends_on, row.opens_on, row.due_on,
        row.locks_on, row.why, last if opened else None, today, None if opened else last,
    )  # fmt: skip


def window_named(key: Any) -> QuerySet[Window]:
    """The reporting period of an address."""
    return Window.objects.filter(pk=key)


def shut(site: Site, periodicity: str, period: Period) -> str:
    """Why nothing may be written for a period at a site today; empty where it may.

    A period that shares a day with one that is shut is shut.
    """
    found = (w for w in windows_of(site, periodicity).values() if w.meets(period))
    return next((w.sentence for w in found if w.is_shut), "")


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A reporting period as the national team reads it, with the sites for which it is open."""

    id: Any
    rhythm: str
    period: str
    opens_on: date
    due_on: date
    locks_on: date | None
    why: str
    is_locked: bool
    exceptions: tuple[str, ...]


def all_windows() -> tuple[WindowRow, ...]:
    """Every reporting period, the latest first, with the exceptions that were given; two queries."""
    today = clock.today()
    given: dict[Any, list[str]] = {}
    rows = LockException.objects.select_related("site").order_by("given_at", "id")
    for one in rows:
        words = _("%(site)s, until %(day)s, by %(who)s: %(reason)s") % {
            "site": one.site.name,
            "day": day(one.until),
            "who": one.given_name,
            "reason": one.reason,
        }
        given.setdefault(one.window_id, []).append(words)
    return tuple(
        WindowRow(
            row.pk, str(row.get_periodicity_display()), row.period.label, row.opens_on, row.due_on,
            row.locks_on, row.why, row.locks_on is not None and row.locks_on <= today,
            tuple(given.get(row.pk, ())),
        )
        for row in Window.objects.order_by("-starts_on", "periodicity")
    )  # fmt: skip


class Doors:
    """Whether values of a period may be written today, for many sites at once: two queries.

    The same answers as `shut`, which asks for one.
    """

    def __init__(self) -> None:
        self.today = clock.today()
        self.windows = list(Window.objects.order_by("starts_on", "id"))
        self.last: dict[tuple[Any, Any], date] = {}
        given = LockException.objects.order_by("until", "id")
        for window_id, site_id, until in given.values_list("window", "site", "until"):
            self.last[window_id, site_id] = until

    def shut(self, site_id: Any, periodicity: str, period: Period) -> str:
        """Why nothing may be written for a period at a site today; empty where it may."""
        rows = (row for row in self.windows if row.periodicity == periodicity)
        found = (self.figure(row, site_id) for row in rows)
        return next((w.sentence for w in found if w.meets(period) and w.is_shut), "")

    def figure(self, row: Window, site_id: Any) -> WindowFigure:
        """The reporting period as the site finds it today."""
        return window_figure(row, self.last.get((row.pk, site_id)), self.today)
