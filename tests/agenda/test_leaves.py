"""A long text on a slow phone: it comes in leaves, and each weighs little."""

import gzip
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions
from agenda.leaves import leaf_of, leaves
from agenda.models import Wording
from tests.agenda import scenes
from tests.agenda.test_residents import url

LIGHT = 14_600
SAID = [
    "La",
    "ville,",
    "le",
    "bailleur",
    "et",
    "le",
    "centre",
    "social",
    "ouvrent",
    "un",
    "lieu",
    ";",
    "des",
    "habitants",
    "tiennent",
    "l’accueil",
    "du",
    "matin",
    "au",
    "soir,",
    "sans",
    "rendez-vous,",
    "pour",
    "les",
    "papiers,",
    "le",
    "travail,",
    "la",
    "santé,",
    "les",
    "enfants,",
    "le",
    "sport",
    "et",
    "la",
    "fête.",
    "On",
    "y",
    "vient",
    "à",
    "pied",
    "depuis",
    "les",
    "tours.",
    "Chacun",
    "propose,",
    "chacun",
    "décide,",
    "et",
    "ce",
    "qui",
    "est",
    "promis",
    "a",
    "une",
    "date.",
]


def long_text(site, by, *, passages=80):
    """A version of many passages, each of some fifty words that are never twice the same."""
    chance = random.Random(4)
    version = scenes.writing(site, by)
    last = version.wordings.order_by("-position").first()
    for n in range(passages - version.wordings.count()):
        text = " ".join(chance.choices(SAID, k=52)).capitalize() + "."
        fields = {"section": "strategy", "strategy": f"Axe {n // 10 + 1}", "text": text}
        actions.add_passage(version, by=by, heading=f"Mesure {n} {chance.choice(SAID)}", **fields)
    assert last is not None
    return actions.open_consultation(version, by=by, until=scenes.UNTIL)


@pytest.mark.slow
def test_eighty_passages_and_many_comments_weigh_one_round_trip(client, triad, le_val, ines):
    version = long_text(le_val, ines)
    for n, wording in enumerate(version.wordings.select_related("passage")):
        scenes.said(version, text=f"Remarque {n}", passage=wording.passage)
    address = url("consultation", le_val)
    first = client.get(address)
    leaves_of_it = first.context["leaf"].of

    seen = []
    for number in range(1, leaves_of_it + 1):
        page = client.get(f"{address}?page={number}")
        assert len(gzip.compress(page.content, 6)) <= LIGHT
        seen += [passage.id for passage in page.context["leaf"].passages]

    assert seen == list(
        Wording.objects.filter(version=version)
        .order_by("position")
        .values_list("passage", flat=True)
    )
    assert b'rel="next"' in first.content
    for odd in ("0", "999999", "x", "٣", "-1"):
        assert client.get(f"{address}?page={odd}").status_code == 200


def test_the_page_costs_the_same_for_any_number_of_passages(client, triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    address, cost = url("consultation", le_val), []
    client.get(address)
    for _round in range(3):
        scenes.said(version, text=f"Remarque {_round}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        cost.append(len(queries))

    assert len(set(cost)) == 1


def test_a_short_text_stays_on_one_page_and_a_long_one_is_cut_between_passages():
    assert [leaf.passages for leaf in leaves(["a" * 10, "b"], len)] == [("a" * 10, "b")]
    found = leaves(["a" * 4000, "b" * 2000, "c" * 9000, "d"], len)
    assert [len(leaf.passages) for leaf in found] == [1, 1, 1, 1]
    assert (found[0].before, found[0].following, found[-1].following) == (None, 2, None)
    assert leaf_of(found, "d") == 4
    assert [leaf.passages for leaf in leaves([], len)] == [()]
    assert len(leaves(["x"] * 40, len)) == 3
