"""The common agenda as values that pages, lists and papers share."""

from agenda.figures.activities import ActivityPage, activity_page, said_of, suggestions, tie_choices
from agenda.figures.acts import ActFigure, acts_of
from agenda.figures.adopted import Adoption, Signatory, adoption, groups_of
from agenda.figures.agreeing import Agreeing, agreements
from agenda.figures.bringing import KeptOut, kept_out, left_out
from agenda.figures.changes import KINDS, TextChange, differences
from agenda.figures.collisions import Collision, collision, words_kept
from agenda.figures.consultations import (
    OpenArea,
    OpenConsultation,
    OpenPage,
    Sought,
    ending_first,
    open_page,
    places_with_open_texts,
)
from agenda.figures.endorsing import (
    Records,
    SeatRecord,
    Worry,
    earlier_worries,
    seat_records,
    worries,
)
from agenda.figures.moderation import Said, decisions_about
from agenda.figures.places import Places, Spot, Whereabouts
from agenda.figures.plan import ActivityFigure, Lane, activities, lanes, lanes_of
from agenda.figures.presence import Unsaved, Writer, differs, new_draft, unsaved, writers
from agenda.figures.states import (
    AgendaState,
    SeatAnswer,
    Step,
    agenda_state,
    seat_answers,
    state_of,
    steps,
)
from agenda.figures.talking import ReplyFigure, Thread, replies_of, role_words, threads
from agenda.figures.texts import (
    Bearings,
    Outline,
    PassageFigure,
    bearings,
    counts,
    outline,
    text_of,
)
from agenda.figures.voices import (
    CommentFigure,
    OutcomeFigure,
    Voices,
    comments_of,
    last_outcomes,
    outcome_history,
    voices,
)

__all__ = [
    "KINDS",
    "ActFigure",
    "ActivityFigure",
    "ActivityPage",
    "Adoption",
    "AgendaState",
    "Agreeing",
    "Bearings",
    "Collision",
    "CommentFigure",
    "KeptOut",
    "Lane",
    "OpenArea",
    "OpenConsultation",
    "OpenPage",
    "OutcomeFigure",
    "Outline",
    "PassageFigure",
    "Places",
    "Records",
    "ReplyFigure",
    "Said",
    "SeatAnswer",
    "SeatRecord",
    "Signatory",
    "Sought",
    "Spot",
    "Step",
    "TextChange",
    "Thread",
    "Unsaved",
    "Voices",
    "Whereabouts",
    "Worry",
    "Writer",
    "activities",
    "activity_page",
    "acts_of",
    "adoption",
    "agenda_state",
    "agreements",
    "bearings",
    "collision",
    "comments_of",
    "counts",
    "decisions_about",
    "differences",
    "differs",
    "earlier_worries",
    "ending_first",
    "groups_of",
    "kept_out",
    "lanes",
    "lanes_of",
    "last_outcomes",
    "left_out",
    "new_draft",
    "open_page",
    "outcome_history",
    "outline",
    "places_with_open_texts",
    "replies_of",
    "role_words",
    "said_of",
    "seat_answers",
    "seat_records",
    "state_of",
    "steps",
    "suggestions",
    "text_of",
    "threads",
    "tie_choices",
    "unsaved",
    "voices",
    "words_kept",
    "worries",
    "writers",
]
