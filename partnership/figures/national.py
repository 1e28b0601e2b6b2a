"""The money of the country: each grant once, laid together by programme, funder, year or state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import ExtractYear

from partnership.figures.money import HELPED, ZERO, Heap, Money
from partnership.models import Grant, GrantShare
from sites.models import Site

PER_PAGE = 20
BY_PROGRAMME, BY_FUNDER, BY_YEAR, BY_STATE = "programme", "funder", "year", "state"


@dataclass(frozen=True, slots=True)
class AskedMoney:
    """Which grants somebody looks for, and by what they are laid together."""

    programme: str = ""
    funder: str = ""
    year: str = ""
    state: str = ""
    by: str = BY_FUNDER

    @property
    def conditions(self) -> dict[str, str]:
        """What is narrowed, as an address says it."""
        named = {BY_PROGRAMME: self.programme, BY_FUNDER: self.funder, BY_YEAR: self.year, BY_STATE: self.state}  # fmt: skip
        return {name: value for name, value in named.items() if value}

    @property
    def fields(self) -> dict[str, str]:
        """All that the address says, without what goes without saying."""
        return self.conditions | ({} if self.by == BY_FUNDER else {"by": self.by})


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant in the country's list; `money` is the part of the chosen sites."""

    id: Any
    site: str
    slug: str
    programme_words: str
    others: tuple[str, ...]
    funder: str
    funder_kind_words: str
    purpose: str
    state_words: str
    asked_on: date
    money: Money
    whole: Money


@dataclass(frozen=True, slots=True)
class CountryMoney:
    """The grants that answer what was asked: how many, their sum, and the sum of each heap."""

    asked: AskedMoney
    count: int
    total: Money
    heaps: tuple[Heap, ...]


def country_money(asked: AskedMoney) -> CountryMoney:
    """The country's money as asked for: the database adds up, whatever the number of sites.

    What a site has of a grant is what it recorded, less the parts it gave to others, plus the
    parts that others gave to it: so each euro is in one heap.
    """
    own = added(Grant.objects, asked, "", "site__")
    given = added(GrantShare.objects, asked, "grant__", "grant__site__")
    received = added(GrantShare.objects, asked, "grant__", "site__")
    counts = counted(asked)
    found = {
        key: own.get(key, Money()) - given.get(key, Money()) + received.get(key, Money())
        for key in counts
    }
    return CountryMoney(
        asked=asked,
        count=chosen(asked).count(),
        total=sum(found.values(), Money()),
        heaps=tuple(Heap(k, words, counts[k], found[k]) for k, words in named(asked.by, counts)),
    )


def narrowed(asked: AskedMoney, grant: str) -> Q:
    """The conditions that a grant itself answers; `grant` is the way to it."""
    wanted = {"funder_kind": asked.funder, "asked_on__year": asked.year, "state": asked.state}
    return Q(**{f"{grant}{name}": value for name, value in wanted.items() if value})


def key_of(by: str, grant: str, site: str) -> Any:
    """What rows are laid together by."""
    if by == BY_YEAR:
        return ExtractYear(f"{grant}asked_on")
    names = {BY_PROGRAMME: f"{site}programme", BY_FUNDER: f"{grant}funder_kind", BY_STATE: f"{grant}state"}  # fmt: skip
    return F(names[by])


def added(rows: Any, asked: AskedMoney, grant: str, site: str) -> dict[str, Money]:
    """The amounts of grants or of parts, by heap; what was withdrawn counts for nothing."""
    found = rows.filter(narrowed(asked, grant)).exclude(**{f"{grant}state": Grant.State.WITHDRAWN})
    if asked.programme:
        found = found.filter(**{f"{site}programme": asked.programme})
    helped = Q(**{f"{grant}label__in": HELPED})
    sums = (
        found.order_by()
        .values(key=key_of(asked.by, grant, site))
        .annotate(
            all_asked=Sum("asked"),
            all_granted=Sum("granted"),
            all_paid=Sum("paid"),
            all_helped=Sum("granted", filter=helped),
        )
    )
    return {
        str(row["key"]): Money(
            row["all_asked"] or ZERO,
            row["all_granted"] or ZERO,
            row["all_paid"] or ZERO,
            row["all_helped"] or ZERO,
        )
        for row in sums
    }


