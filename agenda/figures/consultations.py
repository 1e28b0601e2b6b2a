"""The texts that are open to comments: those that end first, or those that somebody looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, OuterRef, Subquery, Value, Window
from django.db.models.functions import Coalesce

from agenda.models import Comment, Version, Wording
from kit import clock
from kit.reads import compiled
from sites.models import Site

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """A version that everybody may comment on now; `site` is the slug of its site."""

    site: str
    site_name: str
    number: int
    opened_on: date
    closes_on: date
    days_left: int
    comments: int
    passages: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for among the open texts; empty means all."""

    region: str = ""
    department: str = ""
    words: str = ""

    @property
    def narrows(self) -> bool:
        """True when some are left out."""
        return bool(self.region or self.department or self.words)


EVERYWHERE = Sought()


@dataclass(frozen=True, slots=True)
class OpenArea:
    """How many texts are open in a department."""

    region: str
    region_name: str
    department: str
    department_name: str
    count: int


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of the open texts that somebody looks for.

    `page`: Django's page of the list, for the pagination component; its rows are `rows`.
    """

    rows: tuple[OpenConsultation, ...]
    page: Page[int]


def places_with_open_texts() -> tuple[OpenArea, ...]:
    """The departments where a text is open today, by region; one query."""
    found = open_areas(clock.today())
    return tuple(
        OpenArea(row.region, row.region_name, row.department, row.department_name, row.n)
        for row in sorted(found, key=lambda row: (row.region_sort, row.department_name))
    )


def open_page(sought: Sought, number: str | int = 1) -> OpenPage:
    """The open texts that somebody looks for, those that end first on top; two queries."""
    today = clock.today()
    counted = how_many_open(today, sought)
    page = Paginator(range(counted[0].n if counted else 0), PER_PAGE).get_page(number)
    first = (page.number - 1) * PER_PAGE
    rows = open_versions(today, slice(first, first + PER_PAGE), sought)
    return OpenPage(consultations(rows, today), page)


def ending_first(most: int | None) -> tuple[tuple[OpenConsultation, ...], int]:
    """At most so many of the consultations open today, and how many are open in all; one query."""
    today = clock.today()
    rows = open_versions(today, slice(most))
    return consultations(rows, today), rows[0].total if rows else 0


def consultations(rows: Iterable[Any], today: date) -> tuple[OpenConsultation, ...]:
    """The rows as values."""
    return tuple(
        OpenConsultation(
            site=row.slug,
            site_name=row.name,
            number=row.number,
            opened_on=row.opened_on,
            closes_on=row.closes_on,
            days_left=(row.closes_on - today).days,
            comments=row.said,
            passages=row.passages,
        )
        for row in rows
    )


def open_on(today: date, sought: Sought) -> Any:
    """The versions that everybody may comment on, at the sites that somebody looks for."""
    found = Version.objects.filter(
        state=Version.State.OPEN, closes_on__gte=today, site__public_since__lte=today
    )
    if sought.region:
        found = found.filter(site__region=sought.region)
    if sought.department:
        found = found.filter(site__department=sought.department)
    if sought.words:
        named = Site.objects.matching(sought.words).order_by()
        found = found.filter(site__in=named.values("pk"))
    return found


@compiled
def open_versions(today: date, part: slice, sought: Sought = EVERYWHERE) -> Any:
    said: Any = Comment.objects.filter(version=OuterRef("pk")).order_by().values("version")
    words: Any = Wording.objects.filter(version=OuterRef("pk")).order_by().values("version")
    return (
        open_on(today, sought)
        .order_by("closes_on", "site__sort_name", "site__slug")
        .values(
            "number",
            "opened_on",
            "closes_on",
            slug=F("site__slug"),
            name=F("site__name"),
            said=Coalesce(Subquery(said.annotate(n=Count("*")).values("n")), 0),
            passages=Coalesce(Subquery(words.annotate(n=Count("*")).values("n")), 0),
            total=Window(Count("*")),
        )[part]
    )


@compiled
def how_many_open(today: date, sought: Sought) -> Any:
    return open_on(today, sought).order_by().values(together=Value(1)).annotate(n=Count("*"))


@compiled
def open_areas(today: date) -> Any:
    place: Any = open_on(today, EVERYWHERE).order_by()
    return place.values(region=F("site__region_id"), department=F("site__department_id")).annotate(
        region_name=Min("site__region__name"),
        region_sort=Min("site__region__sort_name"),
        department_name=Min("site__department__name"),
        n=Count("pk"),
    )
