"""Who sits where, as values that pages and papers share."""

from governance.figures.commitments import CommitmentFigure, commitments
from governance.figures.facilitators import (
    FacilitatorFigure,
    SingleSite,
    facilitator_figures,
    facilitator_named,
    facilitators_in_order,
    single_sites,
    sites_given_to,
)
from governance.figures.history import (
    DatedLine,
    invitation_behind,
    mandate_lines,
    places_of,
)
from governance.figures.letters import LetterFigure, handover_address, handover_letters
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
    "FacilitatorFigure",
    "LetterFigure",
    "SeatFigure",
    "SeatWatch",
    "SingleSite",
    "commitments",
    "facilitator_figures",
    "facilitator_named",
    "facilitators_in_order",
    "handover_address",
    "handover_letters",
    "invitation_behind",
    "mandate_lines",
    "places_of",
    "seat_watch",
    "single_sites",
    "sites_given_to",
    "triad",
    "triads",
]
