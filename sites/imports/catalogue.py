"""Every import, in the order in which each finds what it refers to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sites.imports import neighbourhoods, pilots, places, programmes
from sites.imports.report import Progress, Report
from sites.imports.table import Table, import_table

TABLES: tuple[Table, ...] = (
    places.REGIONS,
    places.DEPARTMENTS,
    places.INTERCOMMUNALITIES,
    places.COMMUNES,
    neighbourhoods.NEIGHBOURHOODS,
    neighbourhoods.OUTLINES,
    programmes.CONTRACTS,
    programmes.EDUCATIVES,
    programmes.EMPLOYMENTS,
    programmes.CENTRES,
    programmes.WAVES,
    programmes.THEMES,
)
IMPORTS: dict[str, Callable[[Path, Progress], Report]] = {
    **{table.name: partial(import_table, table) for table in TABLES},
    "qic_sites": pilots.import_sites,
    "qic_sites_qpv": pilots.import_links,
}
