"""What the database itself refuses about editions and their files."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from reports.models import LETTERS, Edition, EditionFile, new_code
from sites.models import Site

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THIRD_QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def refused_by_the_database(change: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_the_database_keeps_what_is_published(draft: Edition, la_crete: Site) -> None:
    one = Edition.objects.filter(pk=draft.pk)
    file = EditionFile.objects.filter(pk=draft.pk)

    assert refused_by_the_database(lambda: one.update(final=True))
    assert refused_by_the_database(lambda: one.update(state="due", sha256="", pages=None))
    assert refused_by_the_database(lambda: file.update(pdf=b"%PDF-"))
    assert refused_by_the_database(lambda: file._raw_delete(using="default"))
    assert refused_by_the_database(lambda: one._raw_delete(using="default"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"period_start": date(2026, 7, 2)},
        {"period_start": date(2026, 8, 1)},
        {"period_end": date(2026, 6, 30)},
        {"code": "0OIL1234"},
        {"code": "abcdefgh"},
        {"state": "lost"},
        {"state": "building"},
        {"state": "ready"},
        {"lease_until": NOW},
        {"sha256": "a" * 64},
        {"figures": {"a": 1}},
        {"figures_digest": "a" * 64},
    ],
    ids=str,
)
def test_the_database_refuses_an_edition_that_cannot_be(le_val: Site, wrong: Any) -> None:
    right = {"site": le_val, "period_start": THIRD_QUARTER[0], "period_end": THIRD_QUARTER[1]}

    assert refused_by_the_database(lambda: Edition.objects.create(**right | wrong))
    assert not refused_by_the_database(lambda: Edition.objects.create(**right))


def test_the_database_refuses_two_editions_of_one_number(draft: Edition, le_val: Site) -> None:
    twin = {"site": le_val, "period_start": draft.period_start, "period_end": draft.period_end}

    assert refused_by_the_database(lambda: Edition.objects.create(**twin, number=1))


def test_no_edition_is_ready_without_the_file_of_its_fingerprint(le_val: Site) -> None:
    edition = Edition.objects.create(
        site=le_val, period_start=THIRD_QUARTER[0], period_end=THIRD_QUARTER[1],
        figures={}, figures_digest="a" * 64,
    )  # fmt: skip
    ready = {"state": "ready", "sha256": "b" * 64, "pages": 1, "size": 9, "published_at": NOW}
    there = Edition.objects.filter(pk=edition.pk)

    assert refused_by_the_database(lambda: there.update(**ready))
    assert refused_by_the_database(lambda: EditionFile.objects.create(edition=edition, pdf=b""))
    EditionFile.objects.create(edition=edition, pdf=b"%PDF-other")
    assert refused_by_the_database(lambda: there.update(**ready))


def test_codes_are_read_aloud_without_doubt() -> None:
    codes = {new_code() for _time in range(200)}

    assert len(codes) == 200
    assert set("".join(codes)) <= set(LETTERS)
    assert not set(LETTERS) & set("0O1IL")
