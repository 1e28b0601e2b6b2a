"""Money asked, granted and paid: the parts of all sites add up to the grants, each counted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from kit.access import Standing
from partnership.models import Grant, GrantAmount, GrantShare
from sites.models import Site

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Money:
    """Euros asked, granted and paid; `helped` of the granted ones owe something to the label."""

    asked: Decimal = ZERO
    granted: Decimal = ZERO
    paid: Decimal = ZERO
    helped: Decimal = ZERO

    def __add__(self, other: "Money") -> "Money":
        return Money(
            self.asked + other.asked,
            self.granted + other.granted,
            self.paid + other.paid,
            self.helped + other.helped,
        )

    def __sub__(self, other: "Money") -> "Money":
        return self + Money(-other.asked, -other.granted, -other.paid, -other.helped)


HELPED = {Grant.Label.DECISIVE, Grant.Label.HELPED}
COUNTED = ~Q(state=Grant.State.WITHDRAWN)


def whole(grant: Grant) -> Money:
    """All of a grant; one that was withdrawn counts for nothing."""
    if grant.state == Grant.State.WITHDRAWN:
        return Money()
    granted = grant.granted or ZERO
    return Money(grant.asked, granted, grant.paid, granted if grant.label in HELPED else ZERO)


def part(share: GrantShare, grant: Grant) -> Money:
    """Another site's part of a grant."""
    if grant.state == Grant.State.WITHDRAWN:
        return Money()
    helped = share.granted if grant.label in HELPED else ZERO
    return Money(share.asked, share.granted, share.paid, helped)


def parts(grant: Grant, shares: Iterable[GrantShare]) -> dict[Any, Money]:
    """What of a grant is whose: the site that recorded it has the rest."""
    others = {share.site_id: part(share, grant) for share in shares}
    return others | {grant.site_id: whole(grant) - sum(others.values(), Money())}


@dataclass(frozen=True, slots=True)
class PartFigure:
    """The part of one site in a grant."""

    site: str
    slug: str
    money: Money
    own: bool


@dataclass(frozen=True, slots=True)
class GrantFigure:
    """One grant as seen from a site: the whole, and the site's part where others share it."""

    id: Any
    funder: str
    funder_kind_words: str
    purpose: str
    state: str
    state_words: str
    whole: Money
    part: Money
    asked_on: date
    decided_on: date | None
    paid_on: date | None
    label: str
    label_words: str
    reason: str
    own: bool
    recorded_by: str
    shared: bool
    corrected: bool
    funder_kind: str


@dataclass(frozen=True, slots=True)
class MoneyFigure:
    """All grants in which a site has a part, the latest request first, and what they add up to."""

    grants: tuple[GrantFigure, ...]
    total: Money


def money(site: Site) -> MoneyFigure:
    """One site's money, in three queries whatever the number of grants."""
    grants = (
        Grant.objects.filter(Q(site=site) | Q(shares__site=site))
        .distinct()
        .select_related("site")
        .prefetch_related("shares", "amounts")
        .order_by("-asked_on", "funder")
    )
    figures = tuple(grant_figure(grant, site) for grant in grants)
    return MoneyFigure(figures, sum((f.part for f in figures), Money()))


def grant_figure(grant: Grant, site: Site) -> GrantFigure:
    """A grant with its shares at hand, as seen from one site."""
    shares = list(grant.shares.all())
    return GrantFigure(
        id=grant.pk,
        funder=grant.funder,
        funder_kind_words=str(grant.get_funder_kind_display()),
        purpose=grant.purpose,
        state=grant.state,
        state_words=str(grant.get_state_display()),
        whole=whole(grant),
        part=parts(grant, shares).get(site.pk, Money()),
        asked_on=grant.asked_on,
        decided_on=grant.decided_on,
        paid_on=grant.paid_on,
        label=grant.label,
        label_words=str(grant.get_label_display()),
        reason=grant.reason,
        own=grant.site_id == site.pk,
        recorded_by=grant.site.name,
        shared=bool(shares),
        corrected=any(amount.reason for amount in grant.amounts.all()),
        funder_kind=grant.funder_kind,
    )


