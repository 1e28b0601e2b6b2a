"""Support days are asked for, planned, held and cancelled; what they leave behind is kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance.models import Membership
from journal.actions import record
from kit import clock
from kit.states import Refusal
from partnership import events
from partnership.actions.common import said_in_words
from partnership.models import Attendance, Handout, SupportDay
from sites.models import Site

IN_WORDS = {
    "handout_once_a_support_day": _("This address is already among what the day left behind."),
    "support_lasts_half_days": _("A support day lasts half a day to five days."),
}


def coach_of(site: Site, by: User | None) -> User | None:
    """The author, where they coach this site."""
    coaching = Membership.objects.in_force().filter(kind=Membership.Kind.COACH, site=site)
    return by if by is not None and coaching.filter(person=by).exists() else None


def seat_of(site: Site, by: User | None) -> str:
    """The seat from which somebody speaks at a site today, or nothing."""
    mandate = site.mandates.in_force().filter(person=by).first() if by else None
    return mandate.seat if mandate else ""


def sent_before(once: UUID | None, site: Site) -> SupportDay | None:
    """What the same form has already written."""
    return SupportDay.objects.filter(once=once, site=site).first() if once else None


@transaction.atomic
def ask_support(
    site: Site, *, kind: str, title: str, need: str, by: User | None, once: UUID | None = None
) -> SupportDay:
    """A site says what support it needs; it waits until somebody gives it a day."""
    site = Site.objects.locked().get(pk=site.pk)
    if there := sent_before(once, site):
        return there
    support = SupportDay.objects.create(
        site=site,
        kind=kind,
        title=title,
        need=need,
        asked_on=clock.today(),
        asked_by=str(by or ""),
        asked_from=seat_of(site, by),
        once=once,
    )
    fact = events.SupportAsked(title=title, support_kind=SupportDay.Kind(kind))
    record(fact, by=by, site=site, about=support)
    return support


@transaction.atomic
def log_support(
    site: Site,
    *,
    kind: str,
    title: str,
    on: date,
    days: Decimal,
    by: User | None,
    led_by: str = "",
    promised: str = "",
    attendance: Mapping[str, int] | None = None,
    handouts: Sequence[tuple[str, str]] = (),
    once: UUID | None = None,
) -> SupportDay:
    """A day that nobody had asked for here: planned when it lies ahead, held when it is past."""
    site = Site.objects.locked().get(pk=site.pk)
    if there := sent_before(once, site):
        return there
    ahead = on > clock.today()
    refuse_guesses(attendance, ahead=ahead)
    with said_in_words(IN_WORDS):
        support = SupportDay.objects.create(
            site=site,
            kind=kind,
            title=title,
            state=SupportDay.State.PLANNED if ahead else SupportDay.State.HELD,
            on=on,
            days=days,
            led_by=led_by,
            coach=coach_of(site, by),
            promised=promised,
            once=once,
        )
        leave_behind(support, attendance, handouts)
    record(
        planned(support) if ahead else held(support, attendance), by=by, site=site, about=support
    )
    return support


def refuse_guesses(attendance: Mapping[str, int] | None, *, ahead: bool) -> None:
    if ahead and attendance:
        raise Refusal(_("Who came can be told only once the day is past."))


def leave_behind(
    support: SupportDay,
    attendance: Mapping[str, int] | None,
    handouts: Sequence[tuple[str, str]],
) -> None:
    """Writes who came and what stays."""
    Attendance.objects.bulk_create(
        Attendance(support=support, audience=audience, people=people)
        for audience, people in (attendance or {}).items()
        if people
    )
    Handout.objects.bulk_create(
        Handout(support=support, title=title, url=url) for title, url in handouts
    )


def planned(support: SupportDay) -> events.SupportPlanned:
    return events.SupportPlanned(
        title=support.title,
        support_kind=SupportDay.Kind(support.kind),
        on=support.on or clock.today(),
    )


def held(support: SupportDay, attendance: Mapping[str, int] | None) -> events.SupportHeld:
    return events.SupportHeld(
        title=support.title,
        support_kind=SupportDay.Kind(support.kind),
        on=support.on or clock.today(),
        days=support.days or Decimal(0),
        people=sum((attendance or {}).values()),
    )


@transaction.atomic
def plan_support(
    support: SupportDay,
    *,
    on: date,
    days: Decimal,
    by: User | None,
    led_by: str = "",
    promised: str = "",
) -> SupportDay:
    """A support that was asked for gets its day, or a planned one another day."""
    support = SupportDay.objects.locked().select_related("site").get(pk=support.pk)
    if on < clock.today():
        raise Refusal(_("A planned day lies ahead."))
    facts = {"on": on, "days": days, "led_by": led_by, "promised": promised}
    same = support.state == SupportDay.State.PLANNED and all(
        getattr(support, name) == value for name, value in facts.items()
    )
    if same:
        return support
    coach = support.coach or coach_of(support.site, by)
    with said_in_words(IN_WORDS):
        support.move_to(SupportDay.State.PLANNED, coach=coach, **facts)
    record(planned(support), by=by, site=support.site, about=support)
    return support


@transaction.atomic
def hold_support(
    support: SupportDay,
    *,
    on: date,
    days: Decimal,
    by: User | None,
    attendance: Mapping[str, int] | None = None,
    handouts: Sequence[tuple[str, str]] = (),
) -> SupportDay:
    """The planned day took place: when, how long, who came, what it left behind."""
    support = SupportDay.objects.locked().select_related("site").get(pk=support.pk)
    if on > clock.today():
        raise Refusal(_("A day that lies ahead has not been held."))
    with said_in_words(IN_WORDS):
        support.move_to(SupportDay.State.HELD, on=on, days=days)
        leave_behind(support, attendance, handouts)
    record(held(support, attendance), by=by, site=support.site, about=support)
    return support


@transaction.atomic
def correct_support(
    support: SupportDay,
    *,
    on: date,
    days: Decimal,
    reason: str,
    by: User | None,
    attendance: Mapping[str, int] | None = None,
) -> SupportDay:
    """What was recorded of a held day was wrong; the journal keeps what it said, and why."""
    support = SupportDay.objects.locked().select_related("site").get(pk=support.pk)
    if support.state != SupportDay.State.HELD:
        raise Refusal(_("Only a day that was held is corrected."))
    if on > clock.today():
        raise Refusal(_("A day that lies ahead has not been held."))
    came = dict(support.attendance.order_by("audience").values_list("audience", "people"))
    told = {audience: people for audience, people in (attendance or {}).items() if people}
    if (on, days, told) == (support.on, support.days, came):
        return support
    fact = events.SupportCorrected(
        title=support.title,
        before_on=support.on or on,
        before_days=support.days or days,
        before_people=sum(came.values()),
        reason=reason,
    )
    support.on, support.days = on, days
    with said_in_words(IN_WORDS):
        support.save(update_fields=["on", "days"])
    support.attendance.all().delete()
    leave_behind(support, told, ())
    record(fact, by=by, site=support.site, about=support)
    return support


@transaction.atomic
def cancel_support(support: SupportDay, *, reason: str, by: User | None) -> SupportDay:
    """The day does not take place; the reason is kept."""
    support = SupportDay.objects.locked().select_related("site").get(pk=support.pk)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    support.move_to(SupportDay.State.CANCELLED, reason=reason)
    fact = events.SupportCancelled(title=support.title, reason=reason)
    record(fact, by=by, site=support.site, about=support)
    return support


@transaction.atomic
def leave_handout(support: SupportDay, *, title: str, url: str, by: User | None) -> Handout:
    """Something more that a held day left behind; the same address twice is refused."""
    support = SupportDay.objects.locked().select_related("site").get(pk=support.pk)
    if support.state != SupportDay.State.HELD:
        raise Refusal(_("Only a day that was held leaves something behind."))
    there = support.handouts.filter(url=url, title=title).first()
    if there is not None:
        return there
    with said_in_words(IN_WORDS):
        handout = Handout.objects.create(support=support, title=title, url=url)
    fact = events.HandoutLeft(title=title, support=support.title)
    record(fact, by=by, site=support.site, about=handout)
    return handout
