"""How an edition comes to be: once, whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import User
from journal.models import Entry
from kit import clock
from kit.states import Refusal
from reports import actions, tasks
from reports.actions import editions, printing
from reports.models import Edition, EditionFile
from sites.models import Site, StageChange
from tests import make

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THIRD_QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def later(monkeypatch: pytest.MonkeyPatch, **span: int) -> None:
    there = clock.now() + timedelta(**span)
    monkeypatch.setattr(clock, "source", lambda: there)


def facts(edition: Edition) -> dict[str, Any]:
    found = Edition.objects.get(pk=edition.pk)
    return {
        field.name: getattr(found, field.name)
        for field in Edition._meta.concrete_fields
        if field.name not in {"site", "asked_by"}
    }


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2026, 11, 24), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2028, 4, 2), date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_a_report_is_about_the_quarter_that_has_closed(today: date, start: date, end: date) -> None:
    period = actions.closed_quarter(today)

    assert (period.start, period.end) == (start, end)


def test_each_site_at_work_gets_one_draft_for_the_closed_quarter(
    le_val: Site, la_crete: Site
) -> None:
    make.site("Le Pré", town=make.commune("59996", "Le Pré"), state="exploring")
    make.site("Le Gué", town=make.commune("59995", "Le Gué"), state="paused")

    made = actions.make_due(TODAY)

    assert made == 2
    assert set(
        Edition.objects.values_list("site__slug", "period_start", "period_end", "number", "state")
    ) == {("le-val", *THIRD_QUARTER, 1, "due"), ("la-crete", *THIRD_QUARTER, 1, "due")}


def test_a_site_that_engaged_after_the_quarter_waits_for_the_next(le_val: Site) -> None:
    Site.objects.filter(pk=le_val.pk).update(stage_since=date(2026, 10, 2))

    assert actions.make_due(TODAY) == 0
    assert actions.make_due(date(2027, 1, 3)) == 1


def test_a_site_that_only_changed_its_stage_since_then_keeps_its_report(le_val: Site) -> None:
    StageChange.objects.create(site=le_val, after="active", on=date(2024, 5, 1))
    Site.objects.filter(pk=le_val.pk).update(state="autonomous", stage_since=date(2026, 10, 2))

    assert actions.make_due(TODAY) == 1


def test_made_due_twice_changes_nothing(draft: Edition) -> None:
    before = facts(draft)

    assert actions.make_due(TODAY) == 0
    assert facts(draft) == before


def test_built_twice_changes_nothing(draft: Edition, quick_press: list[str]) -> None:
    before, entries = facts(draft), Entry.objects.count()

    assert actions.build_edition(draft.pk) is False
    tasks.build_edition(str(draft.pk))
    assert actions.sweep() == 0

    assert facts(draft) == before
    assert (EditionFile.objects.count(), len(quick_press)) == (1, 1)
    assert Entry.objects.count() == entries


def test_publishing_is_written_in_the_journal_once(draft: Edition) -> None:
    entries = Entry.objects.filter(kind="reports.edition_published")

    assert [(e.site, e.by_name, e.facts["period"], e.facts["number"]) for e in entries] == [
        ("le-val", "", "2026-07-01/2026-09-30", 1)
    ]


def test_an_edition_whose_hint_was_lost_is_found_by_the_sweep(
    le_val: Site, quick_press: list[str]
) -> None:
    actions.make_due(TODAY)

    tasks.sweep()

    assert Edition.objects.get().is_ready


def test_the_whole_way_by_the_tasks_alone(le_val: Site, quick_press: list[str]) -> None:
    tasks.make_due()
    tasks.build_edition(str(Edition.objects.get().pk))
    tasks.build_edition("00000000-0000-4000-8000-000000000000")

    edition = Edition.objects.get()
    assert (edition.state, edition.pages, edition.tries) == ("ready", 1, 1)
    assert bytes(edition.file.pdf).startswith(b"%PDF-")
    assert len(edition.sha256) == 64


def test_a_failure_is_kept_with_its_reason_and_tried_again_later(
    le_val: Site, broken_press: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.make_due(TODAY)

    assert actions.sweep() == 0
    assert actions.sweep() == 0

    edition = Edition.objects.get()
    assert broken_press() == 1
    assert (edition.state, edition.tries, edition.last_error) == (
        "failed",
        1,
        "the document was not ready after 60 seconds",
    )
    assert edition.due_at == NOW + timedelta(minutes=1)
    later(monkeypatch, minutes=2)
    actions.sweep()
    assert broken_press() == 2
    assert Edition.objects.get().due_at == clock.now() + timedelta(minutes=2)


def test_after_eight_tries_an_edition_is_given_up_and_the_journal_says_so(
    le_val: Site, broken_press: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.make_due(TODAY)

    for _try in range(12):
        actions.sweep()
        later(monkeypatch, hours=9)

    edition = Edition.objects.get()
    assert broken_press() == 8
    assert (edition.is_given_up, edition.due_at) == (True, None)
    assert Entry.objects.filter(kind="reports.edition_given_up").count() == 1


def test_one_poisoned_site_does_not_stop_the_others(
    le_val: Site, la_crete: Site, quick_press: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy = editions.site_snapshot

    def snapshot(site: Site, period: Any, **more: Any) -> Any:
        if site.slug == "la-crete":
            raise ValueError("NUL \x00 in the data")
        return healthy(site, period, **more)

    monkeypatch.setattr(editions, "site_snapshot", snapshot)
    actions.make_due(TODAY)

    assert actions.sweep() == 1

    assert dict(Edition.objects.values_list("site__slug", "state")) == {
        "le-val": "ready",
        "la-crete": "failed",
    }
    assert Edition.objects.get(site=la_crete).last_error == "ValueError: NUL  in the data"


def test_the_picture_is_stored_before_the_pages_and_not_taken_again(
    le_val: Site, broken_press: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.make_due(TODAY)
    actions.sweep()
    first = Edition.objects.get()
    make.seat(le_val, "state", make.person("Ada Renard"), since=date(2026, 1, 1))

    later(monkeypatch, minutes=5)
    actions.sweep()

    again = Edition.objects.get()
    assert first.figures is not None
    assert (again.figures, again.figures_digest) == (first.figures, first.figures_digest)


def test_a_worker_that_comes_back_from_the_dead_publishes_nothing(
    le_val: Site, quick_press: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.make_due(TODAY)
    slow = printing.take(editions.KIND, Edition.objects.get().pk)
    assert slow is not None
    assert printing.take(editions.KIND, slow.pk) is None
    later(monkeypatch, minutes=4)
    assert actions.build_edition(slow.pk)
    kept = facts(slow)

    assert printing.keep(editions.KIND, slow, b"%PDF-1.7 too late") is False
    printing.put_off(editions.KIND, slow, "too late")

    assert facts(slow) == kept
    assert EditionFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_makes_the_edition(le_val: Site, quick_press: list[str]) -> None:
    actions.make_due(TODAY)
    edition = Edition.objects.get()

    def work(_number: int) -> bool:
        try:
            return actions.build_edition(edition.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as workers:
        outcomes = sorted(workers.map(work, range(6)))

    assert outcomes == [False] * 5 + [True]
    assert len(quick_press) == 1


def test_an_edition_at_which_each_worker_dies_is_given_up(
    le_val: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.make_due(TODAY)
    edition = Edition.objects.get()
    for turn in range(actions.TRIES):
        later(monkeypatch, minutes=4 * turn)
        assert printing.take(editions.KIND, edition.pk) is not None
    later(monkeypatch, minutes=4 * actions.TRIES)

    assert printing.take(editions.KIND, edition.pk) is None

    assert Edition.objects.get().is_given_up
    assert Entry.objects.filter(kind="reports.edition_given_up").count() == 1


DYING_WORKER = """
import sys, time, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from reports import actions
from reports.actions import printing
printing.render = lambda markup: time.sleep(120)
actions.build_edition(sys.argv[2])
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_exactly_one_report_in_the_end(
    le_val: Site, quick_press: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "source", lambda: datetime.now(UTC))
    actions.make_due(TODAY)
    edition = Edition.objects.get()
    command = [
        sys.executable,
        "-c",
        DYING_WORKER,
        connection.settings_dict["NAME"],
        str(edition.pk),
    ]
    worker = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "qic_portal.settings"})  # fmt: skip
    deadline = time.monotonic() + 40
    while (
        not Edition.objects.filter(figures__isnull=False).exists() and time.monotonic() < deadline
    ):
        time.sleep(0.1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(timeout=10)
    assert Edition.objects.get().state == "building"
    assert actions.sweep() == 0
    taken = Edition.objects.get().figures_digest

    Edition.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    outcomes = [actions.sweep(), actions.sweep(), actions.build_edition(edition.pk)]

    found = Edition.objects.get()
    assert outcomes == [1, 0, False]
    assert (found.state, found.tries, found.figures_digest) == ("ready", 2, taken)
    assert EditionFile.objects.count() == 1
    assert Entry.objects.filter(kind="reports.edition_published").count() == 1


def test_a_dead_broker_delays_nothing_but_the_hint(
    le_val: Site, quick_press: list[str], settings: Any
) -> None:
    assert actions.make_due(TODAY) == 1
    assert actions.sweep() == 1


def test_the_triad_closes_the_very_figures_that_it_has_read(
    draft: Edition, ines: User, le_val: Site, quick_press: list[str]
) -> None:
    make.seat(le_val, "community", make.person("Ada Renard"), since=date(2026, 1, 1))

    final = actions.close_report(le_val, draft.period_start, by=ines)
    actions.sweep()

    found = Edition.objects.get(pk=final.pk)
    assert (found.number, found.final, found.state) == (2, True, "ready")
    assert (found.figures, found.figures_digest) == (draft.figures, draft.figures_digest)
    assert Edition.objects.get(pk=draft.pk).is_ready


def test_a_new_edition_takes_the_figures_again_and_both_stay(
    draft: Edition, ines: User, le_val: Site, quick_press: list[str]
) -> None:
    make.seat(le_val, "community", make.person("Ada Renard"), since=date(2026, 1, 1))

    second = actions.reissue(le_val, draft.period_start, by=ines)
    actions.sweep()

    found = Edition.objects.get(pk=second.pk)
    assert (found.number, found.final) == (2, False)
    assert found.figures_digest != draft.figures_digest
    assert EditionFile.objects.count() == 2
    assert found.code != draft.code


def test_nobody_asks_for_a_next_edition_while_one_is_in_the_making(
    draft: Edition, ines: User, le_val: Site
) -> None:
    actions.close_report(le_val, draft.period_start, by=ines)

    for action in (actions.close_report, actions.reissue):
        with pytest.raises(Refusal):
            action(le_val, draft.period_start, by=ines)
    with pytest.raises(Refusal):
        actions.reissue(le_val, date(2020, 1, 1), by=ines)
    assert Edition.objects.count() == 2


def test_a_final_report_is_not_closed_again(draft: Edition, ines: User, le_val: Site) -> None:
    actions.close_report(le_val, draft.period_start, by=ines)
    actions.sweep()

    with pytest.raises(Refusal):
        actions.close_report(le_val, draft.period_start, by=ines)


def test_an_edition_that_was_given_up_is_started_again(
    le_val: Site, maud: User, quick_press: list[str]
) -> None:
    actions.make_due(TODAY)
    edition = Edition.objects.get()
    with pytest.raises(Refusal):
        actions.start_again(le_val, edition.pk, by=maud)
    Edition.objects.update(state="failed", due_at=None, tries=8)

    actions.start_again(le_val, edition.pk, by=maud)

    assert actions.sweep() == 1
