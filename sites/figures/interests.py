"""The requests of territories that wait for an answer, and those that had one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min
from django.utils import timezone

from kit import clock
from sites.models import Interest, Site

PER_PAGE = 30
# A territory that asks is called within this time.
PATIENCE_DAYS = 15


@dataclass(frozen=True, slots=True)
class InterestRow:
    """A request in the list of the national team."""

    id: UUID
    territory: str
    organisation: str
    at: datetime
    days: int
    state: str
    state_words: str
    handled_by: str
    handled_on: date | None
    site_name: str
    site_slug: str

    @property
    def waits_too_long(self) -> bool:
        return self.state == Interest.State.WAITING and self.days > PATIENCE_DAYS


@dataclass(frozen=True, slots=True)
class InterestList:
    """Those that wait, the oldest first, and one page of those that were answered."""

    waiting: tuple[InterestRow, ...]
    answered: tuple[InterestRow, ...]
    page: Page[Any]


def interests(number: Any = 1) -> InterestList:
    """All that the national team has to answer, and what it answered."""
    rows = Interest.objects.select_related("handled_by", "site")
    waiting = rows.filter(state=Interest.State.WAITING).order_by("at", "pk")
    others = rows.exclude(state=Interest.State.WAITING).order_by("-handled_at", "pk")
    page = Paginator(others, PER_PAGE).get_page(number)
    return InterestList(lines(waiting), lines(page.object_list), page)


def interest_behind(site: Site) -> Interest | None:
    """The request of a territory from which a site was opened, if there is one."""
    return Interest.objects.filter(site=site).first()


def lines(rows: Iterable[Interest]) -> tuple[InterestRow, ...]:
    today = clock.today()
    return tuple(
        InterestRow(
            id=row.pk,
            territory=row.territory,
            organisation=row.organisation,
            at=row.at,
            days=(today - timezone.localtime(row.at).date()).days,
            state=row.state,
            state_words=row.get_state_display(),
            handled_by=str(row.handled_by or ""),
            handled_on=timezone.localtime(row.handled_at).date() if row.handled_at else None,
            site_name=row.site.name if row.site else "",
            site_slug=row.site.slug if row.site else "",
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Unanswered:
    """How many requests wait for a first answer, and since when the oldest does."""

    count: int
    oldest: date | None


def interests_waiting() -> Unanswered:
    """For the national board: one query."""
    rows = Interest.objects.filter(state=Interest.State.WAITING).order_by()
    found = rows.aggregate(count=Count("pk"), oldest=Min("at"))
    oldest = found["oldest"]
    return Unanswered(found["count"], timezone.localtime(oldest).date() if oldest else None)


def interest_with(key: UUID) -> Interest | None:
    """The request of that id, with who answered it and its site."""
    return Interest.objects.select_related("handled_by", "site").filter(pk=key).first()
