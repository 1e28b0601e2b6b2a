"""What can happen to seats."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from governance.models import Commitment, Membership, Seat
from journal.events import Event, event


@event("governance.mandate_begun")
@dataclass(frozen=True)
class MandateBegun(Event):
    """Somebody takes a seat."""

    sentence = _("gave the seat “{seat}” to {holder} from {starts_on}")
    seat: Seat
    holder: str
    starts_on: date
    ends_on: date | None


@event("governance.deputy_named")
@dataclass(frozen=True)
class DeputyNamed(Event):
    """Somebody may stand in for a seat's holder."""

    sentence = _("named {holder} deputy of the seat “{seat}” from {starts_on}")
    seat: Seat
    holder: str
    starts_on: date
    ends_on: date | None


@event("governance.mandate_ended")
@dataclass(frozen=True)
class MandateEnded(Event):
    """A mandate gets its last day."""

    sentence = _("ended the mandate of {holder} for the seat “{seat}” on {ends_on}")
    seat: Seat
    holder: str
    ends_on: date
    reason: str


@event("governance.end_expected")
@dataclass(frozen=True)
class EndExpected(Event):
    """Until when a mandate is expected to last."""

    sentence = _("expects the mandate of {holder} for the seat “{seat}” to end on {expected_on}")
    seat: Seat
    holder: str
    expected_on: date | None


@event("governance.person_invited")
@dataclass(frozen=True)
class PersonInvited(Event):
    """A link went out."""

    sentence = _("invited somebody to the place “{place}”")
    public = False
    place: Seat | Membership.Kind


@event("governance.invitation_withdrawn")
@dataclass(frozen=True)
class InvitationWithdrawn(Event):
    """A link stopped working before it was used."""

    sentence = _("withdrew the invitation to the place “{place}”")
    public = False
    place: Seat | Membership.Kind


@event("governance.partner_joined")
@dataclass(frozen=True)
class PartnerJoined(Event):
    """A partner works at the site from now on."""

    sentence = _("joined the site as a partner ({organisation})")
    organisation: str


@event("governance.membership_begun")
@dataclass(frozen=True)
class MembershipBegun(Event):
    """Somebody gets a role that is no seat."""

    sentence = _("gave {holder} the role “{role}” from {starts_on}")
    public = False
    role: Membership.Kind
    holder: str
    starts_on: date


@event("governance.site_given")
@dataclass(frozen=True)
class SiteGiven(Event):
    """A facilitator works at a single site outside their region."""

    sentence = _("gave the facilitator {holder} a right at this site from {starts_on}: {reason}")
    public = False
    holder: str
    starts_on: date
    ends_on: date | None
    reason: str


@event("governance.site_taken_back")
@dataclass(frozen=True)
class SiteTakenBack(Event):
    """A facilitator's right at a single site gets its last day."""

    sentence = _("ended the right of the facilitator {holder} at this site on {ends_on}: {reason}")
    public = False
    holder: str
    ends_on: date
    reason: str


@event("governance.seat_passed_on")
@dataclass(frozen=True)
class SeatPassedOn(Event):
    """One holder leaves, the next one is named, in one step."""

    sentence = _(
        "passed the seat “{seat}” from {leaver} (until {ends_on}) to {holder} (from {starts_on})"
    )
    seat: Seat
    leaver: str
    ends_on: date
    holder: str
    starts_on: date
    carried: int
    reason: str


@event("governance.successor_invited")
@dataclass(frozen=True)
class SuccessorInvited(Event):
    """One holder leaves; who follows has no account yet and gets an invitation."""

    sentence = _(
        "ended the mandate of {leaver} for the seat “{seat}” on {ends_on} and invited a successor"
    )
    seat: Seat
    leaver: str
    ends_on: date
    starts_on: date
    carried: int
    reason: str


@event("governance.seat_left_vacant")
@dataclass(frozen=True)
class SeatLeftVacant(Event):
    """One holder leaves and nobody is named yet."""

    sentence = _(
        "ended the mandate of {leaver} for the seat “{seat}” on {ends_on}; nobody is named yet"
    )
    seat: Seat
    leaver: str
    ends_on: date
    carried: int
    reason: str


@event("governance.succession_taken_back")
@dataclass(frozen=True)
class SuccessionTakenBack(Event):
    """What a succession decided is undone: a mistake, before anybody acted on it."""

    sentence = _("took back the succession of the seat “{seat}” decided on {decided_on}")
    seat: Seat
    decided_on: date
    leaver: str
    holder: str
    returned: int
    reopened: int


@event("governance.commitment_made")
@dataclass(frozen=True)
class CommitmentMade(Event):
    """A seat's holder promises something."""

    sentence = _("noted a commitment of the seat “{seat}”: {text}")
    public = False
    seat: Seat
    text: str
    due_on: date | None


@event("governance.commitment_settled")
@dataclass(frozen=True)
class CommitmentSettled(Event):
    """A promise is kept, or given up for a reason."""

    sentence = _("settled a commitment of the seat “{seat}” ({outcome}): {text}")
    public = False
    seat: Seat
    text: str
    outcome: Commitment.State
    reason: str


@event("governance.national_triads_made")
@dataclass(frozen=True)
class NationalTriadsMade(Event):
    """Invented people for load and benchmarks."""

    sentence = _("made {mandates} invented mandates at {sites} sites for load tests")
    public = False
    sites: int
    mandates: int


@event("governance.handover_letter_written")
@dataclass(frozen=True)
class HandoverLetterWritten(Event):
    """Who leaves a seat writes to who follows; the journal says that, not what."""

    sentence = _("wrote a letter to whoever follows in the seat “{seat}”")
    public = False
    seat: Seat
