"""Who may comment is chosen at the opening, said on every page, and held to."""

import pytest
from django.db import transaction

from agenda import actions
from agenda.models import Version
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_desk import flat
from tests.agenda.test_residents import url

SENT = {"text": "Et le dimanche ?", "public_name": "Lila", "once": "a"}
TOLD = "Seules les personnes et les partenaires de ce site"


@pytest.fixture
def version(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    return actions.open_consultation(version, by=ines, until=scenes.UNTIL, audience="people")


def test_who_opens_chooses_and_without_a_choice_it_is_everybody(browser_of, triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    page = browser_of(ines).get(url("consultation-open", le_val)).content.decode()
    assert 'name="audience"' in page
    sent = {"until": scenes.UNTIL.isoformat(), "audience": "nobody"}
    assert browser_of(ines).post(url("consultation-open", le_val), sent).status_code == 422
    browser_of(ines).post(url("consultation-open", le_val), sent | {"audience": "people"})
    assert Version.objects.get(pk=version.pk).is_for_people
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(audience="everybody")


def test_a_stranger_reads_is_told_and_keeps_the_text_that_is_refused(client, le_val, version):
    page = flat(client.get(url("consultation", le_val)).content.decode())
    assert TOLD in page
    assert "Commenter ce passage" not in page
    assert "Sans compte" not in page
    poster = flat(client.get(url("poster", le_val)).content.decode())
    assert "sans compte" not in poster
    school = scenes.passage(version)
    refused = client.post(url("comment-add", le_val, passage=school.pk), SENT)
    assert refused.status_code == 422
    assert "Et le dimanche" in refused.content.decode()
    assert TOLD in flat(refused.content.decode())
    assert not version.comments.exists()


def test_people_and_partners_of_the_site_comment_and_others_with_an_account_do_not(
    browser_of, le_val, paul, lila, victor, version
):
    school = scenes.passage(version)
    address = url("comment-add", le_val, passage=school.pk)
    assert (
        "Commenter ce passage" in browser_of(paul).get(url("consultation", le_val)).content.decode()
    )
    assert browser_of(paul).post(address, SENT).status_code == 200
    for stranger in (lila, victor):
        assert browser_of(stranger).post(address, SENT | {"once": "b"}).status_code == 422
    said = version.comments.get()
    with pytest.raises(Refusal):
        actions.reply(said, text="Oui.", public_name="Lila")


def test_everybody_comments_where_everybody_may(client, triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    address = url("comment-add", le_val, passage=scenes.passage(version).pk)
    assert client.post(address, SENT).status_code == 200
    assert TOLD not in flat(client.get(url("consultation", le_val)).content.decode())


def test_who_cannot_comment_is_not_asked_to_speak(client, browser_of, le_val, paul, version):
    seen = flat(client.get(url("consultation", le_val)).content.decode())
    asked = flat(browser_of(paul).get(url("consultation", le_val)).content.decode())

    assert "Lire la feuille de route en discussion" in seen
    assert "Personne n’a encore parlé." in seen
    assert "Soyez la première personne" not in seen
    assert "Dans toutes les langues" not in seen
    assert "Soyez la première personne à parler." in asked
    assert "Dans toutes les langues" in asked


def test_the_opening_form_of_what_is_open_leads_back_to_the_desk(browser_of, le_val, ines, version):
    answer = browser_of(ines).get(url("consultation-open", le_val))

    assert answer["Location"] == url("desk", le_val)
