"""Rows written with a text composed once: the same rows as the ORM's, refused where it is refused."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agenda.models import Act, Draft
from kit.writes import delete, insert, update
from tests.agenda import scenes
from tests.client import watch_writes


@pytest.fixture
def version(db, triad, le_val, ines):
    return scenes.writing(le_val, ines)


def draft(version, by, wording=None, **words) -> Draft:
    place = {"passage_id": wording.passage_id} if wording else {}
    return Draft(version=version, by=by, revision=1, **place, **words)


def test_a_row_is_written_as_the_orm_writes_it(version, ines):
    touched = [{"passage": "é % 'x'", "before": None, "after": 1}]
    row = Act(version=version, number=50, kind="saved", touched=touched, by=ines)

    insert(row)

    found = version.acts.get(number=50)
    assert found.pk == row.pk and found.touched == touched and found.by == ines
    assert found.undoes is None and found.created_at == row.created_at is not None
    assert not row._state.adding


@pytest.mark.parametrize("words", ["", "« Oui » 100 %, %s", "'; DROP TABLE agenda_draft; --"])
def test_the_fields_that_are_named_change_and_no_other(version, ines, words):
    row = draft(version, ines, version.wordings.first(), text="avant", heading="Titre")
    insert(row)
    row.text, row.heading = words, "autre"

    update(row, "text")

    found = Draft.objects.get(pk=row.pk)
    assert (found.text, found.heading) == (words, "Titre")


def test_a_row_that_is_gone_is_not_updated_in_silence(version, ines):
    row = draft(version, ines, version.wordings.first())
    insert(row)
    Draft.objects.all().delete()

    with pytest.raises(Draft.NotUpdated):
        update(row, "text")


def test_what_a_constraint_refuses_is_refused(version, ines):
    wording = version.wordings.order_by("passage_id").first()
    insert(draft(version, ines, wording))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(draft(version, ines, wording))

    assert Draft.objects.count() == 1


def test_only_the_rows_with_these_values_go_an_absent_one_too(version, ines, marc):
    first, second = version.wordings.all()[:2]
    for row in (draft(version, ines, first), draft(version, marc, first),
                draft(version, ines, second), draft(version, ines, once="neuf")):  # fmt: skip
        insert(row)

    assert delete(Draft, passage=first.passage_id, once="", by=ines.pk) == 1
    assert delete(Draft, passage=None, once="neuf", by=ines.pk) == 1
    assert delete(Draft, passage=first.passage_id, once="", by=ines.pk) == 0
    left = Draft.objects.values_list("passage", "by")
    assert set(left) == {(first.passage_id, marc.pk), (second.passage_id, ines.pk)}


def test_a_write_is_one_statement_that_everybody_sees(version, ines):
    row = draft(version, ines, version.wordings.first())

    written = []
    with watch_writes(written), CaptureQueriesContext(connection) as queries:
        insert(row)
        update(row, "text", "heading")
        delete(Draft, id=row.pk)

    assert len(queries) == 3
    assert written == ["agenda_draft"] * 3
