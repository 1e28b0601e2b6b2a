"""Figures of one site and of many, as values that pages and papers share.

Rates are never added up nor averaged; counts are summed over neighbourhoods only when each of
them has its value. What cannot be computed says why.
"""

from measurement.figures.charts import range_of
from measurement.figures.course import (
    Asked,
    Blocker,
    asked_of,
    blockers,
    figures_to_review,
    headlines_of,
    is_off_course,
    looked_at,
    off_course_since,
    undecided,
)
from measurement.figures.currency import GRACE, UpToDate, follows, last_due, up_to_date
from measurement.figures.cycles import (
    CyclePage,
    cycle_lines,
    cycle_page,
    decision,
    decisions_about,
    last_words,
    never_or_later,
    open_decisions,
)
from measurement.figures.entry import EntryLine, doubts, entry_sheet, numbers_of, remarks
from measurement.figures.first import headline
from measurement.figures.indicators import IndicatorFigure, indicator, indicator_table
from measurement.figures.learnt import Learnt, learnt_within
from measurement.figures.listing import ListFigure, listed
from measurement.figures.loop import LoopHealth, loop_health
from measurement.figures.series import SeriesFigure

__all__ = [
    "GRACE",
    "Asked",
    "Blocker",
    "CyclePage",
    "EntryLine",
    "IndicatorFigure",
    "Learnt",
    "ListFigure",
    "LoopHealth",
    "SeriesFigure",
    "UpToDate",
    "asked_of",
    "blockers",
    "cycle_lines",
    "cycle_page",
    "decision",
    "decisions_about",
    "doubts",
    "entry_sheet",
    "figures_to_review",
    "follows",
    "headline",
    "headlines_of",
    "indicator",
    "indicator_table",
    "is_off_course",
    "last_due",
    "last_words",
    "learnt_within",
    "listed",
    "looked_at",
    "loop_health",
    "never_or_later",
    "numbers_of",
    "off_course_since",
    "open_decisions",
    "range_of",
    "remarks",
    "undecided",
    "up_to_date",
]
