"""What is being typed is kept for who types it, survives everything, and is shown to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from agenda import actions, figures
from agenda.models import Draft
from journal.models import Entry
from kit import clock
from tests.agenda import scenes
from tests.agenda.test_desk import HTMX, flat
from tests.agenda.test_residents import url
from tests.conftest import NOW

TYPED = "De 16 h 30 à 19 h, trois adultes"


@pytest.fixture
def version(triad, le_val, ines):
    return scenes.writing(le_val, ines)


@pytest.fixture
def school(version):
    return version.wordings.get(heading="Après l'école")


def typing(browser, le_val, school, text=TYPED, **changes):
    """What the browser sends while somebody types."""
    sent = scenes.wording_fields(school, text=text) | changes
    return browser.post(url("passage-draft", le_val, passage=school.passage_id), sent, headers=HTMX)


def editor(browser, le_val, school):
    page = browser.get(url("passage-edit", le_val, passage=school.passage_id))
    return BeautifulSoup(page.content, "lxml")


def words_in(soup):
    return soup.find("textarea", {"name": "text"}).get_text().strip()


def test_what_is_typed_is_kept_and_taken_up_again_by_its_author_alone(
    browser_of, le_val, ines, marc, school
):
    before = Entry.objects.count()
    kept = typing(browser_of(ines), le_val, school)

    assert f'id="draft-note-{school.passage_id}"' in kept.content.decode()
    again = browser_of(ines)  # another session: the first one has ended
    assert "Après l’école" in flat(again.get(url("desk", le_val)).content.decode())
    assert words_in(editor(again, le_val, school)) == TYPED
    assert words_in(editor(browser_of(marc), le_val, school)) == school.text
    assert TYPED not in browser_of(marc).get(url("desk", le_val)).content.decode()
    assert Entry.objects.count() == before
    school.refresh_from_db()
    assert school.revision == 1


def test_saving_ends_the_draft(browser_of, le_val, ines, school):
    browser = browser_of(ines)
    typing(browser, le_val, school)

    browser.post(
        url("passage-edit", le_val, passage=school.passage_id),
        scenes.wording_fields(school, text=f"{TYPED}."),
    )

    assert not Draft.objects.exists()
    typing(browser, le_val, school, text=f"{TYPED}.")  # a keeping that was late
    assert not figures.unsaved(school.version, ines)


def test_a_draft_is_thrown_away_by_its_button(browser_of, le_val, ines, marc, school):
    for person in (ines, marc):
        typing(browser_of(person), le_val, school)
    browser = browser_of(ines)
    button = editor(browser, le_val, school).select_one(".banner form")

    browser.post(button["action"], {"drop": "1"})

    assert [draft.by for draft in Draft.objects.all()] == [marc]
    assert words_in(editor(browser, le_val, school)) == school.text


def test_a_draft_on_words_that_changed_meanwhile_is_brought_together(
    browser_of, le_val, ines, marc, school
):
    typing(browser_of(ines), le_val, school, text=f"{school.text} C'est gratuit.")
    actions.save_passage(
        school, by=marc, revision=1, heading=school.heading,
        text=school.text.replace("deux", "trois"),
    )  # fmt: skip

    soup = editor(browser_of(ines), le_val, school)

    assert words_in(soup) == school.text.replace("deux", "trois") + " C'est gratuit."
    assert soup.find("input", {"name": "revision"})["value"] == "2"
    assert soup.select(".collision")


def test_a_draft_outlives_the_opening_and_is_found_in_the_next_version(
    browser_of, le_val, ines, version, school
):
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    typing(browser_of(ines), le_val, school)  # still typing: it is kept
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)

    soup = editor(browser_of(ines), le_val, school)

    assert words_in(soup) == TYPED
    assert [d.heading for d in figures.unsaved(following, ines)] == ["Après l'école"]


def test_a_draft_of_a_passage_that_was_taken_out_can_still_be_read(
    browser_of, le_val, ines, marc, version, school
):
    typing(browser_of(ines), le_val, school)
    actions.remove_passage(school, by=marc, revision=1)
    browser = browser_of(ines)

    soup = editor(browser, le_val, school)
    assert words_in(soup) == TYPED
    actions.undo(version.acts.get(kind="removed"), by=ines)
    assert words_in(editor(browser, le_val, school)) == TYPED


def test_everybody_sees_who_is_writing_where_and_only_for_a_while(
    browser_of, le_val, ines, marc, school, monkeypatch
):
    typing(browser_of(marc), le_val, school)
    browser = browser_of(ines)
    desk = BeautifulSoup(browser.get(url("desk", le_val)).content, "lxml")
    assert "Marc Delattre" in flat(desk.select_one("#presence").get_text())
    assert "Marc Delattre" in flat(desk.find(id=f"passage-{school.passage_id}").get_text())
    browser.htmx(url("desk-presence", le_val), page=url("desk", le_val), method="get")
    own = BeautifulSoup(browser_of(marc).get(url("desk", le_val)).content, "lxml")
    assert not own.select_one("#presence").get_text(strip=True)

    monkeypatch.setattr(clock, "source", lambda: NOW + timedelta(minutes=3))

    left = browser.get(url("desk-presence", le_val), headers=HTMX)
    assert "Marc" not in left.content.decode()


def test_a_40_000_word_paste_is_kept_and_more_is_said_to_be_too_much(
    browser_of, le_val, ines, school
):
    browser = browser_of(ines)
    paste = "collectif " * 39_999 + "fin"

    assert typing(browser, le_val, school, text=paste).status_code == 200
    assert Draft.objects.get().text == paste
    sent = browser.post(
        url("passage-edit", le_val, passage=school.passage_id),
        scenes.wording_fields(school, text=paste),
    )
    assert sent.status_code == 422
    assert words_in(BeautifulSoup(sent.content, "lxml")) == paste
    typing(browser, le_val, school, text=paste + "x" * 250_000)
    assert Draft.objects.get().text == paste


@pytest.mark.parametrize(
    "sign", ["\x00", "\u202e", "👩🏽‍🌾", "نص", "<script>x</script>", "a\u200cb"]
)
def test_any_sign_may_be_typed(browser_of, le_val, ines, school, sign):
    kept = typing(browser_of(ines), le_val, school, text=f"avant {sign} après", heading=sign)

    assert kept.status_code == 200
    assert "\x00" not in Draft.objects.get().text


def test_an_ended_session_moves_to_sign_in_with_what_was_typed(client, le_val, school):
    sent = typing(client, le_val, school)

    assert sent.headers["HX-Redirect"].startswith("/compte/login/")
    assert client.session["kept_text"]["fields"]["text"] == [TYPED]


def test_drafts_that_nobody_touched_for_two_months_go(
    browser_of, le_val, ines, school, monkeypatch
):
    typing(browser_of(ines), le_val, school)
    assert actions.sweep_drafts() == 0

    monkeypatch.setattr(clock, "source", lambda: datetime(2027, 2, 1, tzinfo=UTC))

    assert [actions.sweep_drafts(), actions.sweep_drafts()] == [1, 0]


def test_a_draft_at_another_site_is_not_there(browser_of, le_val, la_crete, ines, victor, version):
    theirs = scenes.writing(la_crete, victor).wordings.get(heading="Après l'école")

    assert typing(browser_of(ines), le_val, theirs).status_code == 404
    assert typing(browser_of(ines), la_crete, theirs).status_code == 403
    assert not Draft.objects.exists()
