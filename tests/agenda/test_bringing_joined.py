"""The desk and the file have both changed a passage: nobody's words go in silence."""

import pytest
from bs4 import BeautifulSoup

from agenda import actions, figures
from agenda.actions.bases import bases
from agenda.bringing.joining import ways
from agenda.models import Bringing
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_bringing import brought
from tests.agenda.test_bringing_again import again
from tests.agenda.test_residents import url

FIRST = """
## Axe 1 : Grandir ici

### Le mercredi

Le local ouvre de 14 h à 18 h. Un goûter est servi aux enfants du quartier. Les parents aident.

### Les vacances

Une semaine sur deux, une sortie est proposée aux enfants de six à douze ans.
"""


@pytest.fixture
def version(triad, le_val, ines, browser_of):
    """Inès has brought a first file in: « Le mercredi » has its words."""
    found = scenes.writing(le_val, ines, passages=0)
    bring(browser_of(ines), le_val, FIRST)
    return found


def bring(browser, site, text, **changes):
    """Sends a file whole and keeps the passages that it lacks; the last answer and what was kept."""
    kept = brought(browser, site, text)
    answer = send(browser, site, kept, **changes)
    if answer.status_code == 302 and "absents" in answer.url:
        absent = BeautifulSoup(browser.get(answer.url).content, "lxml")
        keep = {field["name"]: "keep" for field in absent.select("input[type=radio]")}
        answer = browser.post(answer.url, keep)
    return answer, kept


def send(browser, site, kept, **changes):
    """Presses « bring in » on the page of what was read, as it stands but for some changes."""
    page = BeautifulSoup(browser.get(url("text-look", site, bringing=kept.pk)).content, "lxml")
    sent = again(Bringing.objects.get(pk=kept.pk))
    for field in page.select("textarea[name^=together]"):
        sent[field["name"]] = field.get_text().removeprefix("\n")
    for field in page.select("input[name^=take][checked]"):
        sent[field["name"]] = field["value"]
    return browser.post(url("text-look", site, bringing=kept.pk), sent | changes)


def save(version, by, **words):
    """Somebody at the desk."""
    now = version.wordings.get(heading="Le mercredi")
    typed = {"heading": now.heading, "text": now.text, "plain_text": now.plain_text} | words
    return actions.save_passage(now, by=by, revision=now.revision, **typed)


def wednesday(version):
    return version.wordings.get(heading__startswith="Le mercredi").text


def item_of(kept):
    return next(item for item in kept.items if item["heading"] == "Le mercredi")


def test_what_each_changed_elsewhere_goes_together_and_is_shown(
    browser_of, le_val, version, ines, marc
):
    save(version, marc, text=wednesday(version).replace("18 h", "19 h"))
    browser = browser_of(ines)
    kept = brought(browser, le_val, FIRST.replace("Les parents aident", "Trois parents aident"))

    card = BeautifulSoup(
        browser.get(url("text-look", le_val, bringing=kept.pk)).content, "lxml"
    ).select_one("article .collision")
    read = " ".join(card.get_text(" ", strip=True).split())
    assert "les deux vont ensemble" in read
    assert [i["value"] for i in card.select("input[type=radio]")] == ["both", "file", "desk"]
    assert card.select_one("input[checked]")["value"] == "both"

    bring(browser, le_val, FIRST.replace("Les parents aident", "Trois parents aident"))
    assert wednesday(version) == (
        "Le local ouvre de 14 h à 19 h. Un goûter est servi aux enfants du quartier. "
        "Trois parents aident."
    )


def test_the_same_words_changed_by_both_are_asked_and_every_answer_counts(
    browser_of, le_val, version, ines, marc
):
    save(version, marc, text=wednesday(version).replace("18 h", "19 h"))
    browser, before = browser_of(ines), wednesday(version)
    text = FIRST.replace("18 h", "20 h")
    answer, kept = bring(browser, le_val, text)

    assert answer.status_code == 302 and "show=open" in answer.url
    assert wednesday(version) == before, "nothing was written"
    page = BeautifulSoup(browser.get(answer.url).content, "lxml")
    card = page.select_one("article .collision")
    assert not card.select("input[checked]")
    assert "19" in card.select_one("del").get_text() + card.get_text()
    with pytest.raises(Refusal):
        actions.bring_in(Bringing.objects.get(pk=kept.pk), by=ines)

    number = kept.items.index(item_of(kept))
    mine = {
        f"take-{number}": "both",
        f"together-{number}": "Le local ouvre de 14 h à 19 h 30. Les parents aident tous.",
    }
    answer, _kept = bring(browser, le_val, text, **mine)
    assert wednesday(version) == "Le local ouvre de 14 h à 19 h 30. Les parents aident tous."


