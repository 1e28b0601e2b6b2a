"""Who stands above the table: the sites that asked for support, and those where something waits too long."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils.translation import gettext_lazy

from governance.models import Mandate, Seat
from kit.reads import compiled
from overview.figures import conditions
from partnership.models import SupportDay
from sites.figures import Unanswered
from sites.models import Interest, Sight, Site, overdue
from steering.models import CommitteeDecision

INTEREST, REVIEW = "interest", "review"
NAMED_FIRST = 5
# How many of each reason are looked at to name the first few.
ARM = 8
WORDS = {
    "pause": gettext_lazy("is paused and was to be looked at again."),
    "stage": gettext_lazy("is waiting for its next stage."),
    "answers": gettext_lazy("has comments without an answer."),
    "endorsement": gettext_lazy("is waiting for a seat's endorsement."),
    "state": gettext_lazy("is waiting for a new representative of the State."),
    "municipality": gettext_lazy("is waiting for the municipality to name somebody."),
    "community": gettext_lazy("is waiting for a community organisation."),
}
WISHES = {
    SupportDay.Kind.CO_TRAINING: gettext_lazy("asks for a day of co-training: %(title)s"),
    SupportDay.Kind.COACHING: gettext_lazy("asks for a coaching: %(title)s"),
    SupportDay.Kind.IMMERSION: gettext_lazy("asks for an immersion: %(title)s"),
    SupportDay.Kind.WEBINAR: gettext_lazy("asks for a webinar: %(title)s"),
}


@dataclass(frozen=True, slots=True)
class Waiter:
    """A site named above the table: what it asks or waits for, for how long."""

    name: str
    slug: str
    words: str
    days: int


@dataclass(frozen=True, slots=True)
class Waiters:
    """Who asked for support, where something waits too long, and how many territories ask to take part.

    `reviews`: how many decisions of the steering committee are to be looked at again.
    """

    asking: tuple[Waiter, ...]
    waiting: tuple[Waiter, ...]
    interests: Unanswered
    reviews: int = 0


def waiters(sight: Sight) -> Waiters:
    """The sites that asked for support and those that wait, the longest first; one query."""
    asking: dict[str, Waiter] = {}
    waiting: dict[str, Waiter] = {}
    interests, reviews = Unanswered(0, None), 0
    for row in longest(sight):
        if row.why == INTEREST:
            interests = Unanswered(int(row.title), row.from_day)
            continue
        if row.why == REVIEW:
            reviews = int(row.title)
            continue
        wish = WISHES.get(row.why)
        named = waiting if wish is None else asking
        words = str(WORDS[row.why]) if wish is None else wish_words(str(wish), row.title)
        days = max(0, (sight.today - row.from_day).days)
        named.setdefault(row.slug, Waiter(row.name, row.slug, words, days))
    first, longest_waiting = tuple(asking.values()), tuple(waiting.values())
    return Waiters(first[:NAMED_FIRST], longest_waiting[:NAMED_FIRST], interests, reviews)


def wish_words(sentence: str, title: str) -> str:
    """« demande une journée de co-formation : animer un atelier. »"""
    return sentence % {"title": f"{title[:1].lower()}{title[1:]}".rstrip(".") + "."}


@compiled
def longest(sight: Sight) -> Any:
    """Who asks and who waits, and since when, the longest first: a few of each reason."""
    first, *others = arms(sight)
    return first.union(*others, all=True).order_by("from_day", "slug")


def arms(sight: Sight) -> list[QuerySet[Any, Any]]:
    """One small query for each reason, to be united.

    Who asks to take part and what the committee is to review are for who sees all.
    """
    today = sight.today
    sites: Any = Site.objects.within(sight)
    late = sites.filter(overdue(today))
    sent = conditions.sent_long_ago(today).filter(site=OuterRef("pk")).values("sent_on")
    return [
        arm(late.filter(state=Site.State.PAUSED), "pause", F("look_again_on")),
        arm(late.exclude(state=Site.State.PAUSED), "stage", F("stage_since")),
        arm(sites.filter(conditions.unapproved(today)), "endorsement", Subquery(sent[:1])),
        answers(sites, today),
        *vacancies(sites, sight),
        wishes(sites),
        *([interests(), reviews()] if sight.everything else []),
    ]


def answers(sites: Any, today: date) -> QuerySet[Any, Any]:
    """Where comments have waited too long, from the first of them on: put together in one pass."""
    said: Any = conditions.said_long_ago(today).filter(
        site__in=sites.filter(conditions.going_on()).values("pk")
    )
    named = said.order_by().values("site_id", name=F("site__name"), slug=F("site__slug"))
    return (
        named.annotate(why=Value("answers"), from_day=TruncDate(Min("at")), title=Value(""))
        .order_by("from_day", "slug")
        .values("name", "slug", "why", "from_day", "title")[:ARM]
    )


def interests() -> QuerySet[Any, Any]:
    """The oldest request to take part, with how many wait for a first answer."""
    waiting = Interest.objects.filter(state=Interest.State.WAITING)
    return (
        waiting.annotate(
            asker=F("territory"),
            slug=Value(""),
            why=Value(INTEREST),
            from_day=TruncDate("at"),
            title=Cast(Window(Count("pk")), CharField()),
        )
        .order_by("from_day", "slug")
        .values("asker", "slug", "why", "from_day", "title")[:1]
    )


def reviews() -> QuerySet[Any, Any]:
    """The committee's decision that was to be reviewed first, with how many are to be."""
    due: Any = CommitteeDecision.objects.to_review().order_by()
    return (
        due.annotate(
            asker=F("carried_by"),
            slug=Value(""),
            why=Value(REVIEW),
            from_day=F("review_on"),
            how_many=Cast(Window(Count("pk")), CharField()),
        )
        .order_by("from_day", "slug")
        .values("asker", "slug", "why", "from_day", "how_many")[:1]
    )


def vacancies(sites: Any, sight: Sight) -> list[QuerySet[Any, Any]]:
    """Each of the three seats where it should be held and is not."""
    mandates = Mandate.objects.filter(site=OuterRef("pk"), deputy=False)
    found = []
    for seat in Seat:
        held = mandates.filter(seat=seat)
        last = (
            held.filter(starts_on__lte=sight.today)
            .order_by("-ends_on")
            .values("during__endswith")[:1]
        )
        empty = sites.filter(conditions.expects_seats(), ~Exists(held.in_force(sight.today)))
        found.append(arm(empty, seat.value, Coalesce(Subquery(last), F("stage_since"))))
    return found


def wishes(sites: Any) -> QuerySet[Any, Any]:
    """The support days that sites asked for."""
    seen = conditions.asked().filter(site__in=sites.filter(conditions.going_on()).values("pk"))
    return (
        seen.annotate(
            name=F("site__name"), slug=F("site__slug"), why=F("kind"), from_day=F("asked_on")
        )
        .order_by("from_day", "slug")
        .values("name", "slug", "why", "from_day", "title")[:ARM]
    )


def arm(sites: QuerySet[Site], kind: str, since: Any) -> QuerySet[Any, Any]:
    """The longest-waiting of one reason."""
    return (
        sites.annotate(why=Value(kind), from_day=since, title=Value(""))
        .order_by("from_day", "slug")
        .values("name", "slug", "why", "from_day", "title")[:ARM]
    )
