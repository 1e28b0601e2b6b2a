"""The common agenda as values that pages, lists and papers share."""

from agenda.figures.places import Places, Spot, Whereabouts
from agenda.figures.plan import ActivityFigure, Lane, activities, lanes
from agenda.figures.states import (
    AgendaState,
    OpenConsultation,
    SeatAnswer,
    Step,
    agenda_state,
    open_consultations,
    seat_answers,
    state_of,
    steps,
)
from agenda.figures.texts import (
    Outline,
    PassageFigure,
    TextChange,
    counts,
    differences,
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
    "ActivityFigure",
    "AgendaState",
    "CommentFigure",
    "Lane",
    "OpenConsultation",
    "OutcomeFigure",
    "Outline",
    "PassageFigure",
    "Places",
    "SeatAnswer",
    "Spot",
    "Step",
    "TextChange",
    "Voices",
    "Whereabouts",
    "activities",
    "agenda_state",
    "comments_of",
    "counts",
    "differences",
    "lanes",
    "last_outcomes",
    "open_consultations",
    "outcome_history",
    "outline",
    "seat_answers",
    "state_of",
    "steps",
    "text_of",
    "voices",
]
