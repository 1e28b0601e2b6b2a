"""Which rounds are due, when each site held its last, and what waits for somebody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from kit import clock
from kit.access import Standing
from partnership.models import SupportDay
from readiness.figures.raters import capacity_of
from readiness.figures.rubrics import questions_of
from readiness.models import (
    DAYS,
    Kind,
    Leg,
    NamedSupport,
    Rating,
    ReadinessDecision,
    Round,
    Sharing,
)
from readiness.rules import sharings_read
from sites.models import Site

# The five conditions are rated once a year, from one year after a site's last round, or after it
# came to the stage in which it is when it never held one.
A_YEAR = timedelta(days=365)
BEGUN = frozenset({Site.State.ENGAGED, Site.State.ACTIVE, Site.State.AUTONOMOUS})
# The preconditions are talked over before a site is invited.
BEFORE_INVITED = frozenset({Site.State.EXPLORING, Site.State.ASSESSED})


@dataclass(frozen=True, slots=True)
class RoundDue:
    """A round that a site should hold, and since when; `last_on`: the meeting of its last one."""

    kind: str
    kind_words: str
    since: date
    last_on: date | None


@dataclass(frozen=True, slots=True)
class LastRound:
    """The last round of a kind that a site held or is holding.

    `readable`: this reader may read what it came to; `shared`: how far the site shares it.
    """

    id: Any
    kind: str
    kind_words: str
    state: str
    state_words: str
    opened_on: date
    met_on: date | None
    sharing: str
    shared: str
    readable: bool


def rounds_due(sites: Iterable[Any], today: date | None = None) -> dict[Any, tuple[RoundDue, ...]]:
    """The rounds that are due at each site, in one query whatever their number.

    The preconditions while a site explores or is assessed and never held them; the five conditions
    once a year from the engagement on. Nothing is due of a kind that is under way. A site is any
    row with `pk`, `state` and `stage_since`.
    """
    on = today or clock.today()
    listed = list(sites)
    held = rounds_by_site(listed)
    return {site.pk: tuple(dues(site, held[site.pk], on)) for site in listed}


def rounds_by_site(sites: Iterable[Any]) -> dict[Any, list[Round]]:
    """The rounds of each site that were not set aside, the latest first."""
    found: dict[Any, list[Round]] = defaultdict(list)
    rows = Round.objects.filter(site__in=[site.pk for site in sites])
    for row in rows.exclude(state=Round.State.SET_ASIDE).latest_first():
        found[row.site_id].append(row)
    return found


def dues(site: Any, held: list[Round], today: date) -> Iterable[RoundDue]:
    """What is due at one site."""
    under_way = {r.kind for r in held if r.state != Round.State.CONCLUDED}
    met = {r.kind: r.met_on for r in reversed(held) if r.met_on}
    if site.state in BEFORE_INVITED and not {Kind.PRECONDITIONS} & (under_way | set(met)):
        yield due(Kind.PRECONDITIONS, site.stage_since, None)
    if site.state in BEGUN and Kind.CONDITIONS not in under_way:
        last = met.get(Kind.CONDITIONS)
        since = (last or site.stage_since) + A_YEAR
        if since <= today:
            yield due(Kind.CONDITIONS, since, last)


def due(kind: Kind, since: date, last_on: date | None) -> RoundDue:
    return RoundDue(kind.value, str(kind.label), since, last_on)


def last_rounds(sites: Iterable[Any], standing: Standing) -> dict[Any, tuple[LastRound, ...]]:
    """For each site the last round of each kind that it has, in one query whatever their number.

    Everybody who may see the list learns that a round took place and when; whether they may read
    what it came to depends on what the site shares.
    """
    listed = list(sites)
    found = rounds_by_site(listed)
    return {
        site.pk: tuple(
            last_round(row, standing)
            for kind in Kind
            for row in [next((r for r in found[site.pk] if r.kind == kind), None)]
            if row is not None
        )
        for site in listed
    }


def last_round(row: Round, standing: Standing) -> LastRound:
    """A round as a list of sites tells of it."""
    over = row.state == Round.State.CONCLUDED
    return LastRound(
        id=row.pk,
        kind=row.kind,
        kind_words=str(row.get_kind_display()),
        state=row.state,
        state_words=str(row.get_state_display()),
        opened_on=row.opened_on,
        met_on=row.met_on,
        sharing=row.sharing,
        shared=str(Sharing(row.sharing).label),
        readable=over and row.sharing in sharings_read(standing),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a round waits for, or the decision that was taken from it.

    `what` is `rating` (this person has questions without an answer), `meeting` (all seats that
    are held have rated, or the last day to rate has passed), `conclusion` (it is in its meeting),
    `decision`, or `support`: a support in days that the decision in force names and nobody has
    asked for. `inside`: only the people of the site know of it. `sharing`: how far the round is
    shared, and with it whether anything is decided.
    """

    what: str
    round_id: Any
    kind: str
    kind_words: str
    since: date
    until: date | None = None
    answered: int = 0
    total: int = 0
    inside: bool = False
    sharing: str = Sharing.SITE
    named_id: Any = None
    support: str = ""
    giver: str = ""


