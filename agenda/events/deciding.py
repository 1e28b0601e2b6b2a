"""What can happen to a version that awaits its three answers."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from agenda.models import Endorsement
from governance.models import Seat
from journal.events import Event, event


@event("agenda.sent_for_endorsement")
@dataclass(frozen=True)
class SentForEndorsement(Event):
    """The three seats are asked for their answer on one exact text."""

    sentence = _("sent version {number} of the common agenda to the three seats for endorsement")
    number: int
    sha256: str


@event("agenda.seat_answered")
@dataclass(frozen=True)
class SeatAnswered(Event):
    """A seat said yes, yes with a reservation, or objected."""

    sentence = _("answered for the seat “{seat}” on version {number}: {answer}")
    number: int
    seat: Seat
    answer: Endorsement.Kind
    reason: str
    sha256: str
    adopted: bool


@event("agenda.version_adopted")
@dataclass(frozen=True)
class VersionAdopted(SeatAnswered):
    """The third consent: the text is adopted at once."""

    sentence = _(
        "gave the third endorsement, for the seat “{seat}”: version {number} of the common agenda is adopted"
    )


@event("agenda.objection_answered")
@dataclass(frozen=True)
class ObjectionAnswered(Event):
    """What a version does to meet an objection or a reservation."""

    sentence = _(
        "wrote what version {number} does to meet the answer of the seat “{seat}” to version {told}: {text}"
    )
    number: int
    told: int
    seat: Seat
    text: str


@event("agenda.ceremony_recorded")
@dataclass(frozen=True)
class CeremonyRecorded(Event):
    """The day on which an adoption was celebrated."""

    sentence = _("recorded the ceremony of version {number}: {held_on}, {place}")
    number: int
    held_on: date
    place: str
