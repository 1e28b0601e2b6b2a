"""What happened at a site, in plain sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.events import EVENTS
from journal.models import Entry
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


def journal_page(site: Site, *, inside: bool, number: Any = 1) -> Page[Line]:
    """A page of the site's journal, newest first: everything for insiders, else public events."""
    entries = Entry.objects.of_site(site.slug)
    page: Page[Any] = Paginator(entries if inside else entries.public(), LINES_A_PAGE).get_page(
        number
    )
    page.object_list = lines(page.object_list)
    return page


def last_lines(site: Site, count: int = 3) -> tuple[Line, ...]:
    """The last public events of a site."""
    return tuple(lines(Entry.objects.of_site(site.slug).public()[:count]))


def lines_since(site: Site, since: datetime, count: int = 5) -> tuple[Line, ...]:
    """The last events since an instant, for people of the site."""
    return tuple(lines(Entry.objects.of_site(site.slug).filter(at__gt=since)[:count]))


def lines(entries: Any) -> list[Line]:
    """Entries as sentences."""
    return [
        Line(
            at=entry.at,
            who=entry.by_name or _("The portal"),
            what=entry.sentence.rstrip("."),
            public=entry.kind in EVENTS and EVENTS[entry.kind].public,
        )
        for entry in entries
    ]
