"""How the pages of the report follow each other."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from overview.snapshot import Change, SiteFigures
from reports.paper.press import render
from reports.sheets import markup
from tests.reports.sample import FULL, IMPRINT

LONG = "Amina Diallo a répondu à la contestation de « Enfants accompagnés » : fondée. " * 4


def pages_of(figures: SiteFigures) -> list[str]:
    read = PdfReader(io.BytesIO(render(markup(figures, IMPRINT)))).pages
    return [" ".join(page.extract_text().split()) for page in read]


@pytest.mark.slow
def test_what_the_first_page_cannot_hold_is_followed_by_the_figures() -> None:
    """Never a page with two lines on it and nothing else."""
    long = tuple(Change("chiffres", LONG) for _ in range(5))

    spilt = next(p for p in pages_of(replace(FULL, changes=long)) if "Et maintenant" in p)

    assert "Où en est le site" not in spilt
    assert "Les chiffres qui comptent" in spilt.split("Et maintenant")[1]
