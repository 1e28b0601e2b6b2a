"""A press that takes no time, for the tests that are not about paper."""

from collections.abc import Callable
from typing import Any

import pytest

from reports import actions
from reports.actions import printing
from reports.models import Edition
from sites.models import Site
from tests import make


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pages without WeasyPrint; the list holds the markup of each document set."""
    printed: list[str] = []

    def render(markup: str) -> bytes:
        printed.append(markup)
        return make.page_of_pdf(str(len(printed)))

    monkeypatch.setattr(printing, "render", render)
    return printed


@pytest.fixture
def draft(le_val: Site, quick_press: list[str]) -> Edition:
    """The published draft of Le Val for the third quarter of 2026."""
    from datetime import date

    actions.make_due(date(2026, 11, 24))
    edition = Edition.objects.get(site=le_val)
    assert actions.build_edition(edition.pk)
    return Edition.objects.get(pk=edition.pk)


@pytest.fixture
def broken_press(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Pages that never come out; says how often somebody tried."""
    tried: list[Any] = []

    def render(markup: str) -> bytes:
        tried.append(markup)
        raise printing.PrintFailed("the document was not ready after 60 seconds")

    monkeypatch.setattr(printing, "render", render)
    return lambda: len(tried)
