"""History is the same whoever writes it: an entry holds no word of its author's language."""

import re

import pytest
from django.db import transaction
from django.utils import translation

from journal.events import EVENTS
from journal.models import Entry
from tests.house import objects, story

# What is made of random ids differs each time the story is told.
RANDOM = re.compile(r"\b([0-9a-f]{64}|[2-9A-HJKMNP-Z]{8})\b")


@pytest.fixture
def people(le_val, ines, marc, samira, paul, lila, rose, maud, victor):
    return {
        "state": ines, "municipality": marc, "community": samira, "national": maud,
        "neighbour": victor, "deputy": objects.deputy(le_val),
    }  # fmt: skip


def history(site, neighbour, people, language):
    """The facts and sentences that the story leaves when its people read a language."""
    with transaction.atomic():
        first = set(Entry.objects.values_list("pk", flat=True))
        with translation.override(language):
            told = objects.scene(site, neighbour, dict(people))
            for act in story.ACTS:
                act(told)
        entries = sorted(Entry.objects.exclude(pk__in=first), key=lambda e: (e.site, e.position))
        facts = [(e.kind, masked(e.facts)) for e in entries]
        said = {read: sentences(entries, read) for read in ("en", "fr")}
        transaction.set_rollback(True)
    return facts, said


def masked(facts):
    return {k: RANDOM.sub("#", v) if isinstance(v, str) else v for k, v in facts.items()}


def sentences(entries, language):
    with translation.override(language):
        return [RANDOM.sub("#", e.sentence) for e in entries]


def test_the_same_acts_leave_the_same_facts_in_every_language(le_val, la_crete, people):
    """Acted in English and read in French, or the other way round: the reader decides."""
    acted_in_english, read_of_english = history(le_val, la_crete, people, "en")
    acted_in_french, read_of_french = history(le_val, la_crete, people, "fr")

    told = {kind for kind, _facts in acted_in_english}

    assert set(EVENTS) - told == set(), "tests/house/story.py: add an act that brings this about"
    assert acted_in_english == acted_in_french
    assert read_of_english == read_of_french
    assert not [s for s in read_of_french["en"] + read_of_french["fr"] if "…" in s or "{" in s]
