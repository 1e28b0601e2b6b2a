"""A coach's first screen: the next day, what was promised, the sites and what they ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from governance.models import Membership
from kit import clock
from partnership.figures.support import (
    SupportFigure,
    SupportSummary,
    days_of,
    summary,
    support_figure,
)
from partnership.models import SupportDay
from sites.models import Site

# A promise of a held day is recalled for so long, while nothing was left behind.
RECALLED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class CoachedSite:
    """A site that somebody coaches, and where its support stands."""

    name: str
    slug: str
    support: SupportSummary


@dataclass(frozen=True, slots=True)
class CoachedDay:
    """A support day with its site."""

    site: str
    slug: str
    day: SupportFigure


@dataclass(frozen=True, slots=True)
class CoachFigure:
    """What waits for a coach: `late` days wait for an account, `coming` begins with the next day."""

    sites: tuple[CoachedSite, ...]
    late: tuple[CoachedDay, ...]
    coming: tuple[CoachedDay, ...]
    asked: tuple[CoachedDay, ...]
    promises: tuple[CoachedDay, ...]


def coached_by(person: User) -> CoachFigure:
    """The sites that a person coaches today, by name, and their days; four queries."""
    mine = Membership.objects.in_force().filter(person=person, kind=Membership.Kind.COACH)
    sites = list(Site.objects.filter(pk__in=mine.values("site")).order_by("sort_name", "slug"))
    rows = days_of([site.pk for site in sites])
    days = [
        CoachedDay(site.name, site.slug, support_figure(row)) for site in sites for row in rows[site.pk]
    ]  # fmt: skip
    today = clock.today()
    planned = sorted(
        (d for d in days if d.day.state == SupportDay.State.PLANNED),
        key=lambda d: (d.day.on or today, d.slug),
    )
    asked = [d for d in days if d.day.state == SupportDay.State.ASKED]
    return CoachFigure(
        sites=tuple(CoachedSite(s.name, s.slug, summary(rows[s.pk])) for s in sites),
        late=tuple(d for d in planned if d.day.overdue),
        coming=tuple(d for d in planned if not d.day.overdue),
        asked=tuple(sorted(asked, key=lambda d: -d.day.waits)),
        promises=tuple(promised(days, person)),
    )


def promised(days: list[CoachedDay], person: User) -> Iterator[CoachedDay]:
    """What the person promised: for a day to come, or held lately with nothing left behind yet."""
    today = clock.today()
    own = [d for d in days if d.day.coach == person.pk and d.day.promised and d.day.on]
    for each in sorted(own, key=lambda d: (d.day.on or today, d.slug)):
        day = each.day
        recent = day.on is not None and day.on >= today - RECALLED
        if day.state == SupportDay.State.PLANNED or (recent and not day.handouts):
            yield each
