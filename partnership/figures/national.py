"""The money of the country: each grant once, laid together by programme, funder, year or state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator

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
class Piece:
    """One site's part of one grant: the parts of a grant add up to it, whoever has them."""

    grant: Any
    programme: str
    funder: str
    year: str
    state: str
    money: Money

    def answers(self, asked: AskedMoney) -> bool:
        """True when it is of what somebody looks for."""
        return all(getattr(self, name) == value for name, value in asked.conditions.items())


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
    grants: dict[Any, Money]
    total: Money
    heaps: tuple[Heap, ...]
    years: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.grants)


def country_money(asked: AskedMoney) -> CountryMoney:
    """The country's money as asked for, in two queries whatever the number of sites and grants."""
    every = pieces()
    found = [piece for piece in every if piece.answers(asked)]
    grants: dict[Any, Money] = {}
    for piece in found:
        grants[piece.grant] = grants.get(piece.grant, Money()) + piece.money
    years = tuple(sorted({piece.year for piece in every}, reverse=True))
    return CountryMoney(
        asked=asked,
        grants=grants,
        total=sum((piece.money for piece in found), Money()),
        heaps=laid(found, asked.by, years),
        years=years,
    )


def pieces() -> list[Piece]:
    """Every grant of the country in the parts of its sites; what was withdrawn is of no money."""
    shared: dict[Any, list[tuple[str, Money]]] = {}
    rows = GrantShare.objects.values_list(
        "grant_id", "site__programme", "asked", "granted", "paid", "grant__label", "grant__state"
    )
    for key, programme, asked, granted, paid, label, state in rows:
        mine = counted(asked, granted, paid, label, state)
        shared.setdefault(key, []).append((programme, mine))
    found = []
    for key, programme, funder, day, asked, granted, paid, label, state in Grant.objects.values_list(
        "pk", "site__programme", "funder_kind", "asked_on", "asked", "granted", "paid", "label", "state"
    ):  # fmt: skip
        parts = shared.get(key, [])
        rest = counted(asked, granted or ZERO, paid, label, state)
        rest -= sum((mine for _programme, mine in parts), Money())
        found += [
            Piece(key, whose, funder, str(day.year), state, mine)
            for whose, mine in [(programme, rest), *parts]
        ]
    return found


def counted(asked: Decimal, granted: Decimal, paid: Decimal, label: str, state: str) -> Money:
    """Amounts as money; those of what was withdrawn count for nothing."""
    if state == Grant.State.WITHDRAWN:
        return Money()
    return Money(asked, granted, paid, granted if label in HELPED else ZERO)


def laid(found: Iterable[Piece], by: str, years: Sequence[str]) -> tuple[Heap, ...]:
    """Pieces laid together, in the order of the vocabulary; each grant is counted once a heap."""
    names = {
        BY_PROGRAMME: [(p.value, str(p.label)) for p in Site.Programme],
        BY_FUNDER: [(k.value, str(k.label)) for k in Grant.Funder],
        BY_YEAR: [(year, year) for year in years],
        BY_STATE: [(s.value, str(s.label)) for s in Grant.State],
    }[by]
    lying: dict[str, list[Piece]] = {}
    for piece in found:
        lying.setdefault(getattr(piece, by), []).append(piece)
    return tuple(
        Heap(
            key, words, len({p.grant for p in lying[key]}), sum((p.money for p in lying[key]), Money())
        )
        for key, words in names
        if key in lying
    )  # fmt: skip


def grants_by_site(found: CountryMoney) -> Any:
    """The chosen grants, in the order of the sites that recorded them, the latest request first."""
    rows = Grant.objects.filter(pk__among=list(found.grants))
    return (
        rows.select_related("site")
        .prefetch_related("shares__site")
        .order_by("site__sort_name", "-asked_on", "funder", "pk")
    )


def country_page(found: CountryMoney, number: Any) -> Page[GrantRow]:
    """A page of the chosen grants, in three queries whatever their number."""
    page: Page[Any] = Paginator(grants_by_site(found), PER_PAGE).get_page(number)
    page.object_list = [grant_row(grant, found) for grant in page.object_list]
    return page


def country_rows(found: CountryMoney) -> list[GrantRow]:
    """All the chosen grants, for a file."""
    return [grant_row(grant, found) for grant in grants_by_site(found)]


def grant_row(grant: Grant, found: CountryMoney) -> GrantRow:
    """A grant with its sites at hand."""
    others = sorted((share.site for share in grant.shares.all()), key=lambda s: s.sort_name)
    return GrantRow(
        id=grant.pk,
        site=grant.site.name,
        slug=grant.site.slug,
        programme_words=str(grant.site.get_programme_display()),
        others=tuple(site.name for site in others),
        funder=grant.funder,
        funder_kind_words=str(grant.get_funder_kind_display()),
        purpose=grant.purpose,
        state_words=str(grant.get_state_display()),
        asked_on=grant.asked_on,
        money=found.grants[grant.pk],
        whole=counted(grant.asked, grant.granted or ZERO, grant.paid, grant.label, grant.state),
    )


def grant_years() -> list[str]:
    """The years in which something was asked for, the latest first."""
    return [str(day.year) for day in Grant.objects.dates("asked_on", "year", order="DESC")]
