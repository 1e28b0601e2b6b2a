"""Rows written with a text composed once: the same rows as the ORM's, refused where it is refused."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agenda.actions import start_version
from agenda.models import Act, Draft
from kit.writes import delete, insert, together, update
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

    delete(Draft, passage=first.passage_id, once="", by=ines.pk)
    delete(Draft, passage=None, once="neuf", by=ines.pk)
    delete(Draft, passage=first.passage_id, once="", by=ines.pk)
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


def act(version, by) -> Act:
    return Act(version=version, kind="saved", touched=[], by=by)


def test_the_database_counts_on_among_the_rows_of_the_same_version(version, le_val, ines, la_crete):
    before = version.acts.latest("number").number
    elsewhere = scenes.writing(la_crete, ines)
    first, second = act(version, ines), act(version, ines)

    insert(first, next_of=("number", "version"))
    insert(second, next_of=("number", "version"))

    assert (first.number, second.number) == (before + 1, before + 2)
    assert elsewhere.acts.count() == elsewhere.acts.latest("number").number


def test_the_first_row_of_all_is_number_one(db, triad, le_val, ines):
    empty = start_version(le_val, by=ines)
    alone = act(empty, ines)

    insert(alone, next_of=("number", "version"))

    assert alone.number == 1


def test_writes_that_belong_together_are_one_statement(version, ines):
    one, two = (draft(version, ines, wording) for wording in version.wordings.all()[:2])
    insert(one)
    one.text = "après"

    written = []
    with watch_writes(written), CaptureQueriesContext(connection) as queries, together():
        insert(two)
        update(one, "text")
        delete(Draft, passage=None, once="jamais", by=ines.pk)
        assert not Draft.objects.filter(pk=two.pk).exists()

    assert len(queries) == 2
    assert written == ["agenda_draft"] * 3
    assert Draft.objects.get(pk=one.pk).text == "après"
    assert Draft.objects.filter(pk=two.pk).exists()


def test_one_that_is_refused_refuses_all_of_them(version, ines):
    gone, new = (draft(version, ines, wording) for wording in version.wordings.all()[:2])
    insert(gone)
    Draft.objects.all().delete()

    def both():
        with transaction.atomic(), together():
            insert(new)
            update(gone, "text")

    with pytest.raises(Draft.NotUpdated):
        both()

    assert not Draft.objects.exists()


def test_a_block_that_fails_sends_nothing(version, ines):
    def stumble():
        with together():
            insert(draft(version, ines, once="neuf"))
            raise ValueError("a word")

    with pytest.raises(ValueError, match="word"):
        stumble()

    assert not Draft.objects.exists()


def test_a_row_cannot_be_written_twice_at_once(version, ines):
    row = draft(version, ines, version.wordings.first())
    insert(row)

    def twice():
        with together():
            update(row, "text")
            update(row, "heading")

    with pytest.raises(ValueError, match="once"):
        twice()