def of_programme(programme: str) -> Q:
    """Grants of which a site of the programme has a part."""
    shared = GrantShare.objects.filter(site__programme=programme).values("grant")
    return Q(site__programme=programme) | Q(pk__in=shared)


def chosen(asked: AskedMoney) -> Any:
    """The grants that somebody looks for, each once."""
    found = Grant.objects.filter(narrowed(asked, ""))
    return found.filter(of_programme(asked.programme)) if asked.programme else found


def counted(asked: AskedMoney) -> dict[str, int]:
    """How many grants each heap holds; one that two programmes share is in both."""
    if asked.by == BY_PROGRAMME:
        wanted = [p.value for p in Site.Programme if asked.programme in {"", p.value}]
        counts = chosen(asked).aggregate(**{p: Count("pk", filter=of_programme(p)) for p in wanted})
        return {programme: count for programme, count in counts.items() if count}
    rows = chosen(asked).order_by().values(key=key_of(asked.by, "", "site__"))
    return {str(row["key"]): row["n"] for row in rows.annotate(n=Count("pk"))}


def named(by: str, keys: Iterable[str]) -> list[tuple[str, str]]:
    """The heaps in the order of the vocabulary; years with the latest first."""
    if by == BY_YEAR:
        return [(year, year) for year in sorted(keys, reverse=True)]
    words: Any = {BY_PROGRAMME: Site.Programme, BY_FUNDER: Grant.Funder, BY_STATE: Grant.State}[by]
    return [(each.value, str(each.label)) for each in words if each.value in keys]


FIELDS = (
    "pk", "site__name", "site__slug", "site__programme", "funder", "funder_kind", "purpose", "state",
    "asked_on", "asked", "granted", "paid",
)  # fmt: skip


def by_site(asked: AskedMoney) -> Any:
    """The chosen grants, in the order of the sites that recorded them, the latest request first."""
    ordered = chosen(asked).order_by("site__sort_name", "-asked_on", "funder", "pk")
    return ordered.values(*FIELDS)


def country_page(asked: AskedMoney, number: Any) -> Page[GrantRow]:
    """A page of the chosen grants, in three queries whatever their number."""
    page: Page[Any] = Paginator(by_site(asked), PER_PAGE).get_page(number)
    page.object_list = told(list(page.object_list), asked)
    return page


def country_rows(asked: AskedMoney) -> list[GrantRow]:
    """All the chosen grants, for a file."""
    return told(list(by_site(asked)), asked)


def told(rows: Sequence[dict[str, Any]], asked: AskedMoney) -> list[GrantRow]:
    """Grants with the names and parts of the sites that share them."""
    shares: dict[Any, list[tuple[str, str, Money]]] = {}
    found = GrantShare.objects.filter(grant__pk__among=[row["pk"] for row in rows])
    for key, name, programme, *amounts in found.order_by("site__sort_name").values_list(
        "grant", "site__name", "site__programme", "asked", "granted", "paid"
    ):
        shares.setdefault(key, []).append((name, programme, Money(*amounts)))
    return [grant_row(row, shares.get(row["pk"], ()), asked) for row in rows]


def grant_row(
    row: dict[str, Any], shares: Sequence[tuple[str, str, Money]], asked: AskedMoney
) -> GrantRow:
    """One grant; of one that was withdrawn nothing is counted."""
    if row["state"] == Grant.State.WITHDRAWN:
        whole = mine = Money()
    else:
        whole = Money(row["asked"], row["granted"] or ZERO, row["paid"])
        rest = whole - sum((part for _name, _programme, part in shares), Money())
        parts = [(row["site__programme"], rest), *((p, part) for _name, p, part in shares)]
        mine = sum((m for p, m in parts if asked.programme in {"", p}), Money())
    return GrantRow(
        id=row["pk"],
        site=row["site__name"],
        slug=row["site__slug"],
        programme_words=str(Site.Programme(row["site__programme"]).label),
        others=tuple(name for name, _programme, _part in shares),
        funder=row["funder"],
        funder_kind_words=str(Grant.Funder(row["funder_kind"]).label),
        purpose=row["purpose"],
        state_words=str(Grant.State(row["state"]).label),
        asked_on=row["asked_on"],
        money=mine,
        whole=whole,
    )


def grant_years() -> list[str]:
    """The years in which something was asked for, the latest first."""
    return [str(day.year) for day in Grant.objects.dates("asked_on", "year", order="DESC")]
