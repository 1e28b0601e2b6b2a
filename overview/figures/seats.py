"""The three seats in words: who holds each since when, or since when it is vacant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drawing.seats import SeatMark
from governance.figures import SeatFigure
from kit.templatetags.kit import day, initials, weekday
from sites.figures import in_days

NAMES = {
    "state": gettext_lazy("State"),
    "municipality": gettext_lazy("Municipality"),
    "community": gettext_lazy("Community organisation"),
}
VACANT_BRIEF = {
    "state": gettext_lazy("The State's seat is vacant."),
    "municipality": gettext_lazy("The municipality's seat is vacant."),
    "community": gettext_lazy("The community organisation's seat is vacant."),
}


@dataclass(frozen=True, slots=True)
class SeatView:
    """One seat as components/triad.html and the seat marks show it."""

    kind: str
    name: str
    initials: str
    state: str
    words: str
    more: str
    notes: tuple[str, ...]
    label: str


def seat_views(seats: Sequence[SeatFigure], today: date) -> tuple[SeatView, ...]:
    """The seats side by side, always State, municipality, community."""
    return tuple(vacant_view(seat, today) if seat.vacant else held_view(seat) for seat in seats)


def seat_marks(seats: Sequence[SeatFigure]) -> tuple[SeatMark, ...]:
    """The three marks of a line, by initials as they show them, or since when nobody sits there."""
    return tuple(
        SeatMark(seat.seat, "", "vacant", vacant_label(seat))
        if seat.vacant
        else SeatMark(
            seat.seat,
            initials(seat.holder),
            held_state(seat),
            held_label(seat, initials(seat.holder)),
        )
        for seat in seats
    )


def vacant_label(seat: SeatFigure) -> str:
    """« État : siège vacant depuis le 2 novembre 2026 »."""
    since = seat.vacant_since
    return _("%(seat)s: vacant seat%(since)s") % {
        "seat": NAMES[seat.seat],
        "since": _(" since %(day)s") % {"day": day(since)} if since else "",
    }


def held_state(seat: SeatFigure) -> str:
    """How the mark of a held seat is drawn."""
    return "ends" if seat.ends_soon else "held"


def held_label(seat: SeatFigure, name: str) -> str:
    """« Commune : Marc Diallo », or by initials as the mark has them; with the last day where it is near."""
    said = {"seat": NAMES[seat.seat], "name": name, "day": day(seat.until)}
    if seat.ends_soon:
        return _("%(seat)s: %(name)s, mandate until %(day)s") % said
    return _("%(seat)s: %(name)s") % said


def vacant_view(seat: SeatFigure, today: date) -> SeatView:
    """A seat that nobody holds: never hidden."""
    name = str(NAMES[seat.seat])
    since, more = seat.vacant_since, "."
    if since:
        more = _(" since %(day)s, that is %(days)s.") % {
            "day": weekday(since),
            "days": in_days((today - since).days),
        }
    before = _("Held before by %(name)s.") % {"name": seat.former} if seat.former else ""
    blocks = _("While it is vacant, no version can be adopted.")
    return SeatView(
        kind=seat.seat,
        name=name,
        initials="",
        state="vacant",
        words=_("Vacant seat"),
        more=more,
        notes=(f"{before} {blocks}".strip(),),
        label=vacant_label(seat),
    )


def held_view(seat: SeatFigure) -> SeatView:
    """A seat with its holder, and the deputy where there is one."""
    name = str(NAMES[seat.seat])
    about = [part for part in (seat.function, seat.organisation) if part]
    notes = [_("Since %(day)s.") % {"day": day(seat.since)}]
    if seat.ends_soon:
        notes.append(seat.alert_words)
    if seat.deputy:
        notes.append(seat.deputy_words)
    return SeatView(
        kind=seat.seat,
        name=name,
        initials=initials(seat.holder),
        state=held_state(seat),
        words=seat.holder,
        more=f", {', '.join(about)}." if about else ".",
        notes=tuple(notes),
        label=held_label(seat, seat.holder),
    )


def triad_sentence(seats: Sequence[SeatFigure]) -> str:
    """What is to be known of the triad in one line."""
    empty = [str(VACANT_BRIEF[seat.seat]) for seat in seats if seat.vacant]
    if empty:
        return " ".join(empty)
    soon = [seat for seat in seats if seat.ends_soon]
    if soon:
        return _("The mandate of %(name)s ends on %(day)s.") % {"name": soon[0].holder, "day": day(soon[0].until)}  # fmt: skip
    return _("The three seats are held.")
