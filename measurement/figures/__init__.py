"""Figures of one site and of many, as values that pages and papers share.

Rates are never added up nor averaged; counts are summed over neighbourhoods only when each of
them has its value. What cannot be computed says why.
"""

from measurement.figures.currency import GRACE, UpToDate, last_due, up_to_date
from measurement.figures.indicators import (
    IndicatorFigure,
    headline,
    indicator,
    indicator_table,
)
from measurement.figures.series import SeriesFigure
from measurement.figures.totals import Total, total

__all__ = [
    "GRACE",
    "IndicatorFigure",
    "SeriesFigure",
    "Total",
    "UpToDate",
    "headline",
    "indicator",
    "indicator_table",
    "last_due",
    "total",
    "up_to_date",
]
