"""Who sits where, as values that pages and papers share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import ROLE_WORDS, Role
from governance.models import Dated, Invitation, Mandate, Seat
from kit import clock
from kit.templatetags.kit import day, initials
from sites.models import Site

ENDS_SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SeatFigure:
    """One seat of a triad on a day: its holder, or since when it is vacant."""

    seat: str
    label: str
    holder: str = ""
    holder_id: Any = None
    function: str = ""
    organisation: str = ""
    since: date | None = None
    until: date | None = None
    deputy: str = ""
    vacant_since: date | None = None
    former: str = ""
    ends_soon: bool = False
    mandate_id: Any = None

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
        elif self.until:
            said.append(
                _("From %(since)s to %(until)s.")
                % {"since": day(self.since), "until": day(self.until)}
            )
        else:
            said.append(_("Since %(since)s.") % {"since": day(self.since)})
        if self.deputy:
            said.append(_("Deputy: %(name)s.") % {"name": self.deputy})
        return tuple(said)

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
    started = (
        Mandate.objects.filter(site__in=keys, starts_on__lte=today)
        .select_related("person")
        .order_by("starts_on")
    )
    held: dict[tuple[Any, str], list[Mandate]] = {}
    for mandate in started:
        held.setdefault((mandate.site_id, mandate.seat), []).append(mandate)
    return {
        key: tuple(seat_figure(seat, held.get((key, seat.value), []), today) for seat in Seat)  # type: ignore[misc]
        for key in keys
    }


def seat_figure(seat: Seat, mandates: list[Mandate], today: date) -> SeatFigure:
    """One seat from its mandates begun by that day, oldest first."""
    holders = [m for m in mandates if not m.deputy]
    deputy = next((str(m.person) for m in mandates if m.deputy and m.holds_on(today)), "")
    now = next((m for m in holders if m.holds_on(today)), None)
    if now is None:
        last = holders[-1] if holders else None
        gone = last.ends_on + timedelta(days=1) if last and last.ends_on else None
        return SeatFigure(
            seat=seat.value,
            label=str(seat.label),
            deputy=deputy,
            vacant_since=gone,
            former=str(last.person) if last else "",
        )
    return SeatFigure(
        seat=seat.value,
        label=str(seat.label),
        holder=str(now.person),
        holder_id=now.person_id,
        function=now.function,
        organisation=now.organisation,
        since=now.starts_on,
        until=now.ends_on,
        deputy=deputy,
        ends_soon=bool(now.ends_on and now.ends_on <= today + ENDS_SOON),
        mandate_id=now.pk,
    )


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """A role that somebody has, had or will have: where, why, from when to when."""

    words: str
    site: Site | None
    detail: str
    starts_on: date
    ends_on: date | None
    state: str

    @property
    def in_force(self) -> bool:
        """True when the role gives rights today."""
        return self.state == "in_force"


def places_of(person: User) -> list[PlaceFigure]:
    """All mandates and memberships of a person, those in force first, then the latest."""
    today = clock.today()
    mandates = person.mandates.select_related("site").order_by("-starts_on")
    memberships = person.memberships.select_related("site", "centre").order_by("-starts_on")
    found = [
        PlaceFigure(
            words=str(m.get_seat_display() if not m.deputy else ROLE_WORDS[Role.DEPUTY]),
            site=m.site,
            detail=", ".join(part for part in (m.function, m.organisation) if part),
            starts_on=m.starts_on,
            ends_on=m.ends_on,
            state=state_on(m, today),
        )
        for m in mandates
    ] + [
        PlaceFigure(
            words=str(m.get_kind_display()),
            site=m.site,
            detail=str(m.centre or m.organisation or ""),
            starts_on=m.starts_on,
            ends_on=m.ends_on,
            state=state_on(m, today),
        )
        for m in memberships
    ]
    return sorted(found, key=lambda place: not place.in_force)


def state_on(dated: Dated, day: date) -> str:
    """`to_come`, `in_force` or `ended` on a day."""
    if day < dated.starts_on:
        return "to_come"
    return "in_force" if dated.holds_on(day) else "ended"


def invitation_behind(secret_hash: str) -> Invitation | None:
    """The invitation whose link holds this secret, open or not; None for a made-up link."""
    return Invitation.objects.filter(secret_hash=secret_hash).select_related("site").first()
