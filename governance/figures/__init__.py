"""Who sits where, as values that pages and papers share."""

from governance.figures.commitments import CommitmentFigure, commitments
from governance.figures.history import (
    DatedLine,
    invitation_behind,
    mandate_lines,
    places_of,
)
from governance.figures.seats import (
    ENDS_SOON,
    SeatFigure,
    SeatWatch,
    seat_watch,
    triad,
    triads,
)

__all__ = [
    "ENDS_SOON",
    "CommitmentFigure",
    "DatedLine",
    "SeatFigure",
    "SeatWatch",
    "commitments",
    "invitation_behind",
    "mandate_lines",
    "places_of",
    "seat_watch",
    "triad",
    "triads",
]
