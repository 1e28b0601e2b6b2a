"""What can happen to the common agenda and to the plan."""

from agenda.events.deciding import SeatAnswered, SentForEndorsement, VersionAdopted
from agenda.events.moderation import (
    CommentHidden,
    CommentKept,
    CommentShown,
    CommentShownAgain,
    CommentWithdrawn,
)
from agenda.events.plan import ActivityMoved, ActivityPlanned
from agenda.events.talking import RepliesTold, ReplyLettersStopped, ReplyMade
from agenda.events.texts import (
    ActUndone,
    NationalAgendasMade,
    PassageAdded,
    PassageMoved,
    PassageRemoved,
    PassageSaved,
    PassagesMerged,
    PassageSplit,
    TextBroughtIn,
    VersionSetAside,
    VersionStarted,
)
from agenda.events.voices import (
    CommentMade,
    CommentMadeOnTheWhole,
    ConsultationClosed,
    ConsultationOpened,
    OutcomeGiven,
    WorkshopEntered,
)

__all__ = [
    "ActUndone",
    "ActivityMoved",
    "ActivityPlanned",
    "CommentHidden",
    "CommentKept",
    "CommentMade",
    "CommentMadeOnTheWhole",
    "CommentShown",
    "CommentShownAgain",
    "CommentWithdrawn",
    "ConsultationClosed",
    "ConsultationOpened",
    "NationalAgendasMade",
    "OutcomeGiven",
    "PassageAdded",
    "PassageMoved",
    "PassageRemoved",
    "PassageSaved",
    "PassageSplit",
    "PassagesMerged",
    "RepliesTold",
    "ReplyLettersStopped",
    "ReplyMade",
    "SeatAnswered",
    "SentForEndorsement",
    "TextBroughtIn",
    "VersionAdopted",
    "VersionSetAside",
    "VersionStarted",
    "WorkshopEntered",
]