@pytest.mark.parametrize(("take", "hour"), [("desk", "19 h"), ("file", "20 h")])
def test_the_words_of_one_side_may_stand_alone(browser_of, le_val, version, ines, marc, take, hour):
    save(version, marc, text=wednesday(version).replace("18 h", "19 h"))
    text = FIRST.replace("18 h", "20 h")
    kept = brought(browser_of(ines), le_val, text)
    bring(browser_of(ines), le_val, text, **{f"take-{kept.items.index(item_of(kept))}": take})
    assert f"14 h à {hour}." in wednesday(version)


def test_a_file_that_still_says_what_stood_there_undoes_nothing(
    browser_of, le_val, version, ines, marc
):
    """Marc reworded text and heading at the desk; the file changes another passage only."""
    save(
        version, marc, heading="Le mercredi après-midi", text=wednesday(version) + " Et Marc aussi."
    )
    _answer, _kept = bring(browser_of(ines), le_val, FIRST.replace("douze ans", "quatorze ans"))
    assert wednesday(version).endswith("Les parents aident. Et Marc aussi.")
    assert version.wordings.filter(heading="Le mercredi après-midi").exists()
    assert "quatorze ans" in version.wordings.get(heading="Les vacances").text


def test_who_changes_the_passage_while_the_file_is_looked_through_is_merged_too(
    browser_of, le_val, version, ines, marc
):
    browser = browser_of(ines)
    kept = brought(browser, le_val, FIRST.replace("Les parents aident", "Trois parents aident"))
    save(version, marc, text=wednesday(version).replace("18 h", "19 h"))
    first = send(browser, le_val, kept)
    assert first.status_code == 302 and "show=open" in first.url
    kept.refresh_from_db()
    item = next(i for i in kept.items if i["verdict"] == "changed")
    number, key = kept.items.index(item), item["candidates"][0]
    second = send(browser, le_val, kept, **{f"is-{number}": key})
    kept.refresh_from_db()
    assert second.status_code == 302 and kept.items[number]["ways"] == ["both", "file", "desk"]
    assert "19 h" in kept.items[number]["together"] and "Trois" in kept.items[number]["together"]


def test_with_an_undone_file_both_began_from_the_words_before(version, ines):
    """What was undone is no common beginning any more."""
    act = version.acts.get(kind="imported")
    key = str(version.wordings.get(heading="Le mercredi").passage_id)
    assert "goûter" in bases(version)[key][1]
    actions.undo(act, by=ines)
    assert key not in bases(version)
    actions.undo(version.acts.get(undoes=act), by=ines)
    assert "goûter" in bases(version)[key][1]


def test_the_ways_out_depend_on_who_changed_what():
    assert ways(None, "a", "b") == []
    assert ways("a", "a", "b") == []
    assert ways("a", "b", "b") == []
    assert ways("a", "b", "a\n") == ["desk", "file"]
    assert ways("a", "b", "c") == ["both", "file", "desk"]


def test_what_is_older_than_its_new_words_says_so_on_both_pages(browser_of, le_val, version, ines):
    """The plain-language text and the Turkish translation of « Le mercredi »."""
    save(version, ines, plain_text="Le mercredi, c'est ouvert.")
    wording = version.wordings.get(heading="Le mercredi")
    actions.translate(wording, language="tr", by=ines, heading="Çarşamba", text="Açık.")
    browser = browser_of(ines)
    desk = browser.get(url("desk", le_val)).content.decode()
    assert "plus ancienne" not in desk

    kept = brought(browser, le_val, FIRST.replace("Un goûter", "Un repas"))
    look = browser.get(url("text-look", le_val, bringing=kept.pk)).content.decode()
    assert "Sa version simple sera plus ancienne" in look
    assert "qui seront plus anciennes" in look and "turc" in look

    send(browser, le_val, kept)
    bring(browser, le_val, FIRST.replace("Un goûter", "Un repas"))
    old = figures.aged(version)[wording.passage_id]
    assert (old.plain, old.languages) == (True, ("turc",))
    desk = browser.get(url("desk", le_val)).content.decode()
    assert "La version simple est plus ancienne" in desk and "turc" in desk
    save(version, ines, plain_text="Le mercredi, on mange.")
    assert not figures.aged(version)[wording.passage_id].plain
