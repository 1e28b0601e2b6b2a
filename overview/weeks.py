"""Weeks from Monday to Sunday, as the national team looks back on them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from kit import clock
from kit.templatetags.kit import weekday

WEEK = timedelta(days=7)
# The experiment began in this year: no week before has anything to tell.
FIRST = date(2020, 12, 28)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days; `monday` is the first."""

    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + WEEK - timedelta(days=1)

    @property
    def begins(self) -> datetime:
        """The first instant, in Paris."""
        return clock.begins(self.monday)

    @property
    def ends(self) -> datetime:
        """The first instant of the next week."""
        return clock.begins(self.monday + WEEK)

    @property
    def running(self) -> bool:
        """True while the week is not over."""
        return self.sunday >= clock.today()

    @property
    def last_day(self) -> date:
        """The last day of which something can be told: today in the running week."""
        return min(self.sunday, clock.today())

    @property
    def words(self) -> str:
        """« du lundi 16 novembre 2026 au dimanche 22 novembre 2026 »."""
        return _("from %(first)s to %(last)s") % {
            "first": weekday(self.monday),
            "last": weekday(self.last_day),
        }

    @property
    def before(self) -> "Week | None":
        """The week before, None at the beginning of the experiment."""
        return Week(self.monday - WEEK) if self.monday > FIRST else None

    @property
    def after(self) -> "Week | None":
        """The next one, None after the running week."""
        return None if self.running else Week(self.monday + WEEK)

    @property
    def near(self) -> bool:
        """True for the running week and the one before: what needs a call today belongs to them."""
        return self.monday >= week_of(clock.today()).monday - WEEK


def week_of(day: date) -> Week:
    """The week in which a day lies."""
    return Week(day - timedelta(days=day.weekday()))


def last_week() -> Week:
    """The last week that is over: the one of which Monday's letter tells."""
    return Week(week_of(clock.today()).monday - WEEK)


def asked_week(text: str) -> Week:
    """The week of a day in the address; the last one that is over where that makes no sense."""
    try:
        found = week_of(date.fromisoformat(text))
    except (ValueError, OverflowError):
        return last_week()
    return found if FIRST <= found.monday <= clock.today() else last_week()
