"""The backbone of a site: six functions, who holds each today, and for how long it is paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from governance.models import Membership
from kit import clock
from partnership.models import BackboneFunction, BackboneHolder
from sites.models import Site
from sites.spelling import plain

ENDS_SOON = timedelta(days=183)


def holds_backbone(site: Site, person: User) -> bool:
    """True for a partner whose organisation holds a function of the backbone today."""
    mine = (
        Membership.objects.in_force()
        .filter(site=site, person=person, kind=Membership.Kind.PARTNER)
        .values_list("organisation", flat=True)
    )
    holders = (
        BackboneHolder.objects.in_force().filter(site=site).values_list("organisation", flat=True)
    )
    return not {plain(name) for name in mine}.isdisjoint({plain(name) for name in holders} - {""})


def may_tend(site: Site, person: User) -> bool:
    """Who keeps the partners and the money: the triad, its deputies, and the backbone's people."""
    return site.mandates.in_force().filter(person=person).exists() or holds_backbone(site, person)


@dataclass(frozen=True, slots=True)
class HolderFigure:
    """Who held a function from when to when."""

    id: Any
    function_words: str
    organisation: str
    fte: Decimal
    funded_by: str
    funded_until: date | None
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class FunctionFigure:
    """One function today: its holder, or since when nobody holds it; `former` held it last."""

    function: str
    words: str
    holder: HolderFigure | None
    vacant_since: date | None = None
    former: str = ""
    money_ends_soon: bool = False

    @property
    def vacant(self) -> bool:
        return self.holder is None


@dataclass(frozen=True, slots=True)
class BackboneFigure:
    """The six functions in their order, and every holder there ever was, the latest first."""

    functions: tuple[FunctionFigure, ...]
    history: tuple[HolderFigure, ...]
    fte: Decimal
    paid_until: date | None

    @property
    def vacant(self) -> tuple[FunctionFigure, ...]:
        return tuple(f for f in self.functions if f.vacant)


def backbone(site: Site) -> BackboneFigure:
    """The backbone of one site, in one query."""
    return backbones([site])[site.pk]


def backbones(sites: Iterable[Site]) -> dict[Any, BackboneFigure]:
    """The backbone of each site, in one query whatever their number."""
    keys = [site.pk for site in sites]
    rows = BackboneHolder.objects.filter(site__in=keys).order_by("-starts_on", "function")
    found: dict[Any, list[BackboneHolder]] = {key: [] for key in keys}
    for row in rows:
        found[row.site_id].append(row)
    return {key: backbone_figure(holders, clock.today()) for key, holders in found.items()}


def backbone_figure(rows: Sequence[BackboneHolder], today: date) -> BackboneFigure:
    """One site's backbone from its holders, the latest first."""
    functions = tuple(
        function_figure(f, [r for r in rows if r.function == f], today) for f in BackboneFunction
    )
    there = [f.holder for f in functions if f.holder]
    ends = [holder.funded_until for holder in there if holder.funded_until]
    return BackboneFigure(
        functions=functions,
        history=tuple(holder_figure(row) for row in rows),
        fte=sum((holder.fte for holder in there), Decimal(0)),
        paid_until=min(ends, default=None),
    )


def function_figure(
    function: BackboneFunction, rows: Sequence[BackboneHolder], today: date
) -> FunctionFigure:
    """One function from its holders, the latest first."""
    now = next((row for row in rows if row.holds_on(today)), None)
    past = [row for row in rows if row.ends_on and row.ends_on < today]
    if now is None:
        last = past[0] if past else None
        return FunctionFigure(
            function=function.value,
            words=str(function.label),
            holder=None,
            vacant_since=last.ends_on + timedelta(days=1) if last and last.ends_on else None,
            former=last.organisation if last else "",
        )
    return FunctionFigure(
        function=function.value,
        words=str(function.label),
        holder=holder_figure(now),
        money_ends_soon=bool(now.funded_until and now.funded_until <= today + ENDS_SOON),
    )


def holder_figure(row: BackboneHolder) -> HolderFigure:
    """A holder as a value."""
    return HolderFigure(
        id=row.pk,
        function_words=str(row.get_function_display()),
        organisation=row.organisation,
        fte=row.fte,
        funded_by=row.funded_by,
        funded_until=row.funded_until,
        since=row.starts_on,
        until=row.ends_on,
        reason=row.end_reason,
    )
