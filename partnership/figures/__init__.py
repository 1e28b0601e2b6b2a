"""What pages and papers read of a site's partners."""

from partnership.figures.backbone import BackboneFigure, backbone, backbones, may_tend
from partnership.figures.circle import (
    CircleSummary,
    DecisionFigure,
    circles,
    decision_figure,
    decisions,
    readable,
    rotation,
    with_all,
)
from partnership.figures.coach import CoachFigure, coached_by
from partnership.figures.listing import AskedPartners, listed, nobody
from partnership.figures.money import (
    Money,
    MoneyFigure,
    grant_figure,
    money,
    money_of,
    national_money,
    part_figures,
    sites_named,
)
from partnership.figures.network import (
    NetworkFigure,
    NetworkSummary,
    known_names,
    network,
    networks,
    pasted_already,
)
from partnership.figures.support import (
    PROMISED_DAYS,
    AskedFigure,
    SupportSummary,
    asked_of,
    people_by_audience,
    support_days,
    support_of,
)

__all__ = [
    "PROMISED_DAYS",
    "AskedFigure",
    "AskedPartners",
    "BackboneFigure",
    "CircleSummary",
    "CoachFigure",
    "DecisionFigure",
    "Money",
    "MoneyFigure",
    "NetworkFigure",
    "NetworkSummary",
    "SupportSummary",
    "asked_of",
    "backbone",
    "backbones",
    "circles",
    "coached_by",
    "decision_figure",
    "decisions",
    "grant_figure",
    "known_names",
    "listed",
    "may_tend",
    "money",
    "money_of",
    "national_money",
    "network",
    "networks",
    "nobody",
    "part_figures",
    "pasted_already",
    "people_by_audience",
    "readable",
    "rotation",
    "sites_named",
    "support_days",
    "support_of",
    "with_all",
]
