"""What happened at a site, in plain sentences."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Min
from django.utils import timezone

from journal.events import EVENTS
from journal.models import Entry
from kit import clock
from kit.access import Standing
from kit.reads import Given, compiled
from overview.figures.topics import kinds_of
from readiness.rules import reads_ratings
from sites.models import Site

LINES_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the journal: who did what, when; `public` says who may read it."""

    at: datetime
    who: str
    what: str
    public: bool

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a journal: what it is about, and when (`lately`, or a year); empty means all."""

    topic: str = ""
    when: str = ""


LATELY = "lately"
MONTH = timedelta(days=30)


def journal_page(
    site: Site, standing: Standing, *, inside: bool, asked: Asked = Asked(), number: Any = 1
) -> Page[Line]:
    """A page of the site's journal, newest first: what an insider may read, else public events."""
    entries = read_inside(site, standing)
    if not inside:
        entries = entries.public()
    if asked.topic:
        entries = entries.filter(kind__in=kinds_of(asked.topic))
    if asked.when == LATELY:
        entries = entries.filter(at__gte=clock.now() - MONTH)
    elif asked.when:
        entries = entries.filter(at__year=int(asked.when))
    page: Page[Any] = Paginator(entries, LINES_A_PAGE).get_page(number)
    page.object_list = lines(page.object_list)
    return page


def journal_years(site: Site) -> range:
    """The years that the site's journal speaks of, the latest first; one query."""
    first = Entry.objects.of_site(site.slug).aggregate(first=Min("at"))["first"]
    this = clock.today().year
    return range(this, (timezone.localtime(first).year if first else this) - 1, -1)


def last_lines(site: Site, count: int = 3) -> tuple[Line, ...]:
    """The last public events of a site."""
    return tuple(lines(entries_at(count, site=site.slug)))


@compiled
def entries_at(count: int) -> Any:
    """The last public entries of a site's journal."""
    return Entry.objects.of_site(Given("site", CharField())).public()[:count]


def lines_since(
    site: Site, standing: Standing, since: datetime, count: int = 5
) -> tuple[Line, ...]:
    """The last events since an instant, for somebody with a role at the site."""
    return tuple(lines(read_inside(site, standing).filter(at__gt=since)[:count]))


def read_inside(site: Site, standing: Standing) -> Any:
    """The entries that somebody with a role at a site reads: all of them for who works there."""
    entries = Entry.objects.of_site(site.slug)
    return entries if reads_ratings(standing) else entries.told_outside()


def lines(entries: Any) -> list[Line]:
    """Entries as sentences."""
    return [
        Line(
            at=entry.at,
            who=entry.who,
            what=entry.sentence.rstrip("."),
            public=entry.kind in EVENTS and EVENTS[entry.kind].public,
        )
        for entry in entries
    ]
