"""The national team says when values are given, locks periods, and opens them for a site."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.instants import no_writing
from measurement.models import Indicator, LockException, Window
from measurement.periods import Period
from sites.models import Site


@dataclass(frozen=True)
class WindowDays:
    """From when values may be given, by when they are due, from when none is taken and why."""

    opens_on: date
    due_on: date
    locks_on: date | None = None
    why: str = ""


@transaction.atomic
def set_window(periodicity: str, period: Period, days: WindowDays, *, by: User) -> Window:
    """The days of a reporting period, for all sites; set again, the journal keeps what stood before.

    A lock lies after the day by which values are due, and says why. Values that somebody is
    entering at this moment are in before it, or not at all; while a long file goes in it is refused
    for now.
    """
    refuse_disorder(period, days)
    no_writing()
    now = clock.now()
    fields = {"ends_on": period.ends_on, "set_by": by, "set_at": now, **vars(days)}
    fields["why"] = days.why.strip()
    found, new = Window.objects.get_or_create(
        periodicity=periodicity, starts_on=period.starts_on, defaults=fields
    )
    if not new:
        found = Window.objects.locked().get(pk=found.pk)
        stands = WindowDays(found.opens_on, found.due_on, found.locks_on, found.why)
        if stands == WindowDays(days.opens_on, days.due_on, days.locks_on, fields["why"]):
            return found
        for name, value in fields.items():
            setattr(found, name, value)
        found.save(update_fields=list(fields))
    event = events.WindowSet(
        rhythm=Indicator.Periodicity(periodicity), period=period, opens_on=days.opens_on,
        due_on=days.due_on, locks_on=days.locks_on, why=fields["why"],
    )  # fmt: skip
    record(event, by=by, about=found)
    return found


def refuse_disorder(period: Period, days: WindowDays) -> None:
    """The days of a period lie in their order, and a lock has its reason."""
    if days.opens_on < period.starts_on:
        raise Refusal(_("Values may not be entered before their period begins."))
    if days.due_on < days.opens_on:
        raise Refusal(_("Values are due after they may be entered."))
    if days.locks_on is None:
        if days.why.strip():
            raise Refusal(_("Say from when it locks, or take the reason away."))
        return
    if days.locks_on <= days.due_on:
        raise Refusal(_("A period locks after the day by which its values are due."))
    if not days.why.strip():
        raise Refusal(_("Say why it locks: the people of the sites read it."))


@transaction.atomic
def open_for(window: Window, *, site: Site, reason: str, until: date, by: User) -> LockException:
    """A site may enter and correct values of a locked period until a day, for a reason."""
    window, reason = Window.objects.locked().get(pk=window.pk), reason.strip()
    if not reason:
        raise Refusal(_("Say why it is opened for this site: the reason is kept."))
    if until < clock.today():
        raise Refusal(_("The last day of the exception lies in the past."))
    if window.locks_on is None:
        raise Refusal(_("This period does not lock."))
    last = window.exceptions.filter(site=site).order_by("-given_at").first()
    if last and (last.reason, last.until) == (reason, until):
        return last
    given: LockException = LockException.objects.create(
        window=window, site=site, reason=reason, until=until, given_by=by, given_name=str(by),
        given_at=clock.now(),
    )  # fmt: skip
    record(events.LockOpened(window.period, until, reason), by=by, site=site, about=given)
    return given
