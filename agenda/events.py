"""What can happen to the common agenda and to the plan."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from agenda.models import Activity, Endorsement, Outcome
from governance.models import Seat
from journal.events import Event, event


@event("agenda.version_started")
@dataclass(frozen=True)
class VersionStarted(Event):
    """A new version is being written."""

    sentence = _("began to write version {number} of the common agenda")
    number: int


@event("agenda.passage_added")
@dataclass(frozen=True)
class PassageAdded(Event):
    """A passage came into the text being written."""

    sentence = _("added the passage “{heading}” to version {number}")
    public = False
    number: int
    heading: str


@event("agenda.passage_saved")
@dataclass(frozen=True)
class PassageSaved(Event):
    """A passage of the text being written has other words."""

    sentence = _("rewrote the passage “{heading}” of version {number}")
    public = False
    number: int
    heading: str
    revision: int


@event("agenda.passage_moved")
@dataclass(frozen=True)
class PassageMoved(Event):
    """A passage of the text being written stands elsewhere."""

    sentence = _("moved the passage “{heading}” of version {number} from place {before} to {after}")
    public = False
    number: int
    heading: str
    before: int
    after: int


@event("agenda.passage_removed")
@dataclass(frozen=True)
class PassageRemoved(Event):
    """A passage left the text being written; its words are kept in the history."""

    sentence = _("removed the passage “{heading}” from version {number}")
    public = False
    number: int
    heading: str


@event("agenda.passage_split")
@dataclass(frozen=True)
class PassageSplit(Event):
    """A passage of the text being written became two."""

    sentence = _("split the passage “{heading}” of version {number}: “{second}” came out of it")
    public = False
    number: int
    heading: str
    second: str


@event("agenda.passages_merged")
@dataclass(frozen=True)
class PassagesMerged(Event):
    """Two passages of the text being written became one."""

    sentence = _("joined the passage “{second}” to “{heading}” in version {number}")
    public = False
    number: int
    heading: str
    second: str


@event("agenda.act_undone")
@dataclass(frozen=True)
class ActUndone(Event):
    """A change of the text being written was taken back."""

    sentence = _("undid a change of “{heading}” in version {number}")
    public = False
    number: int
    act: int
    heading: str


@event("agenda.consultation_opened")
@dataclass(frozen=True)
class ConsultationOpened(Event):
    """Everybody may say what they think of the text, until a day."""

    sentence = _("opened version {number} of the common agenda to comments until {until}")
    number: int
    until: date
    sha256: str


@event("agenda.consultation_closed")
@dataclass(frozen=True)
class ConsultationClosed(Event):
    """No more comments on this version; each will have an outcome."""

    sentence = _("closed the comments on version {number} of the common agenda: {comments} in all")
    number: int
    comments: int


@event("agenda.comment_made")
@dataclass(frozen=True)
class CommentMade(Event):
    """Somebody said something; what they said stands with the version, not here."""

    sentence = _("commented on “{passage}” in version {number} of the common agenda")
    public = False
    number: int
    passage: str
    workshop: bool


@event("agenda.comment_made_on_the_whole")
@dataclass(frozen=True)
class CommentMadeOnTheWhole(Event):
    """Somebody said something about no passage, but about the whole text."""

    sentence = _("commented on the whole text of version {number} of the common agenda")
    public = False
    number: int
    workshop: bool


@event("agenda.outcome_given")
@dataclass(frozen=True)
class OutcomeGiven(Event):
    """A comment has an answer."""

    sentence = _("answered {name} about version {number}: {outcome}")
    number: int
    name: str
    outcome: Outcome.Kind
    kind_before: Outcome.Kind | None


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


@event("agenda.version_set_aside")
@dataclass(frozen=True)
class VersionSetAside(Event):
    """A version is left where it is, with a reason."""

    sentence = _("set version {number} of the common agenda aside: {reason}")
    number: int
    reason: str


@event("agenda.activity_planned")
@dataclass(frozen=True)
class ActivityPlanned(Event):
    """Something new in the plan."""

    sentence = _("added “{title}” to the action plan, led by {lead}")
    title: str
    lead: str


@event("agenda.activity_moved")
@dataclass(frozen=True)
class ActivityMoved(Event):
    """An activity of the plan goes on, stops or ends."""

    sentence = _("changed “{title}” in the action plan: {after}")
    title: str
    before: Activity.State
    after: Activity.State
    reason: str


@event("agenda.national_agendas_made")
@dataclass(frozen=True)
class NationalAgendasMade(Event):
    """Invented texts and comments for load and benchmarks."""

    sentence = _(
        "made {versions} invented versions with {comments} comments at {sites} sites for load tests"
    )
    public = False
    sites: int
    versions: int
    comments: int
