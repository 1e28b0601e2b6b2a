"""The list of what was said: narrowed, sorted, paged in its address, and as a file for everybody."""

import pytest
from django.urls import reverse

from agenda import actions
from kit.sheets import FILES
from tests.agenda import scenes
from tests.agenda.test_workshops import enter, lines


@pytest.fixture
def said(triad, le_val, ines, samira):
    """Sabrina was refused, Nora waits, a workshop's line of six waits, one is hidden."""
    version = scenes.opened(le_val, ines)
    refused, _code = scenes.said(version, "Plus tard.", email="sabrina@example.org")
    scenes.said(version, "=CMD() pour la danse", public_name="Nora")
    enter(version, samira, lines(1, people=6, text="Un banc."))
    hidden, _code = scenes.said(version, "Danse de sots.", public_name="Zoé")
    actions.hide(hidden, ground="insult", reason="Injure.", by=ines)
    actions.give_outcome(refused, kind="not_retained", reason="Le local ferme.", by=ines)
    return version


def listed(client, site, **asked):
    page = client.get(reverse("agenda:comment-list", args=(site.slug,)), asked).content.decode()
    return {word for word in ("Plus tard.", "pour la danse", "Un banc.", "sots") if word in page}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Plus tard.", "pour la danse", "Un banc."}),
        ({"suite": "attente"}, {"pour la danse", "Un banc."}),
        ({"a-traiter": "1"}, {"pour la danse", "Un banc."}),
        ({"suite": "not_retained"}, {"Plus tard."}),
        ({"source": "workshop"}, {"Un banc."}),
        ({"theme": "x"}, {"Plus tard.", "pour la danse", "Un banc."}),
        ({"version": "1", "mots": "nora"}, {"pour la danse"}),
        ({"mots": "danse"}, {"pour la danse"}),
        ({"mots": "\x00<script>"}, set()),
        ({"suite": "x", "tri": "y", "version": "99"}, {"Plus tard.", "pour la danse", "Un banc."}),
    ],
)
def test_comments_are_found_by_what_became_of_them_source_and_words(
    client, le_val, said, asked, found
):
    assert listed(client, le_val, **asked) == found


def test_what_most_people_said_comes_first(client, le_val, said):
    address = reverse("agenda:comment-list", args=(le_val.slug,))
    page = client.get(address, {"tri": "nombre"}).content.decode()
    assert page.index("Un banc.") < page.index("Plus tard.")


def test_the_file_holds_outcomes_and_nothing_that_belongs_to_nobody_else(client, le_val, said):
    for kind in FILES:
        address = reverse(f"agenda:comments-{kind}", args=(le_val.slug,))
        assert client.get(address).status_code == 200
        assert client.get(address.replace("le-val", "nulle-part")).status_code == 404
    text = client.get(reverse("agenda:comments-csv", args=(le_val.slug,))).content.decode()

    assert "Le local ferme." in text
    assert "'=CMD() pour la danse" in text
    assert "sots" not in text
    assert "example.org" not in text
    waiting = client.get(
        reverse("agenda:comments-csv", args=(le_val.slug,)), {"suite": "attente"}
    ).content.decode()
    assert "Le local ferme." not in waiting
