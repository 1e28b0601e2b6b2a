"""The backbone of a site: six functions, who holds each today, for how long it is paid, whom it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from drawing.spans import Lane, Span
from governance.models import Membership
from kit import clock
from kit.templatetags.kit import day as said_day
from kit.templatetags.kit import number
from partnership.models import BackboneFunction, BackboneHolder
from sites.models import Site
from sites.spelling import plain

ENDS_SOON = timedelta(days=183)
# Looking ahead: how much time is still paid in so many months.
AHEAD = (6, 12, 24)
# An organisation that holds so many functions alone is named: if it stopped, they would stop.
LEANS = 2


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
    """Who held a function from when to when; `months`: how long its money is still certain."""

    id: Any
    function: str
    function_words: str
    organisation: str
    key: str
    post: str
    fte: Decimal
    funded_by: str
    funded_until: date | None
    months: int | None
    since: date
    until: date | None
    reason: str

    @property
    def money_ends_soon(self) -> bool:
        """True when the money is certain for six months at most."""
        return self.funded_until is not None and self.funded_until <= clock.today() + ENDS_SOON

    @property
    def runway_words(self) -> str:
        """« encore 4 mois »."""
        return "" if self.months is None else runway_words(self.months)

    def paid_on(self, day: date) -> bool:
        """True when the money is certain on that day."""
        return self.funded_until is not None and day <= self.funded_until


@dataclass(frozen=True, slots=True)
class FunctionFigure:
    """One function today: its holders, or since when nobody holds it; `former` held it last."""

    function: str
    words: str
    holders: tuple[HolderFigure, ...]
    vacant_since: date | None = None
    former: str = ""

    @property
    def vacant(self) -> bool:
        return not self.holders

    @property
    def alone(self) -> str:
        """The organisation on which the function rests by itself."""
        return self.holders[0].organisation if len(self.holders) == 1 else ""


@dataclass(frozen=True, slots=True)
class Lean:
    """An organisation, and the functions that nobody would hold without it."""

    organisation: str
    functions: tuple[str, ...]
    post: str = ""

    @property
    def words(self) -> str:
        """Said for several functions; `post` where one post carries them all."""
        named = ", ".join(words[:1].lower() + words[1:] for words in self.functions)
        facts = {"name": self.organisation, "functions": named, "count": len(self.functions)}
        said = _("%(count)s functions rest on %(name)s alone (%(functions)s): if it stopped, nobody would hold them.") % facts  # fmt: skip
        if self.post:
            said += " " + _("One post carries them all: %(post)s.") % {"post": self.post}
        return said


@dataclass(frozen=True, slots=True)
class Secured:
    """How much time is still paid on a day to come."""

    on: date
    months: int
    fte: Decimal


@dataclass(frozen=True, slots=True)
class BackboneFigure:
    """The six functions in their order, and every holder there ever was, the latest first."""

    functions: tuple[FunctionFigure, ...]
    history: tuple[HolderFigure, ...]
    fte: Decimal
    secured: tuple[Secured, ...]

    @property
    def vacant(self) -> tuple[FunctionFigure, ...]:
        return tuple(f for f in self.functions if f.vacant)

    @property
    def held(self) -> int:
        """How many functions somebody ensures."""
        return len(self.functions) - len(self.vacant)

    @property
    def holders(self) -> tuple[HolderFigure, ...]:
        """Who holds a function today, function by function."""
        return tuple(holder for f in self.functions for holder in f.holders)

    @property
    def former(self) -> tuple[HolderFigure, ...]:
        """Who held a function before, the latest first."""
        return tuple(h for h in self.history if h.until and h.until < clock.today())

    @property
    def first_end(self) -> HolderFigure | None:
        """The holder whose money ends first, of those whose end is known."""
        known = [holder for holder in self.holders if holder.funded_until]
        return min(known, key=lambda h: h.funded_until or clock.today(), default=None)

    @property
    def runway(self) -> int | None:
        """Months for which the money of every function held is certain, as far as it is known."""
        return self.first_end.months if self.first_end else None

    @property
    def unknown(self) -> int:
        """How many holders have not said until when they are paid."""
        return sum(holder.funded_until is None for holder in self.holders)

    @property
    def alone(self) -> int:
        """The bus factor: how many functions rest on one organisation only."""
        return sum(bool(f.alone) for f in self.functions)

    @property
    def leans(self) -> tuple[Lean, ...]:
        """The organisations that hold several functions alone, by the order of the functions."""
        found: dict[str, list[FunctionFigure]] = {}
        for function in self.functions:
            if function.alone:
                found.setdefault(function.holders[0].key, []).append(function)
        return tuple(
            Lean(held[0].alone, tuple(f.words for f in held), same_post(held))
            for held in found.values()
            if len(held) >= LEANS
        )

    @property
    def time_words(self) -> str:
        """How much time in all."""
        if not self.holders:
            return _("Nobody holds a function of the backbone yet.")
        return _("%(fte)s full-time equivalents in all.") % {"fte": number(self.fte)}

    @property
    def runway_sentence(self) -> str:
        """For how long all of it is paid, and what ends first."""
        first = self.first_end
        if first is None or first.months is None or first.funded_until is None:
            return _("Nobody has said until when the time is paid.") if self.holders else ""
        facts = {"function": first.function_words, "name": first.organisation, "day": said_day(first.funded_until)}  # fmt: skip
        if first.funded_until < clock.today():
            return _("The known money for “%(function)s” (%(name)s) ended on %(day)s.") % facts
        return _(
            "%(runway)s of money that is certain: “%(function)s” (%(name)s) is the first to end, on %(day)s."
        ) % (facts | {"runway": capfirst(runway_words(first.months))})

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The picture: one lane a function, one line a holder."""
        held: dict[str, list[HolderFigure]] = {f.function: [] for f in self.functions}
        for holder in reversed(self.history):
            held[holder.function].append(holder)
        return tuple(
            Lane(
                f.words,
                tuple(Span(h.organisation, h.since, h.until, h.funded_until) for h in held[f.function]),
                vacant=pgettext("function", "vacant") if f.vacant else "",
            )
            for f in self.functions
        )  # fmt: skip


