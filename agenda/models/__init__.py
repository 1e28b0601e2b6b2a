"""Versions of the common agenda, what was said about them, who endorsed them, and the plan."""

from agenda.models.acts import Act, Descent
from agenda.models.agreements import Agreement
from agenda.models.bringing import Bringing
from agenda.models.comments import Comment, CommentContact, Effect, Outcome, Waiting
from agenda.models.drafts import Draft
from agenda.models.endorsements import Ceremony, Endorsement, Remedy
from agenda.models.moderation import (
    Appeal,
    Ground,
    Moderation,
    NotShown,
    Report,
    ReportContact,
    ToModerate,
)
from agenda.models.plan import Activity, ActivityChange, ActivityLink, ActivityMove, ActivityNote
from agenda.models.replies import RepliesTold, Reply, ReplyTold
from agenda.models.theming import CommentTheme, ThemeMark
from agenda.models.translations import Translation
from agenda.models.versions import Passage, Version, Wording, WordingHistory
from agenda.models.workshops import Workshop

__all__ = [
    "Act",
    "Activity",
    "ActivityChange",
    "ActivityLink",
    "ActivityMove",
    "ActivityNote",
    "Agreement",
    "Appeal",
    "Bringing",
    "Ceremony",
    "Comment",
    "CommentContact",
    "CommentTheme",
    "Descent",
    "Draft",
    "Effect",
    "Endorsement",
    "Ground",
    "Moderation",
    "NotShown",
    "Outcome",
    "Passage",
    "Remedy",
    "RepliesTold",
    "Reply",
    "ReplyTold",
    "Report",
    "ReportContact",
    "ThemeMark",
    "ToModerate",
    "Translation",
    "Version",
    "Waiting",
    "Wording",
    "WordingHistory",
    "Workshop",
]
