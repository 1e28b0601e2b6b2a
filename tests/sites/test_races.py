"""Two people at once: one is served, the other is told; nothing happens twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from journal.models import Entry
from kit.states import Refusal
from sites import actions
from sites.imports.catalogue import IMPORTS
from sites.imports.report import silent
from sites.insets import DATA
from sites.models import Region, Site, SiteNeighbourhood, StageChange
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = date(2026, 11, 24)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Runs all together, each on its own connection; what each one answered."""
    ready = threading.Barrier(len(works))
    said: list[str] = []

    def run(work: Callable[[], object]) -> None:
        try:
            ready.wait(5)
            work()
            said.append("done")
        except Refusal:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(said)


def test_two_people_pause_a_site_and_it_is_paused_once():
    site = make.site()

    def pause() -> None:
        actions.change_stage(site, Site.State.PAUSED, by=None, on=TODAY, reason="Travaux")

    assert at_once(pause, pause, pause) == ["done", "refused", "refused"]
    assert StageChange.objects.filter(site=site, after="paused").count() == 1
    assert Entry.objects.filter(kind="sites.stage_changed").count() == 1


def test_two_people_link_a_neighbourhood_and_it_is_linked_once():
    site = make.site()
    neighbourhood = make.neighbourhood()

    def link() -> None:
        actions.link_neighbourhood(site, neighbourhood, by=None, since=TODAY)

    assert at_once(link, link) == ["done", "refused"]
    assert SiteNeighbourhood.objects.filter(site=site).count() == 1


def test_two_imports_at_once_add_each_row_once():
    reports = []

    def run() -> None:
        reports.append(IMPORTS["regions"](DATA, silent))

    assert at_once(run, run) == ["done", "done"]
    assert sorted((r.added, r.unchanged) for r in reports) == [(0, 26), (26, 0)]
    assert Region.objects.count() == 26
    assert Entry.objects.filter(kind="sites.reference_imported").count() == 1