def waiting_at(site: Site, person: User | None) -> tuple[Waiting, ...]:
    """What the rounds of one site wait for, seen by one person: two queries, and five a round in hand.

    A site has at most one round of each kind in hand.
    """
    rows = site.rounds.exclude(state=Round.State.SET_ASIDE)
    undecided = Q(kind=Kind.PRECONDITIONS, decided=0) & Q(state=Round.State.CONCLUDED)
    ahead = Q(state__in=[Round.State.RATING, Round.State.MEETING])
    found = rows.annotate(decided=Count("decisions")).filter(ahead | undecided)
    waits = [wait for row in found.latest_first() for wait in waits_of(row, person)]
    return (*waits, *supports_to_ask(site))


def waits_of(row: Round, person: User | None) -> Iterable[Waiting]:
    """What one round waits for."""
    kind: dict[str, Any] = {
        "round_id": row.pk,
        "kind": row.kind,
        "kind_words": str(row.get_kind_display()),
        "sharing": row.sharing,
    }
    if row.state == Round.State.CONCLUDED:
        yield Waiting("decision", since=row.concluded_on or row.opened_on, **kind)
    elif row.state == Round.State.MEETING:
        yield Waiting("conclusion", since=day_of(row.meeting_at) or row.opened_on, **kind)
    else:
        given = list(Rating.objects.filter(round=row))
        total = len(questions_of(row.rubric_id))
        mine = sum(r.answered for r in given if person and r.person_id == person.pk)
        if person and mine < total and capacity_of(row, person):
            yield Waiting("rating", since=row.opened_on, until=row.rate_until, answered=mine, total=total, **kind)  # fmt: skip
        if since := ready_to_meet(row, given):
            yield Waiting("meeting", since=since, until=row.rate_until, inside=True, **kind)


def supports_to_ask(site: Site) -> Iterable[Waiting]:
    """The supports in days of the decision in force that nobody asked for, or whose day was cancelled."""
    later = ReadinessDecision.objects.filter(round__site=site).filter(
        Q(decided_on__gt=OuterRef("decision__decided_on"))
        | Q(decided_on=OuterRef("decision__decided_on"))
        & Q(created_at__gt=OuterRef("decision__created_at"))
    )
    rows = NamedSupport.objects.filter(decision__round__site=site, kind__in=DAYS)
    rows = rows.filter(Q(day=None) | Q(day__state=SupportDay.State.CANCELLED), ~Exists(later))
    rows = rows.select_related("decision__round")
    for row in rows.order_by("until", "what"):
        found = row.decision.round
        yield Waiting(
            "support",
            round_id=found.pk,
            kind=found.kind,
            kind_words=str(found.get_kind_display()),
            sharing=found.sharing,
            since=row.decision.decided_on,
            until=row.until,
            named_id=row.pk,
            support=row.what,
            giver=row.provider,
        )


def ready_to_meet(row: Round, given: Sequence[Rating]) -> date | None:
    """Since when a round may go on to its meeting: the last seat has rated, or the last day is over."""
    if all_legs_rated(row, given):
        return max(day_of(rating.changed_at) or row.opened_on for rating in given)
    late = row.rate_until < clock.today() and any(r.answered for r in given if r.leg != Leg.PARTNER)
    return row.rate_until + timedelta(days=1) if late else None


def day_of(instant: datetime | None) -> date | None:
    """The day here of an instant."""
    return timezone.localdate(instant) if instant else None


def all_legs_rated(row: Round, given: Iterable[Rating]) -> bool:
    """True when every seat that somebody holds has rated something."""
    rated = {r.leg for r in given if r.answered} - {Leg.PARTNER}
    held = set(
        row.site.mandates.in_force(clock.today())
        .filter(deputy=False)
        .values_list("seat", flat=True)
    )
    return bool(rated) and held <= rated