def same_post(functions: Sequence[FunctionFigure]) -> str:
    """The post that holds all of these functions, where it is one."""
    posts = {holder.post for f in functions for holder in f.holders}
    return posts.pop() if len(posts) == 1 else ""


def months_until(today: date, day: date) -> int:
    """Whole months from a day to a later one; 0 when less than one is left."""
    months = (day.year - today.year) * 12 + day.month - today.month
    return max(0, months - (day.day < today.day))


def runway_words(months: int) -> str:
    """« encore 4 mois », « moins d’un mois »."""
    if months == 0:
        return _("less than a month")
    return ngettext("%(count)s month left", "%(count)s months left", months) % {"count": months}


def backbone(site: Site) -> BackboneFigure:
    """The backbone of one site, in one query."""
    return backbones([site])[site.pk]


def backbones(sites: Iterable[Site]) -> dict[Any, BackboneFigure]:
    """The backbone of each site, in one query whatever their number."""
    keys = [site.pk for site in sites]
    rows = BackboneHolder.objects.filter(site__in=keys)
    found: dict[Any, list[BackboneHolder]] = {key: [] for key in keys}
    for row in rows.order_by("-starts_on", "function", "organisation_key"):
        found[row.site_id].append(row)
    return {key: backbone_figure(holders, clock.today()) for key, holders in found.items()}


def backbone_figure(rows: Sequence[BackboneHolder], today: date) -> BackboneFigure:
    """One site's backbone from its holders, the latest first."""
    functions = tuple(
        function_figure(f, [r for r in rows if r.function == f], today) for f in BackboneFunction
    )
    there = [holder for f in functions for holder in f.holders]
    return BackboneFigure(
        functions=functions,
        history=tuple(holder_figure(row, today) for row in rows),
        fte=sum((holder.fte for holder in there), Decimal(0)),
        secured=tuple(secured(there, today, months) for months in AHEAD) if there else (),
    )


def secured(holders: Iterable[HolderFigure], today: date, months: int) -> Secured:
    """The time that is certain to be paid in so many months."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    day = date(year, month + 1, min(today.day, 28))
    return Secured(day, months, sum((h.fte for h in holders if h.paid_on(day)), Decimal(0)))


def function_figure(
    function: BackboneFunction, rows: Sequence[BackboneHolder], today: date
) -> FunctionFigure:
    """One function from its holders, the latest first."""
    now = tuple(holder_figure(row, today) for row in reversed(rows) if row.holds_on(today))
    past = [row for row in rows if row.ends_on and row.ends_on < today]
    last = max(past, key=lambda row: row.ends_on or today, default=None)
    if now or last is None or last.ends_on is None:
        return FunctionFigure(function.value, str(function.label), now)
    gone = last.ends_on + timedelta(days=1)
    return FunctionFigure(function.value, str(function.label), (), gone, last.organisation)


def holder_figure(row: BackboneHolder, today: date) -> HolderFigure:
    """A holder as a value."""
    return HolderFigure(
        id=row.pk,
        function=row.function,
        function_words=str(row.get_function_display()),
        organisation=row.organisation,
        key=row.organisation_key,
        post=row.post,
        fte=row.fte,
        funded_by=row.funded_by,
        funded_until=row.funded_until,
        months=months_until(today, row.funded_until) if row.funded_until else None,
        since=row.starts_on,
        until=row.ends_on,
        reason=row.end_reason,
    )
