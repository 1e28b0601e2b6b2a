"""The journal cannot be changed, and a change made behind its back shows."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from journal.actions import broken_links
from journal.models import Entry


def test_entries_of_a_site_form_a_chain(triad, le_val):
    entries = list(Entry.objects.filter(site=le_val.slug).order_by("position"))

    assert [e.position for e in entries] == [1, 2, 3]
    assert [e.previous for e in entries] == ["", entries[0].digest, entries[1].digest]
    assert broken_links(le_val.slug) == []


@pytest.mark.parametrize(
    "change", ["UPDATE journal_entry SET kind = 'x'", "DELETE FROM journal_entry"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(triad, change):
    refused = pytest.raises((IntegrityError, InternalError), match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_change_behind_the_back_of_the_trigger_breaks_the_chain(triad, le_val):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_append_only")
        cursor.execute("UPDATE journal_entry SET by_name = 'Nobody' WHERE position = 2")
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER journal_entry_append_only")

    assert broken_links(le_val.slug) == [2]


def test_an_entry_reads_as_a_sentence(triad, le_val):
    first = Entry.objects.filter(site=le_val.slug).order_by("position").first()

    assert "Ines Carpentier" in first.sentence
    assert "2023" in first.sentence
