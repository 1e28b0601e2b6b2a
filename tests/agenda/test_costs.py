"""What a save and a resident's page cost, and that nothing which is drawn once is ever old."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agenda import actions
from agenda.in_hand import version_in_hand, wording_in_hand
from tests.agenda import scenes
from tests.agenda.test_residents import url


def statements(deed) -> list[str]:
    """The statements of a deed, without those that mark a place in the test's own transaction."""
    with CaptureQueriesContext(connection) as queries:
        deed()
    return [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]


@pytest.mark.parametrize("saves", [1, 3, 30])
def test_a_save_costs_the_same_however_much_was_saved_before(triad, le_val, ines, saves):
    version = scenes.writing(le_val, ines)
    wording = version.wordings.get(heading="Le mercredi")

    def save(text: str) -> None:
        now = wording_in_hand(version, wording.passage_id)
        actions.save_passage(now, by=ines, revision=now.revision, heading=now.heading, text=text)

    for turn in range(saves):
        save(f"Le local ouvre à {turn} h.")
    said = statements(lambda: save("Le local ouvre de 14 h à 19 h."))

    # It is read; held with its version; the end of the chain is held; all is written at once.
    assert len(said) == 4
    assert version.acts.filter(kind="saved").count() == saves + 1


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_residents_page_costs_the_same_however_much_was_said(client, triad, le_val, ines, count):
    version = scenes.opened(le_val, ines)
    for number in range(count):
        scenes.said(version, f"Remarque {number}")
    page = url("consultation", le_val)
    client.get(page)

    assert len(statements(lambda: client.get(page))) == 8


def counted(client: Client, site, heading: str) -> int:
    """How many comments the page says there are on a passage."""
    text = client.get(url("consultation", site)).content.decode()
    part = next(p for p in text.split('<section class="passage"') if f">{heading}</h2>" in p)
    return int(re.search(r'class="count">(\d+)', part).group(1))


def test_a_passage_that_is_drawn_once_tells_the_next_comment_at_once(client, triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    assert counted(client, le_val, "Le mercredi") == 0

    for number in (1, 2):
        scenes.said(version, f"Et {number} ?", passage=scenes.passage(version, "Le mercredi"))
        assert counted(client, le_val, "Le mercredi") == number

    assert counted(client, le_val, "Notre horizon") == 0


def test_who_may_comment_is_asked_of_each_reader(client, browser_of, triad, le_val, ines, paul):
    version = scenes.writing(le_val, ines)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL, audience="people")
    page = url("consultation", le_val)

    for _turn in range(2):
        assert "Commenter ce passage" in browser_of(paul).get(page).content.decode()
        assert "Commenter ce passage" not in client.get(page).content.decode()


def test_a_passage_is_drawn_anew_in_another_language(client, triad, le_val, ines):
    scenes.opened(le_val, ines)
    page = url("consultation", le_val)

    for language, words in (("fr", "Commenter"), ("en", "Comment on"), ("fr", "Commenter")):
        got = client.get(page, headers={"Accept-Language": language}).content.decode()
        assert f"{words} " in got.split('<section class="passage"')[1]


def test_the_version_in_hand_and_its_words_are_those_that_stand_there_now(triad, le_val, ines):
    assert version_in_hand(le_val) is None
    version = scenes.writing(le_val, ines)
    wording = version.wordings.get(heading="Le mercredi")
    for turn in (2, 3):
        now = wording_in_hand(version_in_hand(le_val), wording.passage_id)
        actions.save_passage(
            now, by=ines, revision=now.revision, heading="Mercredi", text=f"Ouvert {turn} h."
        )
        again = wording_in_hand(version_in_hand(le_val), wording.passage_id)
        assert (again.text, again.revision) == (f"Ouvert {turn} h.", turn)
        assert (again.edited_by, again.version.site) == (ines, le_val)
    actions.remove_passage(again, by=ines, revision=again.revision)
    assert wording_in_hand(version, wording.passage_id) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_rows_are_held_in_a_transaction_only(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    with transaction.atomic():
        assert actions.acts.locked(version) == version

    with pytest.raises(transaction.TransactionManagementError):
        actions.acts.locked(version)
