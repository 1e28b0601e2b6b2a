"""The journal cannot be changed, and a change made behind its back shows."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from governance.events import MandateBegun
from journal.actions import broken_links
from journal.events import sentence
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


def test_a_key_is_kept_and_said_in_the_language_of_the_reader(triad, le_val):
    first = Entry.objects.filter(site=le_val.slug).order_by("position").first()

    assert first.facts["seat"] == "state"
    with translation.override("fr"):
        assert "« État »" in first.sentence.replace("\xa0", " ")
    with translation.override("en"):
        assert "“State”" in first.sentence


def test_an_entry_of_long_ago_keeps_the_word_that_its_author_read():
    facts = {"seat": "État", "holder": "Ines Carpentier", "starts_on": "2023-01-10", "gone": 1}

    with translation.override("en"):
        said = sentence("governance.mandate_begun", facts)

    assert (
        said.replace("\xa0", " ") == "gave the seat “État” to Ines Carpentier from 10 January 2023"
    )


def test_an_entry_that_lacks_a_fact_or_whose_kind_is_gone_can_still_be_read():
    with translation.override("en"):
        assert sentence("governance.mandate_begun", {}) == "gave the seat “…” to … from …"
    assert sentence("gone.long_ago", {"a": 1}) == "gone.long_ago"


@pytest.mark.parametrize("word", ["State", _("State"), None])
def test_a_word_is_refused_where_a_key_belongs(word):
    with pytest.raises(TypeError, match="MandateBegun.seat is no fact"):
        MandateBegun(seat=word, holder="Ines", starts_on=date(2026, 1, 5), ends_on=None)
