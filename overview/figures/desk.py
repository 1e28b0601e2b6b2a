"""The desk of who supports sites: what to know of each before meeting its people, in one derived list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.figures import sites_given_to
from kit.access import Standing, rule_for
from overview.figures import dues, selection
from overview.figures.mine import marked
from overview.figures.needs import FAR, Need, needs_of_row
from overview.figures.rows import BoardRow, brief_rows
from overview.figures.selection import Wanted
from overview.figures.todo import when
from partnership.figures import SupportAhead, support_ahead
from sites.figures import in_days
from sites.models import Sight

# A support day that is so near comes before all else.
SOON = timedelta(days=14)
FIRST = 6


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing that waits at a site: the fact, since when or by when, the page where it is seen."""

    kind: str
    icon: str
    words: str
    detail: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class DeskSite:
    """A site on the desk: the next meeting there, what waits, and the day of its next report.

    `meets_on`: the day of the next support day, `meets_about` its subject. `due`: when the first
    thing is due, or since when it waits. `given`: by whom a site outside the region was given.
    """

    pk: UUID
    name: str
    slug: str
    department: str
    given: str
    lines: tuple[DeskLine, ...]
    meets_on: date | None
    meets_about: str
    meets_soon: bool
    due: date
    report_on: date | None

    @property
    def comes_first(self) -> bool:
        """True where something waits or a meeting is near."""
        return bool(self.lines) or self.meets_soon

    @property
    def place(self) -> tuple[date, date]:
        """The nearest meeting first, then what is due first or waits longest."""
        return (self.meets_on if self.meets_on and self.meets_soon else FAR, self.due)


@dataclass(frozen=True, slots=True)
class Desk:
    """The sites where something waits or a meeting is near, and those where all is calm.

    `count`: how many sites there are in all; `waiting`: at how many something waits.
    """

    sites: tuple[DeskSite, ...]
    calm: tuple[DeskSite, ...]
    count: int
    waiting: int


def desk(standing: Standing) -> Desk:
    """What waits at the sites that somebody supports: the next meeting first, then what is due first.

    The queries are the same whatever the number of sites.
    """
    sight = Sight.supporting(standing)
    rows = brief_rows(selection.listed(sight, Wanted()), sight.today)
    rows = marked(rows, sites_given_to(standing))
    ahead = support_ahead(rows)
    found = [desk_site(row, ahead[row.pk], standing) for row in rows]
    busy = sorted((site for site in found if site.comes_first), key=lambda site: site.place)
    return Desk(
        sites=tuple(busy[:FIRST]),
        calm=tuple(site for site in found if not site.comes_first),
        count=len(rows),
        waiting=sum(bool(site.lines) for site in found),
    )


def desk_site(row: BoardRow, support: SupportAhead, reader: Standing) -> DeskSite:
    """A site as the desk shows it."""
    needs = sorted(needs_of_desk(row, support), key=lambda need: need.urgency)
    meets_on = support.next.on if support.next else None
    return DeskSite(
        pk=row.pk,
        name=row.name,
        slug=row.slug,
        department=row.department,
        given=row.given,
        lines=tuple(line(need, row, reader) for need in needs),
        meets_on=meets_on,
        meets_about=support.next.title if support.next else "",
        meets_soon=bool(meets_on and meets_on <= row.today + SOON),
        due=needs[0].urgency[0] if needs else FAR,
        report_on=row.report_on,
    )


def needs_of_desk(row: BoardRow, support: SupportAhead) -> Iterator[Need]:
    """What the board gives as reasons, and what the site asked of those who support it.

    An approval that is awaited is between the three seats: the board says it.
    """
    yield from dues.needs_of_support(support)
    yield from needs_of_row(row)


def line(need: Need, row: BoardRow, reader: Standing) -> DeskLine:
    """A need as the desk says it; where its page is closed to the reader, the board's reasons say more."""
    there = f"{reverse('overview:my-sites')}?ouvert={row.slug}#site-{row.slug}"
    return DeskLine(
        kind=need.kind,
        icon=need.icon,
        words=need.fact,
        detail=need.fact_detail,
        when=when_beside(need, row.today),
        url=need.url(row.slug) if rule_for(need.route)(reader) else there,
    )


def when_beside(need: Need, today: date) -> str:
    """« depuis le 2 novembre 2026, 22 jours », « dans 12 jours », where the fact does not say it."""
    if need.due and need.due > today:
        return _("in %(days)s") % {"days": in_days((need.due - today).days)}
    return when(need) if need.kind == "support" else ""
