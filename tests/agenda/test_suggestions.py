"""Sabrina speaks of one sentence, writes it her way, in her language; Samira puts it in."""

import pytest

from agenda import actions, putting
from agenda.models import Comment
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_residents import typed, url

SENTENCE = "De 16 h 30 à 18 h 30, deux adultes accueillent."
HERS = "De 16 h 30 à 19 h, deux adultes accueillent."


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def school(opened):
    return scenes.passage(opened)


@pytest.fixture
def address(le_val, school):
    return url("comment-add", le_val, passage=school.pk)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_sentence_is_chosen_from_a_list_and_written_otherwise(client, le_val, address, htmx):
    headers = {"HX-Request": "true"} if htmx else {}
    form = client.get(address, headers=headers).content.decode()
    assert 'type="radio"' in form
    assert SENTENCE in form

    client.post(address, typed(quote=SENTENCE, suggestion=HERS), headers=headers)

    comment = Comment.objects.get()
    assert (comment.quote, comment.suggestion) == (SENTENCE, HERS)
    shown = client.get(url("comment-list", le_val)).content.decode()
    assert "<del>" in shown
    assert "<ins>" in shown
    assert url("suggestion-put", le_val, comment=comment.pk) not in shown


def test_words_that_are_not_there_are_refused_and_all_is_kept(client, address):
    sent = client.post(address, typed(quote="Un autre texte.", suggestion="Le mien."))

    assert sent.status_code == 422
    page = sent.content.decode()
    assert "Le mien." in page
    assert 'value="Un autre texte."' in page
    assert "<details open>" in page
    assert not Comment.objects.exists()


def test_the_same_words_again_suggest_nothing(client, address):
    client.post(address, typed(quote=SENTENCE, suggestion=SENTENCE))
    assert Comment.objects.get().suggestion == ""


def test_the_whole_text_has_no_sentence_and_takes_no_wording(client, le_val, opened):
    address = url("comment-add-whole", le_val)
    assert b'name="suggestion"' not in client.get(address).content
    client.post(address, typed(suggestion="Tout autrement."))
    assert Comment.objects.get().suggestion == ""
    with pytest.raises(Refusal):
        scenes.said(opened, passage=None, suggestion="Autrement.")


def test_samira_finds_it_ready_in_the_editor_and_nothing_is_saved(
    browser_of, le_val, opened, school, samira, ines
):
    comment, _code = scenes.said(opened, quote=SENTENCE, suggestion=HERS)
    actions.close_consultation(opened, by=ines)
    version = actions.start_version(le_val, by=ines)
    browser = browser_of(samira)
    put = url("suggestion-put", le_val, comment=comment.pk)
    assert put in browser.get(url("comment-list", le_val)).content.decode()

    sent = browser.get(put)
    page = browser.get(sent["Location"]).content.decode()

    assert "19 h, deux adultes" in page
    assert "Sabrina" in page
    assert version.wordings.get(passage=school).text == SENTENCE
    assert version.wordings.get(passage=school).revision == 1


def test_a_sentence_that_is_gone_is_said_and_nothing_put_in(
    browser_of, le_val, opened, school, samira, ines
):
    comment, _code = scenes.said(opened, quote=SENTENCE, suggestion=HERS)
    actions.close_consultation(opened, by=ines)
    version = actions.start_version(le_val, by=ines)
    wording = version.wordings.get(passage=school)
    fields = scenes.wording_fields(wording, text="Un adulte accueille.")
    actions.save_passage(wording, by=ines, **fields)
    browser = browser_of(samira)

    sent = browser.get(url("suggestion-put", le_val, comment=comment.pk))
    page = browser.get(sent["Location"]).content.decode()

    assert "ne sont plus dans ce passage" in page
    assert ">Un adulte accueille.</textarea>" in page.replace("\n", "")


def test_without_a_version_in_writing_or_with_the_passage_gone_the_desk_says_so(
    browser_of, le_val, la_crete, opened, school, samira, ines, marc, victor
):
    comment, _code = scenes.said(opened, quote=SENTENCE, suggestion=HERS)
    browser = browser_of(samira)
    put = url("suggestion-put", le_val, comment=comment.pk)
    assert browser.get(put)["Location"] == url("desk", le_val)
    actions.close_consultation(opened, by=ines)
    version = actions.start_version(le_val, by=ines)
    actions.remove_passage(version.wordings.get(passage=school), by=marc, revision=1)
    assert browser.get(put)["Location"] == url("desk", le_val)

    elsewhere = url("suggestion-put", la_crete, comment=comment.pk)
    assert browser_of(victor).get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Un. Deux. Trois.", "Deux.", "Un. X. Trois."),
        ("Un **deux** trois. Quatre.", "Un deux trois.", "X. Quatre."),
        ("- un\n- deux\n", "deux", "- un\n- X."),
        ("Un. Un.", "Un.", "X. Un."),
        ("Un.", "Deux.", None),
        ("Tout.", "", "X."),
    ],
)
def test_the_quoted_words_are_replaced_where_they_stand(text, quote, expected):
    found = putting.put(text, quote, "X.")
    assert (found or "").strip() == (expected or "").strip()
    assert (found is None) == (expected is None)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [("ar", "نريد حديقة", "أمل"), ("tr", "Parkı istiyoruz !", "Ayşe"), ("swb", "Karibu", "Zaïna")],
)
def test_any_language_is_shown_in_its_direction(client, le_val, address, language, text, name):
    form = client.get(address).content.decode()
    assert '<bdi class="whole" lang="ar" dir="rtl">' in form

    client.post(address, typed(text=text, public_name=name, language=language))

    page = client.get(url("comment-list", le_val)).content.decode()
    assert f'<p dir="auto" lang="{language}">{text}</p>' in page
    assert f"<bdi>{name}</bdi>" in page


def test_a_language_that_nobody_knows_is_refused(client, address):
    assert client.post(address, typed(language="klingon")).status_code == 422
