"""At the desk: passages are split, joined, put elsewhere, and what was done is undone."""

import pytest
from bs4 import BeautifulSoup

from agenda import actions
from tests.agenda import scenes
from tests.agenda.test_desk import flat
from tests.agenda.test_residents import url


@pytest.fixture
def version(triad, le_val, ines):
    made = scenes.writing(le_val, ines)
    school = made.wordings.get(heading="Après l'école")
    actions.save_passage(
        school, by=ines, revision=1, heading="Après l'école", text="Un goûter. Des devoirs. Un jeu.",
        plain_text="Goûter. Devoirs.",
    )  # fmt: skip
    return made


def order(version):
    return list(version.wordings.order_by("position").values_list("heading", flat=True))


def form_of(answer):
    """What the page's form would send as it stands, radio buttons apart."""
    soup = BeautifulSoup(answer.content, "lxml").select_one("main form[method=post]")
    fields = soup.select("input[type=hidden], input[type=text]")
    return {field["name"]: field.get("value", "") for field in fields if field.get("name")}


def test_a_passage_is_split_at_a_sentence_that_was_chosen(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    address = url("passage-split", le_val, passage=version.wordings.get(position=4).passage_id)
    page = browser.get(address)
    choices = BeautifulSoup(page.content, "lxml").select("input[name=after]")
    assert [c.parent.get_text(strip=True) for c in choices] == ["Des devoirs.", "Un jeu."]

    sent = form_of(page) | {"after": "1", "plain_after": "1", "heading": "Les devoirs"}
    for _click in range(2):
        browser.post(address, sent)

    two = version.wordings.filter(position__in=(4, 5)).order_by("position")
    assert [(w.heading, w.text, w.plain_text) for w in two] == [
        ("Après l'école", "Un goûter.", "Goûter."),
        ("Les devoirs", "Des devoirs. Un jeu.", "Devoirs."),
    ]
    assert len(order(version)) == 7


def test_a_passage_of_one_sentence_says_that_there_is_nothing_to_part(
    browser_of, le_val, ines, version
):
    wednesday = version.wordings.get(heading="Le mercredi")

    page = browser_of(ines).get(url("passage-split", le_val, passage=wednesday.passage_id))

    assert "input" not in str(BeautifulSoup(page.content, "lxml").select("main input[type=radio]"))


@pytest.mark.parametrize(
    "wrong", [{}, {"after": "x"}, {"after": "0"}, {"after": "3"}, {"after": "1", "heading": ""}]
)
def test_a_wrong_split_is_told_and_changes_nothing(browser_of, le_val, ines, version, wrong):
    address = url("passage-split", le_val, passage=version.wordings.get(position=4).passage_id)
    browser = browser_of(ines)

    sent = browser.post(address, form_of(browser.get(address)) | {"heading": "x"} | wrong)

    assert sent.status_code == 422
    assert len(order(version)) == 6


def test_a_split_of_what_has_changed_meanwhile_is_asked_again(
    browser_of, le_val, ines, marc, version
):
    school = version.wordings.get(position=4)
    address = url("passage-split", le_val, passage=school.passage_id)
    browser = browser_of(ines)
    sent = form_of(browser.get(address)) | {"after": "1", "heading": "x"}
    actions.save_passage(school, by=marc, revision=2, heading="Le soir", text="Un. Deux.")

    again = browser.post(address, sent, follow=True)

    assert again.redirect_chain[-1][0] == address
    assert "Deux." in flat(again.content.decode())
    assert len(order(version)) == 6


def test_two_passages_are_joined_and_the_first_stays(browser_of, le_val, ines, version):
    wednesday = version.wordings.get(heading="Le mercredi")
    school = version.wordings.get(heading="Après l'école")
    address = url("passage-join", le_val, passage=wednesday.passage_id)
    browser = browser_of(ines)

    sent = form_of(browser.get(address)) | {"other": f"{school.passage_id}:2", "heading": "Enfants"}
    browser.post(address, sent)

    assert order(version)[3:] == ["Enfants", "La permanence emploi"]
    assert version.wordings.get(heading="Enfants").passage_id == school.passage_id
    assert browser.post(address, sent).status_code == 404


def test_a_passage_is_put_in_another_part(browser_of, le_val, ines, version):
    wednesday = version.wordings.get(heading="Le mercredi")
    helps = version.wordings.get(heading="Ce qui nous aide")
    address = url("passage-put", le_val, passage=wednesday.passage_id)
    browser = browser_of(ines)

    browser.post(address, {"where": f"helps {helps.passage_id} "})
    assert order(version)[1:4] == ["Ce qui nous aide", "Le mercredi", "Ce qui nous freine"]
    browser.post(address, {"where": "strategy  Travailler"})
    assert order(version)[4:] == ["Le mercredi", "La permanence emploi"]
    assert browser.post(address, {"where": "strategy  Ailleurs"}).status_code == 422


def test_the_last_changes_are_undone_and_done_again(browser_of, le_val, ines, marc, version):
    school = version.wordings.get(position=4)
    actions.remove_passage(school, by=marc, revision=2)
    browser = browser_of(ines)
    page = browser.get(url("desk", le_val))
    undo = BeautifulSoup(page.content, "lxml").select(".acts form")
    assert "Marc Delattre" in flat(page.content.decode())

    browser.post(undo[0]["action"], {"back": "desk"})
    assert version.wordings.get(position=4).text == school.text
    listed = BeautifulSoup(browser.get(url("act-list", le_val)).content, "lxml")
    assert listed.select(".act s")
    browser.post(listed.select_one(".act form")["action"])

    assert not version.wordings.filter(passage=school.passage_id).exists()


def test_what_has_changed_since_has_no_button_and_is_refused(browser_of, le_val, ines, version):
    school = version.wordings.get(position=4)
    saved = version.acts.get(kind="saved")
    actions.save_passage(school, by=ines, revision=2, heading="Le soir", text="Autre.")
    browser = browser_of(ines)

    listed = BeautifulSoup(browser.get(url("act-list", le_val)).content, "lxml")
    refused = browser.post(url("act-undo", le_val, act=saved.pk), follow=True)

    assert str(saved.pk) not in str(listed)
    assert "Le soir" in flat(refused.content.decode())
    assert version.wordings.get(position=4).text == "Autre."


def test_nothing_is_undone_once_the_text_is_frozen(browser_of, le_val, ines, version):
    act = version.acts.get(kind="saved")
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    browser = browser_of(ines)

    browser.post(url("act-undo", le_val, act=act.pk))

    assert version.acts.filter(kind="undone").count() == 0
    assert not BeautifulSoup(browser.get(url("act-list", le_val)).content, "lxml").select(
        "main form"
    )
