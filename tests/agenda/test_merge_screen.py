"""Somebody was faster: theirs, mine and both together, word by word; nothing is lost."""

import random

import pytest
from bs4 import BeautifulSoup

from agenda.merging import brought_together, clashes, proposal
from agenda.models import WordingHistory
from tests.agenda import scenes
from tests.agenda.test_desk import HTMX, flat
from tests.agenda.test_residents import url

BASE = "De 16 h 30 à 18 h 30, deux adultes accueillent. C'est gratuit."


def test_what_only_one_changed_is_taken_and_what_both_changed_stays_mine():
    mine = "De 16 h 30 à 19 h, deux adultes accueillent. C'est gratuit et ouvert."
    theirs = "De 16 h 30 à 20 h, trois adultes accueillent. C'est gratuit."

    strands = brought_together(BASE, mine, theirs)

    assert (
        proposal(strands)
        == "De 16 h 30 à 19 h, trois adultes accueillent. C'est gratuit et ouvert."
    )
    assert clashes(strands) == 1
    assert [(s.text, s.other) for s in strands if s.kind == "clash"] == [("19", "20")]


def test_two_sentences_put_in_at_the_same_place_are_both_proposed():
    strands = brought_together(BASE, f"{BASE} La mienne.", f"{BASE} La leur.")

    assert proposal(strands) == f"{BASE} La leur. La mienne."
    assert clashes(strands) == 0


def altered(dice, text):
    """The text with up to three words put in, taken out or exchanged."""
    words = text.split()
    for _change in range(dice.randint(0, 3)):
        place = dice.randint(0, len(words))
        match dice.choice(("in", "out", "other")):
            case "in":
                words.insert(place, dice.choice("xyz"))
            case "out":
                words[place : place + 1] = []
            case "other":
                words[place : place + 1] = [dice.choice("pqr")]
    return " ".join(words)


def test_both_texts_and_their_beginning_can_be_read_back_from_the_strands():
    for seed in range(2000):
        dice = random.Random(seed)
        base = " ".join(dice.choice("abcdef") for _ in range(dice.randint(0, 9)))
        mine, theirs = altered(dice, base), altered(dice, base)

        strands = brought_together(base, mine, theirs)

        assert "".join(s.other if s.kind == "theirs" else s.text for s in strands) == mine
        of_theirs = {"mine", "clash"}
        assert "".join(s.other if s.kind in of_theirs else s.text for s in strands) == theirs
        assert mine != base or proposal(strands) == theirs
        assert theirs != base or proposal(strands) == mine


@pytest.fixture
def school(triad, le_val, ines):
    return scenes.writing(le_val, ines).wordings.get(heading="Après l'école")


def lost(browser_of, le_val, ines, marc, school, mine, theirs, headers=None):
    """Marc saves; Ines, who began from the same words, saves after him."""
    address = url("passage-edit", le_val, passage=school.passage_id)
    browser_of(marc).post(address, scenes.wording_fields(school, **theirs))
    sent = scenes.wording_fields(school, **mine)
    answer = browser_of(ines).post(address, sent, headers=headers or {})
    return answer, BeautifulSoup(answer.content, "lxml")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_screen_shows_mine_theirs_and_both_and_saves_them(
    browser_of, le_val, ines, marc, school, headers
):
    answer, soup = lost(
        browser_of, le_val, ines, marc, school,
        {"text": f"{school.text} C'est gratuit."}, {"text": school.text.replace("deux", "trois")},
        headers,
    )  # fmt: skip

    assert answer.status_code == 422
    together = school.text.replace("deux", "trois") + " C'est gratuit."
    assert soup.find("textarea", {"name": "text"}).get_text().strip() == together
    shown = flat(soup.get_text(" "))
    assert "Marc Delattre" in shown
    assert "trois" in shown
    assert soup.select(".collision ins.theirs")
    address = url("passage-edit", le_val, passage=school.passage_id)
    revision = soup.find("input", {"name": "revision"})["value"]
    browser_of(ines).post(address, scenes.wording_fields(school, text=together, revision=revision))
    school.refresh_from_db()
    assert (school.text, school.revision) == (together, 3)


def test_where_both_changed_the_same_words_mine_are_in_the_editor_and_theirs_are_read(
    browser_of, le_val, ines, marc, school
):
    _answer, soup = lost(
        browser_of, le_val, ines, marc, school,
        {"text": "Jusqu'à 20 h.", "heading": "Le soir"}, {"text": "Jusqu'à 19 h 30."},
    )  # fmt: skip

    assert soup.find("textarea", {"name": "text"}).get_text().strip() == "Jusqu'à 20 h."
    assert soup.find("input", {"name": "heading"})["value"] == "Le soir"
    assert "19 h 30" in flat(soup.get_text())
    assert WordingHistory.objects.filter(text="Jusqu'à 19 h 30.").exists()


def test_emoji_directions_and_markup_go_through_the_screen_untouched(
    browser_of, le_val, ines, marc, school
):
    mine = "<script>alert(1)</script> 👩🏽‍🌾 مرحبا a\u200cb & <b>"
    _answer, soup = lost(
        browser_of, le_val, ines, marc, school, {"text": mine}, {"text": "é <img src=x>"}
    )

    assert soup.find("textarea", {"name": "text"}).get_text().strip() == mine
    assert not soup.select(".collision script")
