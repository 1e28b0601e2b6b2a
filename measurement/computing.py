"""What the portal itself knows of some common figures: worked out from its own rows, for many sites at once.

Each way takes sites and a period and gives, by site, what would have been read off; a site of which
nothing is known yet is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Comment, Outcome, Version
from governance.models import Mandate, Seat
from measurement.actions.readings import Reading
from measurement.models import LearningCycle
from measurement.periods import Period
from sites.models import Site, StageChange, Talk

ONE_DAY = timedelta(days=1)
# Within how many days people who were consulted are to be answered.
IN_TIME = timedelta(days=60)
ASKS_FOR_NONE = (Outcome.Kind.MODERATED, Outcome.Kind.WITHDRAWN)

type Readings = dict[Any, Reading]
type Way = Callable[[Iterable[Site], Period], Readings]


def shares(pairs: Mapping[Any, list[bool]], provenance: str) -> Readings:
    """By site, how many of its cases are so; a site without a case has no share."""
    return {
        key: Reading(
            None, provenance, numerator=Decimal(sum(cases)), denominator=Decimal(len(cases))
        )
        for key, cases in pairs.items()
    }


def adaptations_checked(sites: Iterable[Site], period: Period) -> Readings:
    """Of what the review before decided, how much the reviews closed in the period looked at again."""
    cycles = LearningCycle.objects.filter(
        site__in=list(sites), in_words=False, held_on__isnull=False
    )
    cases: dict[Any, list[bool]] = defaultdict(list)
    before: dict[Any, LearningCycle] = {}
    rows = cycles.prefetch_related("adaptations").order_by("site", "held_on")
    for cycle in rows:
        last = before.get(cycle.site_id)
        if last and cycle.closed_on and period.starts_on <= cycle.closed_on <= period.ends_on:
            cases[cycle.site_id] += [a.checked_in_id == cycle.pk for a in last.adaptations.all()]
        before[cycle.site_id] = cycle
    told = {key: found for key, found in cases.items() if found}
    return shares(told, _("Worked out by the portal from the learning reviews"))


def answered_in_time(sites: Iterable[Site], period: Period) -> Readings:
    """Of the versions whose sixtieth day after the end of comments lies in the period: all answered by then.

    A version on which nobody said anything asks for no answer, nor does what its author withdrew
    or what was hidden.
    """
    closed = (period.starts_on - IN_TIME, period.ends_on - IN_TIME)
    versions = Version.objects.filter(site__in=list(sites), reworked_on__range=closed)
    given = ~Q(outcomes__kind__in=Outcome.OF_MODERATION)
    comments = (
        Comment.objects.filter(version__in=versions)
        .with_outcome()
        .filter(Q(outcome_kind=None) | ~Q(outcome_kind__in=ASKS_FOR_NONE))
        .annotate(answered_at=Min("outcomes__at", filter=given))
    )
    rows = comments.order_by("pk").values_list(
        "version", "version__site", "version__reworked_on", "answered_at"
    )
    known: dict[tuple[Any, Any], bool] = {}
    ended: Any
    for version, site, ended, at in rows:
        in_time = at is not None and timezone.localdate(at) <= ended + IN_TIME
        known[site, version] = known.get((site, version), True) and in_time
    cases: dict[Any, list[bool]] = defaultdict(list)
    for (site, _version), in_time in known.items():
        cases[site].append(in_time)
    return shares(cases, _("Worked out by the portal from the comments and their answers"))


def days_with_a_vacancy(sites: Iterable[Site], period: Period) -> Readings:
    """The days on which a seat of the triad had no holder, from the day on which the site was at work."""
    sites = list(sites)
    began = {site.pk: site.stage_since for site in sites} | began_on(sites, Site.AT_WORK)
    held: dict[Any, dict[str, set[date]]] = {key: {seat: set() for seat in Seat} for key in began}
    mandates = Mandate.objects.filter(
        site__in=list(began), deputy=False, starts_on__lte=period.ends_on
    ).exclude(ends_on__lt=period.starts_on)
    for mandate in mandates.order_by("pk"):
        until = min(mandate.ends_on or period.ends_on, period.ends_on)
        days = days_between(max(mandate.starts_on, period.starts_on), until)
        held[mandate.site_id][mandate.seat] |= days
    provenance = _("Worked out by the portal from the mandates")
    found: Readings = {}
    for key, since in began.items():
        if days := days_between(max(since, period.starts_on), period.ends_on):
            vacant = set().union(*(days - there for there in held[key].values()))
            found[key] = Reading(Decimal(len(vacant)), provenance)
    return found


def days_to_decision(sites: Iterable[Site], period: Period) -> Readings:
    """From the first talk or stage that is recorded of a site to its engagement; once a site, whatever the period."""
    sites = list(sites)
    talks = Talk.objects.filter(site__in=sites).order_by().values("site").annotate(first=Min("on"))
    first = {row["site"]: row["first"] for row in talks}
    for key, day in began_on(sites, Site.State.values).items():
        first[key] = min(day, first.get(key, day))
    provenance = _("Worked out by the portal from the stages of the site")
    return {
        key: Reading(Decimal((decided - first[key]).days), provenance)
        for key, decided in began_on(sites, [Site.State.ENGAGED]).items()
        if first[key] < decided
    }


def began_on(sites: Iterable[Site], stages: Iterable[str]) -> dict[Any, date]:
    """The first day of each site in one of these stages."""
    rows = StageChange.objects.filter(site__in=list(sites), after__in=list(stages)).order_by()
    return dict(rows.values("site").annotate(first=Min("on")).values_list("site", "first"))


def days_between(first: date, last: date) -> set[date]:
    """All days from one to another, both included."""
    return {first + ONE_DAY * n for n in range((last - first).days + 1)}


WAYS: dict[str, Way] = {
    "app-01": adaptations_checked,
    "gov-03": days_with_a_vacancy,
    "mob-01": days_to_decision,
    "par-03": answered_in_time,
}
