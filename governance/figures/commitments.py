"""What the seats of a site have promised."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from governance.models import Commitment, Seat
from kit import clock
from sites.models import Site


@dataclass(frozen=True, slots=True)
class CommitmentFigure:
    """One promise: what, to whom, until when, made by whom, carried by whom now."""

    id: Any
    seat: str
    seat_words: str
    text: str
    to_whom: str
    due_on: date | None
    made_by: str
    made_on: date
    carried_by: str
    late: bool
    state: str
    state_words: str
    settled_on: date | None
    reason: str

    @property
    def is_open(self) -> bool:
        """True while it is neither kept nor given up."""
        return self.state == Commitment.State.OPEN

    @property
    def moved(self) -> bool:
        """True when somebody else carries it now than made it."""
        return self.made_by != self.carried_by


def commitments(site: Site, seat: str = "") -> tuple[CommitmentFigure, ...]:
    """The promises of a site, or of one of its seats: open ones first, the nearest day first.

    Who holds the seat today carries what is open, whoever promised it and whoever is named next.
    """
    today = clock.today()
    holder = site.mandates.in_force(today).filter(deputy=False, seat=OuterRef("seat"))
    found = site.commitments.select_related("made_by", "mandate__person").annotate(
        holder=Subquery(holder.values("person__name")[:1])
    )
    if seat:
        found = found.filter(seat=seat)
    rows = [figure(row, today) for row in found.order_by("made_on", "created_at", "pk")]
    return tuple(sorted(rows, key=lambda c: (not c.is_open, c.due_on or date.max)))


def figure(row: Any, today: date) -> CommitmentFigure:
    """One promise as a value."""
    is_open = row.state == Commitment.State.OPEN
    last = str(row.mandate.person)
    return CommitmentFigure(
        id=row.pk,
        seat=row.seat,
        seat_words=str(Seat(row.seat).label),
        text=row.text,
        to_whom=row.to_whom,
        due_on=row.due_on,
        made_by=str(row.made_by),
        made_on=row.made_on,
        carried_by=(is_open and row.holder) or last,
        late=is_open and row.due_on is not None and row.due_on < today,
        state=row.state,
        state_words=str(row.get_state_display()),
        settled_on=row.settled_on,
        reason=row.reason,
    )
