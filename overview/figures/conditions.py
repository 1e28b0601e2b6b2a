"""What the board asks of sites, as conditions of the database: the twins of what a line says of one site.

Sets of sites are looked into, not sites one by one, so that all of France costs little more than a region.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from agenda.models import Version, Waiting
from governance.models import Mandate, Seat
from kit import clock
from measurement.models import LearningCycle
from measurement.reviews import REVIEWING, YEAR
from overview.figures.patience import LONG_VACANT, NEAR_END, long_ago
from partnership.models import SupportDay
from sites.models import Site, StageChange, overdue


def sites_of(rows: Any) -> Any:
    """The sites that some rows are about, as a set to look into."""
    return rows.order_by().values("site")


def going_on() -> Q:
    """Not at an end: a site that has left waits for nothing."""
    return ~Q(state__in=Site.ENDS)


def expects_seats() -> Q:
    """Three seats should be held: the site is at work, or paused with a triad."""
    holders = Mandate.objects.filter(deputy=False)
    return Q(state__in=Site.AT_WORK) | Q(state=Site.State.PAUSED, pk__in=sites_of(holders))


def holding(today: date) -> Any:
    """The mandates that hold a seat today."""
    return Mandate.objects.in_force(today).filter(deputy=False)


def vacant(today: date) -> Q:
    """At least one of the seats that should be held is vacant."""
    counted = sites_of(holding(today)).annotate(held=Count("pk"))
    return expects_seats() & ~Q(pk__in=counted.filter(held__gte=len(Seat)).values("site"))


def long_vacant(today: date) -> Q:
    """A seat that should be held has been vacant for thirty days or more."""
    since = today - LONG_VACANT
    lately = Mandate.objects.filter(
        deputy=False, during__overlap=(since, today + timedelta(days=1))
    )
    before = Mandate.objects.filter(deputy=False, starts_on__lte=today)
    found = Q()
    for seat in Seat:
        sat, ever = sites_of(lately.filter(seat=seat)), sites_of(before.filter(seat=seat))
        found |= ~Q(pk__in=sat) & (Q(pk__in=ever) | Q(stage_since__lte=since))
    return expects_seats() & found


def ending(today: date) -> Q:
    """A mandate ends, or should end, within thirty days, and nobody follows."""
    after = Mandate.objects.filter(
        site=OuterRef("site"), seat=OuterRef("seat"), deputy=False, starts_on__gt=today
    )
    near = holding(today).annotate(end=Coalesce("ends_on", "expected_on"))
    near = near.filter(~Exists(after), end__lte=today + NEAR_END)
    return expects_seats() & Q(pk__in=sites_of(near))


def said_long_ago(today: date) -> Any:
    """The comments that have waited too long for what becomes of them."""
    # An instant: turning each into a day of here costs more than all the rest.
    until = clock.begins(long_ago("answers", today) + timedelta(days=1))
    return Waiting.objects.filter(at__lt=until)


def unanswered(today: date) -> Q:
    """Comments have waited too long for what becomes of them."""
    return going_on() & Q(pk__in=sites_of(said_long_ago(today)))


def sent_long_ago(today: date) -> Any:
    """The versions that have waited too long for a seat's answer."""
    return Version.objects.filter(
        state=Version.State.ENDORSING, sent_on__lte=long_ago("endorsement", today)
    )


def unapproved(today: date) -> Q:
    """A version has waited too long for a seat's answer."""
    return going_on() & Q(pk__in=sites_of(sent_long_ago(today)))


def waits(today: date) -> Q:
    """Something has waited too long: a seat's holder, the next stage, an answer, an approval."""
    return vacant(today) | overdue(today) | unanswered(today) | unapproved(today)


def asked() -> Any:
    """The support days that sites asked for and that have no day yet."""
    return SupportDay.objects.filter(state=SupportDay.State.ASKED)


def asks() -> Q:
    """The site has asked for a support day and waits for it."""
    return going_on() & Q(pk__in=sites_of(asked()))


def needs_support(today: date) -> Q:
    """What the site alone may not mend: a long vacancy, a mandate without a successor, a call that is due."""
    return long_vacant(today) | ending(today) | overdue(today, calls=True)


def review_due(today: date) -> Q:
    """An active site's day for a learning review has come."""
    year_ago = today - YEAR
    held = LearningCycle.objects.held()
    last = held.filter(~Exists(held.filter(site=OuterRef("site"), held_on__gt=OuterRef("held_on"))))
    # The day of the one that is planned, else the day that was named when the last one ended.
    planned = LearningCycle.objects.planned().filter(site=OuterRef("site"))
    chosen = Coalesce(Subquery(planned.values("planned_on")[:1]), F("next_on"))
    fresh = (
        last.annotate(chosen=chosen)
        .filter(held_on__gt=year_ago)
        .filter(Q(chosen=None) | Q(chosen__gt=today))
    )
    became = StageChange.objects.filter(after=Site.State.ACTIVE)
    long_active = ~Q(pk__in=sites_of(became.filter(on__gt=year_ago))) & (
        Q(pk__in=sites_of(became)) | Q(stage_since__lte=year_ago)
    )
    passed = LearningCycle.objects.planned().filter(planned_on__lte=today)
    return Q(state__in=REVIEWING) & (
        Q(pk__in=sites_of(passed))
        | ~Q(pk__in=sites_of(fresh)) & (Q(pk__in=sites_of(last)) | long_active)
    )
