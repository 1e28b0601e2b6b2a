"""The three seats of a site: who holds each, until when, or since when it is vacant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import ALERTS, Mandate, MandateState, Seat
from kit import clock
from kit.reads import Given, compiled
from kit.templatetags.kit import day, initials
from sites.models import Site

ENDS_SOON = timedelta(days=max(ALERTS))


@dataclass(frozen=True, slots=True)
class SeatFigure:
    """One seat of a triad on a day: its holder, or since when it is vacant.

    `until` is the last day where it is set (`firm`), else the day expected.
    """

    seat: str
    label: str
    holder: str = ""
    holder_id: Any = None
    function: str = ""
    organisation: str = ""
    since: date | None = None
    until: date | None = None
    deputy: str = ""
    deputy_id: Any = None
    deputy_until: date | None = None
    deputy_firm: bool = False
    deputy_ends_soon: bool = False
    vacant_since: date | None = None
    former: str = ""
    ends_soon: bool = False
    mandate_id: Any = None
    firm: bool = False
    days_left: int | None = None
    vacant_days: int | None = None
    next_holder: str = ""
    next_from: date | None = None
    hands_over: str = ""
    hands_over_until: date | None = None

    @property
    def kind(self) -> str:
        """The seat's key, which chooses its shape."""
        return self.seat

    @property
    def name(self) -> str:
        """The seat's name."""
        return self.label

    @property
    def initials(self) -> str:
        """Two letters of the holder, none for a vacant seat."""
        return "" if self.vacant else initials(self.holder)

    @property
    def state(self) -> str:
        """`held`, `ends` (within three months) or `vacant`."""
        if self.vacant:
            return "vacant"
        return "ends" if self.ends_soon else "held"

    @property
    def words(self) -> str:
        """Who holds it, or that nobody does."""
        return _("Vacant seat") if self.vacant else self.holder

    @property
    def more(self) -> str:
        """The rest of the sentence: function and organisation, or since when it is vacant."""
        if not self.vacant:
            what = ", ".join(part for part in (self.function, self.organisation) if part)
            return f", {what}." if what else "."
        if self.vacant_since is None:
            return _(": nobody has held it yet.")
        return _(" since %(day)s.") % {"day": day(self.vacant_since)}

    @property
    def notes(self) -> tuple[str, ...]:
        """Since and until when, deputy, who was there before, what a vacancy prevents."""
        said = []
        if self.vacant:
            if self.former:
                said.append(_("Held before by %(name)s.") % {"name": self.former})
            said.append(_("As long as it is vacant, no version can be adopted."))
        elif self.until and self.firm:
            said.append(
                _("From %(since)s to %(until)s.")
                % {"since": day(self.since), "until": day(self.until)}
            )
        else:
            said.append(_("Since %(since)s.") % {"since": day(self.since)})
        if self.alert:
            said.append(self.alert_words)
        if self.next_holder:
            who = {"name": self.next_holder, "day": day(self.next_from)}
            said.append(_("%(name)s takes the seat on %(day)s.") % who)
        if self.hands_over:
            who = {"name": self.hands_over, "day": day(self.hands_over_until)}
            said.append(_("%(name)s hands over until %(day)s.") % who)
        if self.deputy:
            said.append(self.deputy_words)
        return tuple(said)

    @property
    def deputy_words(self) -> str:
        """Who stands in for the holder, and until when where that is near."""
        facts = {"name": self.deputy, "day": day(self.deputy_until)}
        if not self.deputy_ends_soon:
            return _("Deputy: %(name)s.") % facts
        if self.deputy_firm:
            return _("Deputy: %(name)s, until %(day)s.") % facts
        return _("Deputy: %(name)s, whose mandate is expected to end on %(day)s.") % facts

    @property
    def alert(self) -> int:
        """90 or 30: the mandate ends, or should end, within so many days; 0 when it does not."""
        if self.vacant or self.days_left is None:
            return 0
        return next((days for days in sorted(ALERTS) if self.days_left <= days), 0)

    @property
    def alert_words(self) -> str:
        """« Le mandat se termine le …, dans 12 jours. »; empty when no end is near."""
        if not self.alert or self.days_left is None:
            return ""
        left = self.days_left
        facts = {"day": day(self.until), "count": abs(left)}
        if self.firm:
            words = ngettext(
                "The mandate ends on %(day)s, in %(count)s day.",
                "The mandate ends on %(day)s, in %(count)s days.",
                left,
            )
            return words % facts if left else _("The mandate ends today.")
        if left < 0:
            words = ngettext(
                "The mandate was expected to end on %(day)s, %(count)s day ago.",
                "The mandate was expected to end on %(day)s, %(count)s days ago.",
                -left,
            )
            return words % facts
        words = ngettext(
            "The mandate is expected to end on %(day)s, in %(count)s day.",
            "The mandate is expected to end on %(day)s, in %(count)s days.",
            left,
        )
        return words % facts if left else _("The mandate is expected to end today.")

    @property
    def vacant(self) -> bool:
        """True when nobody holds the seat that day."""
        return not self.holder_id