@dataclass(frozen=True, slots=True)
class AmountFigure:
    """An amount as it was written down: who, when, why, and whether it still stands."""

    id: Any
    kind: str
    kind_words: str
    amount: Decimal
    on: date
    who: str
    at: datetime
    reason: str
    current: bool


def amount_figures(grant: Grant) -> tuple[AmountFigure, ...]:
    """All amounts of a grant, asked before granted before paid, each in the order of writing."""
    rows = list(grant.amounts.order_by("entered_at"))
    passed = {row.after_id for row in rows}
    ranks = {kind: rank for rank, kind in enumerate(GrantAmount.Kind)}
    figures = [
        AmountFigure(
            id=row.pk, kind=row.kind, kind_words=str(row.get_kind_display()), amount=row.amount,
            on=row.on, who=row.entered_name, at=row.entered_at, reason=row.reason,
            current=row.pk not in passed,
        )
        for row in rows
    ]  # fmt: skip
    # A chain may have been written within one instant: what still stands comes last.
    return tuple(sorted(figures, key=lambda f: (ranks[GrantAmount.Kind(f.kind)], f.at, f.current)))


def part_figures(grant: Grant) -> tuple[PartFigure, ...]:
    """Whose is what: the recording site's rest first, then the others by name."""
    shares = list(grant.shares.select_related("site").order_by("site__sort_name"))
    whose = parts(grant, shares)
    own = PartFigure(grant.site.name, grant.site.slug, whose[grant.site_id], own=True)
    return (
        own,
        *(PartFigure(s.site.name, s.site.slug, whose[s.site_id], own=False) for s in shares),
    )


@dataclass(frozen=True, slots=True)
class Heap:
    """What several grants have in common, how many they are, and what they add up to."""

    key: str
    words: str
    count: int
    money: Money


def heaps(found: MoneyFigure) -> tuple[tuple[Heap, ...], tuple[Heap, ...]]:
    """A site's money by state of the request, and by kind of funder; each adds up to the total."""
    states = [(s.value, str(s.label)) for s in Grant.State]
    kinds = [(k.value, str(k.label)) for k in Grant.Funder]
    return (
        heaped(states, [(g.state, g.part) for g in found.grants]),
        heaped(kinds, [(g.funder_kind, g.part) for g in found.grants]),
    )


def heaped(
    names: Iterable[tuple[str, str]], parts: Iterable[tuple[str, Money]]
) -> tuple[Heap, ...]:
    """Money laid together by key, in the order of the names; a name without any is left out."""
    lying: dict[str, list[Money]] = {}
    for key, mine in parts:
        lying.setdefault(key, []).append(mine)
    return tuple(
        Heap(key, words, len(lying[key]), sum(lying[key], Money()))
        for key, words in names
        if key in lying
    )


def money_of(sites: Iterable[Site]) -> dict[Any, Money]:
    """Each site's part of all grants, in two queries whatever the number of sites.

    The parts of several sites may be added up: no euro is in two of them.
    """
    keys = {site.pk for site in sites}
    found = dict.fromkeys(keys, Money())
    grants = (
        Grant.objects.filter(COUNTED)
        .filter(Q(site__in=keys) | Q(shares__site__in=keys))
        .distinct()
        .prefetch_related("shares")
    )
    for grant in grants:
        for key, mine in parts(grant, grant.shares.all()).items():
            if key in keys:
                found[key] += mine
    return found


def national_money() -> Money:
    """All grants of the country, each counted once, in one query."""
    found = Grant.objects.filter(COUNTED).aggregate(
        all_asked=Sum("asked"),
        all_granted=Sum("granted"),
        all_paid=Sum("paid"),
        all_helped=Sum("granted", filter=Q(label__in=HELPED)),
    )
    return Money(**{name.removeprefix("all_"): value or ZERO for name, value in found.items()})


def sites_named(words: str, standing: Standing, *, but: Site) -> list[Site]:
    """The other sites of this name or address; several when the name is not unique."""
    seen = Site.objects.visible_to(standing).exclude(pk=but.pk)
    return list(seen.named(words).order_by("slug")[:9])
