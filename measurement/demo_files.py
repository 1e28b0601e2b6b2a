"""A file of older values that a site brought in, with its faults, for the demonstration: invented."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from accounts.models import User
from measurement import actions
from measurement.incoming.cells import Manner
from sites.models import Site

type AsOf = Callable[[date], AbstractContextManager[None]]

SITE, NAME = "pont-de-claix", "cahier-des-ateliers-2024.csv"
SENT = date(2025, 2, 10)
# What stood in the notebook: a quarter that nobody counted, one told twice, one that does not exist.
ROWS = ("T1 2024;1", "T2 2024;1", "T2 2024;1", "T3 2024;nd", "T5 2024;2")


def fill(site: Site, author: User | None, as_of: AsOf) -> None:
    """The notebook of before the project, taken without the row that names no quarter; once."""
    found = site.indicators.order_by("position").first()
    if site.slug != SITE or author is None or found is None or site.value_imports.exists():
        return
    lines = "\r\n".join(["Trimestre;Indicateur;Valeur", *(told(row, found.code) for row in ROWS)])
    with as_of(SENT):
        file = actions.keep_file(site, by=author, name=NAME, content=f"\ufeff{lines}\r\n".encode())
        manner = Manner(
            provenance="Cahier du centre social (valeurs inventées pour la démonstration)"
        )
        file = actions.look_through(file, by=author, columns=file.columns, manner=manner)
        actions.apply_file(file, by=author, seen=file.outcome, only_good=True, role="community")


def told(row: str, code: str) -> str:
    """A row of the notebook with the code of its indicator."""
    quarter, _mark, value = row.partition(";")
    return f"{quarter};{code};{value}"