def triad(site: Site, on: date | None = None) -> tuple[SeatFigure, SeatFigure, SeatFigure]:
    """The three seats of one site on a day, always State, municipality, community."""
    return triads([site], on)[site.pk]


def triads(
    sites: Iterable[Site], on: date | None = None
) -> dict[Any, tuple[SeatFigure, SeatFigure, SeatFigure]]:
    """The three seats of each site on a day, in one query whatever their number.

    A seat that nobody ever held is vacant without a date.
    """
    today = on or clock.today()
    keys = [site.pk for site in sites]
    held: dict[tuple[Any, str], list[Mandate]] = {}
    for mandate in mandates_at(sites=keys):
        held.setdefault((mandate.site_id, mandate.seat), []).append(mandate)
    return {
        key: tuple(  # type: ignore[misc]
            seat_figure(seat, held[key, seat.value], today)
            if (key, seat.value) in held
            else never_held(seat.value, str(seat.label))
            for seat in Seat
        )
        for key in keys
    }


@compiled
def mandates_at() -> Any:
    """The mandates of some sites, the earliest first."""
    held = Mandate.objects.filter(site__pk__among=Given("sites", UUIDField()))
    return held.select_related("person").order_by("starts_on")


def seat_figure(seat: Seat, mandates: list[Mandate], today: date) -> SeatFigure:
    """One seat from its mandates, oldest first."""
    holders = [m for m in mandates if not m.deputy]
    begun = [m for m in holders if m.starts_on <= today]
    ahead = next((m for m in holders if m.starts_on > today), None)
    deputy = next((m for m in mandates if m.deputy and m.holds_on(today)), None)
    now = next((m for m in begun if m.holds_on(today)), None)
    leaving = [m for m in begun if m.state_on(today) == MandateState.HANDING_OVER]
    both: dict[str, Any] = {
        "seat": seat.value,
        "label": str(seat.label),
        **(standing_in(deputy, today) if deputy else {}),
        "next_holder": str(ahead.person) if ahead else "",
        "next_from": ahead.starts_on if ahead else None,
        "hands_over": str(leaving[-1].person) if leaving else "",
        "hands_over_until": leaving[-1].hands_over_until if leaving else None,
    }
    if now is None:
        last = begun[-1] if begun else None
        gone = last.ends_on + timedelta(days=1) if last and last.ends_on else None
        return SeatFigure(
            **both,
            vacant_since=gone,
            vacant_days=(today - gone).days if gone else None,
            former=str(last.person) if last else "",
        )
    return SeatFigure(
        **both,
        holder=str(now.person),
        holder_id=now.person_id,
        function=now.function,
        organisation=now.organisation,
        since=now.starts_on,
        until=now.end,
        firm=bool(now.ends_on),
        days_left=(now.end - today).days if now.end else None,
        ends_soon=bool(now.end and now.end <= today + ENDS_SOON),
        mandate_id=now.pk,
    )


def standing_in(deputy: Mandate, today: date) -> dict[str, Any]:
    """Who stands in for the holder, and until when."""
    return {
        "deputy": str(deputy.person),
        "deputy_id": deputy.pk,
        "deputy_until": deputy.end,
        "deputy_firm": bool(deputy.ends_on),
        "deputy_ends_soon": bool(deputy.end and deputy.end <= today + ENDS_SOON),
    }


@lru_cache(maxsize=16)
def never_held(seat: str, label: str) -> SeatFigure:
    """A seat that nobody has held yet: the same wherever it is."""
    return SeatFigure(seat, label)


@dataclass(frozen=True, slots=True)
class SeatWatch:
    """What has to be watched about one seat: its nearing end, or its vacancy."""

    seat: str
    label: str
    holder: str
    until: date | None
    firm: bool
    days_left: int | None
    alert: int
    vacant_since: date | None
    vacant_days: int | None
    next_holder: str
    words: str

    @property
    def vacant(self) -> bool:
        """True when nobody holds the seat that day."""
        return not self.holder


def seat_watch(
    sites: Iterable[Site], today: date | None = None
) -> dict[Any, tuple[SeatWatch, ...]]:
    """The seats of each site that need somebody's eye, in one query whatever their number.

    Vacant seats, and mandates that end or should end within ninety days; a site where there
    is nothing to watch has an empty tuple.
    """
    return {
        key: tuple(watched(seat) for seat in seats if seat.vacant or seat.alert)
        for key, seats in triads(sites, today).items()
    }


def watched(seat: SeatFigure) -> SeatWatch:
    """One seat to watch, in words."""
    return SeatWatch(
        seat=seat.seat,
        label=seat.label,
        holder=seat.holder,
        until=seat.until,
        firm=seat.firm,
        days_left=seat.days_left,
        alert=seat.alert,
        vacant_since=seat.vacant_since,
        vacant_days=seat.vacant_days,
        next_holder=seat.next_holder,
        words=f"{seat.words}{seat.more}" if seat.vacant else seat.alert_words,
    )
