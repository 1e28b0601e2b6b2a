"""A passage that is being added survives a closed tab, an ended session and a version that opens."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from agenda import actions, figures
from agenda.models import Draft
from kit import clock
from tests.agenda import scenes
from tests.agenda.test_desk import HTMX, flat
from tests.agenda.test_residents import url
from tests.conftest import NOW

TYPED = {
    "section": "strategy", "strategy": "Grandir ici", "heading": "Le samedi",
    "text": "Du sport, et", "plain_text": "", "once": "formulaire-1",
}  # fmt: skip


@pytest.fixture
def version(triad, le_val, ines):
    return scenes.writing(le_val, ines)


def type_in(browser, site, **changes):
    return browser.post(url("passage-add-draft", site), TYPED | changes, headers=HTMX)


def form(page):
    soup = BeautifulSoup(page.content, "lxml").find("form", id="add-form")
    chosen = soup.find("select").find("option", selected=True)
    return {
        "heading": soup.find("input", {"name": "heading"}).get("value", ""),
        "text": soup.find("textarea", {"name": "text"}).get_text().strip(),
        "section": chosen["value"] if chosen else "",
        "once": soup.find("input", {"name": "once"})["value"],
    }


def test_a_closed_tab_loses_nothing_and_the_draft_is_offered_to_its_author_alone(
    browser_of, le_val, ines, marc, version
):
    kept = type_in(browser_of(ines), le_val)
    assert 'id="draft-note-new"' in kept.content.decode()
    assert "Brouillon gardé" in flat(kept.content.decode())

    again = browser_of(ines)
    offered = again.get(url("passage-add", le_val))
    assert "Le samedi" in offered.content.decode()
    taken = form(again.get(url("passage-add", le_val) + "?brouillon=formulaire-1"))
    assert taken == {"heading": "Le samedi", "text": "Du sport, et", "section": "strategy",
                     "once": "formulaire-1"}  # fmt: skip
    assert "brouillon=formulaire-1" in again.get(url("desk", le_val)).content.decode()
    other = browser_of(marc)
    assert "Le samedi" not in other.get(url("passage-add", le_val)).content.decode()
    assert form(other.get(url("passage-add", le_val) + "?brouillon=formulaire-1"))["text"] == ""
    assert "écrit un nouveau passage" in flat(other.get(url("desk", le_val)).content.decode())


def test_an_added_passage_leaves_no_draft_and_a_thrown_one_is_gone(
    browser_of, le_val, ines, version
):
    browser = browser_of(ines)
    type_in(browser, le_val)
    type_in(browser, le_val, once="formulaire-2", heading="Le dimanche")
    assert Draft.objects.count() == 2
    browser.post(url("passage-add", le_val), TYPED)
    assert [d.once for d in Draft.objects.all()] == ["formulaire-2"]
    browser.post(url("passage-add-draft", le_val), {"drop": "1", "once": "formulaire-2"})
    assert not Draft.objects.exists()
    assert version.wordings.filter(heading="Le samedi").count() == 1


def test_a_version_opened_meanwhile_keeps_the_text_for_the_next_one(
    browser_of, le_val, ines, marc, version
):
    browser = browser_of(ines)
    actions.open_consultation(version, by=marc, until=scenes.UNTIL)

    refused = browser.post(url("passage-add", le_val), TYPED)

    assert refused.status_code == 422
    assert "n’est plus en écriture" in flat(refused.content.decode())
    assert form(refused)["text"] == "Du sport, et"
    actions.close_consultation(version, by=marc)
    following = actions.start_version(le_val, by=marc)
    assert [d.heading for d in figures.unsaved(following, ines)] == ["Le samedi"]
    taken = form(browser.get(url("passage-add", le_val) + "?brouillon=formulaire-1"))
    browser.post(url("passage-add", le_val), TYPED | taken)
    assert following.wordings.get(heading="Le samedi").text == "Du sport, et"
    assert not Draft.objects.exists()


def test_a_save_refused_by_an_opened_version_is_kept_without_javascript_too(
    browser_of, le_val, ines, marc, version
):
    school = version.wordings.get(heading="Après l'école")
    actions.open_consultation(version, by=marc, until=scenes.UNTIL)
    sent = scenes.wording_fields(school, text="Jusqu'à 19 h.")
    refused = browser_of(ines).post(url("passage-edit", le_val, passage=school.passage_id), sent)
    assert refused.status_code == 422
    actions.close_consultation(version, by=marc)
    following = actions.start_version(le_val, by=marc)
    assert [d.passage_id for d in figures.unsaved(following, ines)] == [school.passage_id]


def test_an_ended_session_keeps_the_new_passage(client, le_val, version):
    sent = client.post(url("passage-add", le_val), TYPED)
    assert sent.status_code == 302
    assert client.session["kept_text"]["fields"]["text"] == ["Du sport, et"]


def test_bad_input_is_kept_clean_or_not_kept(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    type_in(browser, le_val, text="a\x00b \u202e<script>alert(1)</script> 🧒🏽", section="x" * 99)
    assert not Draft.objects.exists()
    type_in(browser, le_val, text="a\x00b\u200b <script>alert(1)</script> 🧒🏽")
    assert Draft.objects.get().text == "ab <script>alert(1)</script> 🧒🏽"
    page = browser.get(url("passage-add", le_val) + "?brouillon=formulaire-1")
    assert "<script>alert(1)" not in page.content.decode()
    assert type_in(browser, le_val, once="").status_code == 200
    assert Draft.objects.count() == 1
    assert browser.get(url("passage-add", le_val) + "?brouillon=%00").status_code == 400


def test_a_draft_is_of_a_passage_or_of_a_form(ines, version):
    school = version.wordings.get(heading="Après l'école").passage
    for fields in ({"passage": school, "once": "x"}, {"passage": None, "once": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.create(version=version, by=ines, revision=0, **fields)


def test_a_neighbour_finds_no_draft_of_another_site(browser_of, le_val, la_crete, ines, version):
    type_in(browser_of(ines), le_val)
    assert browser_of(ines).get(url("passage-add", la_crete)).status_code in {403, 404}


def test_old_drafts_of_new_passages_are_swept(browser_of, le_val, ines, version, monkeypatch):
    type_in(browser_of(ines), le_val)
    monkeypatch.setattr(clock, "source", lambda: NOW + timedelta(days=61))
    assert actions.sweep_drafts() == 1


def test_only_what_has_no_plain_version_is_counted_at_the_desk(browser_of, le_val, ines, version):
    desk = flat(browser_of(ines).get(url("desk", le_val)).content.decode())
    assert "6 passages n’ont pas encore de version simple" in desk
    for wording in version.wordings.all():
        actions.save_passage(
            wording, by=ines, revision=wording.revision, heading=wording.heading,
            text=wording.text, plain_text="Simple.",
        )  # fmt: skip
    assert "Chaque passage a sa version simple" in flat(
        browser_of(ines).get(url("desk", le_val)).content.decode()
    )


def test_any_two_versions_are_compared_and_what_stands_beside_the_text_is_told(
    browser_of, client, le_val, ines, version
):
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    assert "Il n’y a pas encore deux versions" in flat(
        client.get(url("differences-choose", le_val)).content.decode()
    )
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    school = following.wordings.get(heading="Après l'école")
    actions.save_passage(school, by=ines, revision=1, heading=school.heading, text=school.text,
                         plain_text="On vous attend à 16 h 30.")  # fmt: skip
    actions.open_consultation(following, by=ines, until=scenes.UNTIL)

    choose = url("differences-choose", le_val)
    assert client.get(choose).status_code == 200
    assert client.get(choose, {"de": "1", "a": "1"}).status_code == 422
    assert client.get(choose, {"de": "1", "a": "99"}).status_code == 422
    page = client.get(choose, {"de": "2", "a": "1"}, follow=True)
    assert page.redirect_chain[0][0] == url("version-differences", le_val, number=2, other=1)
    said = flat(BeautifulSoup(page.content, "lxml").get_text(" "))
    assert "1 passage dont la version simple, les thèmes ou le domaine ont changé" in said
    assert "[ajouté : On vous attend à 16 h 30. fin de l’ajout]" in " ".join(said.split())
