"""Who sits where, as values that pages and papers share."""

from governance.figures.commitments import CommitmentFigure, commitments
from governance.figures.history import MandateLine, mandate_lines
from governance.figures.places import PlaceFigure, invitation_behind, places_of
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
    "MandateLine",
    "PlaceFigure",
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
