"""What pages and papers read of a site's partners."""

from partnership.figures.backbone import may_tend
from partnership.figures.network import (
    NetworkFigure,
    NetworkSummary,
    known_names,
    network,
    networks,
    pasted_already,
)

__all__ = [
    "NetworkFigure",
    "NetworkSummary",
    "known_names",
    "may_tend",
    "network",
    "networks",
    "pasted_already",
]
