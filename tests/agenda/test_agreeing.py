"""Gilles agrees with what Sabrina said: once, from wherever he clicks, and he may take it back."""

from datetime import timedelta

import pytest
from django.conf import settings

from agenda import actions, figures, voters
from agenda.models import Agreement, Comment
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_residents import typed, url
from tests.client import Guardian


def signed_out(client):
    """The session ends; the browser keeps its other cookies."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def comment(opened):
    return scenes.said(opened)[0]


@pytest.fixture
def address(le_val, comment):
    return url("agreement", le_val, comment=comment.pk)


@pytest.fixture
def page(le_val, comment):
    return url("passage-voices", le_val, passage=comment.passage_id)


def test_without_javascript_gilles_agrees_and_comes_back_where_he_was(
    client, comment, address, page
):
    client.get(page)

    sent = client.post(address, {"agrees": "yes", "page": "1"})

    assert sent["Location"] == f"{page}#said-{comment.pk}"
    shown = client.get(page).content.decode()
    assert "Vous êtes d’accord." in shown
    assert 'value="no"' in shown
    cookie = sent.cookies[voters.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert Agreement.objects.get().mark not in str(cookie)
    entry = Entry.objects.of_site("le-val").first()
    assert (entry.kind, entry.who, entry.by_id) == (
        "agenda.agreement_given",
        "Une personne",
        None,
    )


def test_the_button_in_place_says_what_happened_and_keeps_the_page_true(
    client, comment, address, page
):
    sent = client.htmx(address, {"agrees": "yes", "page": "1"}, page=page).content.decode()
    assert "data-spoken" in sent
    assert f'id="agree-{comment.pk}"' in sent

    client.htmx(address, {"agrees": "no", "page": "1"}, page=page)

    assert not Agreement.objects.exists()


def test_a_double_click_before_the_first_answer_counts_once(client, comment, address, page):
    """Neither request has the cookie yet: both come from the same browser's forms."""
    client.get(page)
    secret = client.cookies["csrftoken" if "csrftoken" in client.cookies else "csrf"].value
    for _tab in range(2):
        browser = Guardian()
        browser.cookies["csrf"] = secret
        browser.post(address, {"agrees": "yes"})

    assert Agreement.objects.count() == 1


def test_the_same_form_sent_again_and_the_back_button_change_nothing(
    client, comment, address, page
):
    client.get(page)
    for answer in ("yes", "yes", "no", "no", "yes", "yes"):
        client.post(address, {"agrees": answer})

    assert Agreement.objects.count() == 1
    assert Entry.objects.filter(kind__startswith="agenda.agreement").count() == 3


def test_a_stolen_or_forged_cookie_is_no_key(client, comment, address):
    client.cookies[voters.COOKIE] = "forged:key:seal"
    assert client.post(address, {"agrees": "yes"}).status_code == 302
    assert Agreement.objects.count() == 1


def test_lila_counts_once_by_her_account_from_two_browsers(browser_of, lila, comment, address):
    for _browser in range(2):
        browser_of(lila).post(address, {"agrees": "yes"})

    assert Agreement.objects.count() == 1


def test_who_agreed_before_signing_in_is_not_counted_again(client, lila, comment, address):
    client.post(address, {"agrees": "yes"})
    client.sign_in(lila)
    client.post(address, {"agrees": "yes"})

    assert Agreement.objects.count() == 1


def test_who_agreed_signed_in_is_not_counted_again_after_signing_out(
    client, lila, comment, address, page
):
    client.sign_in(lila)
    client.post(address, {"agrees": "yes"})
    signed_out(client)
    client.get(page)
    client.post(address, {"agrees": "yes"})

    assert Agreement.objects.count() == 1
    assert "Vous êtes d’accord." in client.get(page).content.decode()
    headers = {"HX-Request": "true"}
    refused = client.post(address, {"agrees": "no"}, headers=headers)
    assert (refused.status_code, Agreement.objects.count()) == (422, 1)
    client.sign_in(lila)
    client.post(address, {"agrees": "no"})
    assert not Agreement.objects.exists()


def test_lila_and_marc_share_the_computer_of_the_library(client, lila, marc, comment, address):
    for person in (lila, marc):
        client.sign_in(person)
        client.post(address, {"agrees": "yes"})
        signed_out(client)
    client.post(address, {"agrees": "yes"})

    assert Agreement.objects.count() == 2


def test_lila_who_spoke_signed_in_cannot_agree_with_herself_after_signing_out(
    client, le_val, opened, lila, marc
):
    school = scenes.passage(opened)
    client.sign_in(lila)
    client.get(url("comment-add", le_val, passage=school.pk))
    client.post(url("comment-add", le_val, passage=school.pk), typed())
    mine = Comment.objects.latest("created_at")
    signed_out(client)
    own = url("agreement", le_val, comment=mine.pk)
    page = url("passage-voices", le_val, passage=school.pk)

    client.post(own, {"agrees": "yes"})

    assert not Agreement.objects.exists()
    assert "C’est votre remarque." in client.get(page).content.decode()
    with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        Agreement.objects.create(comment=mine, mark=mine.author_browser)
    client.sign_in(marc)
    client.post(own, {"agrees": "yes"})
    assert Agreement.objects.count() == 1


def test_who_may_not_comment_may_not_agree(client, browser_of, triad, la_crete, lila, address):
    version = actions.open_consultation(
        scenes.writing(la_crete, triad[0]), by=triad[0], until=scenes.UNTIL, audience="people"
    )
    comment, _code = scenes.said(version, at_home=True)
    there = url("agreement", la_crete, comment=comment.pk)

    for browser in (client, browser_of(lila)):
        browser.post(there, {"agrees": "yes"})

    assert not Agreement.objects.exists()


def test_the_history_names_nobody_who_commented(opened, comment, ines):
    comment, _code = scenes.said(opened, "Un banc.", public_name="Corbeau", email="c@example.org")
    for yes in (True, False):
        actions.agree(comment, yes=yes, keys=("Gilles",))
    actions.reply(comment, text="Oui.", public_name="Gilles")
    actions.tell_of_replies()
    actions.stop_reply_letters(comment.contact, by=None)

    kinds = (
        "agreement_given",
        "agreement_taken_back",
        "reply_made",
        "replies_told",
        "reply_letters_stopped",
    )
    entries = Entry.objects.filter(kind__in=[f"agenda.{kind}" for kind in kinds])
    assert entries.count() == 5
    assert "Corbeau" not in str([entry.facts for entry in entries])


def test_sabrina_cannot_agree_with_herself(client, le_val, opened, lila, browser_of):
    school = scenes.passage(opened)
    for browser in (client, browser_of(lila)):
        browser.get(url("comment-add", le_val, passage=school.pk))
        browser.post(url("comment-add", le_val, passage=school.pk), typed(once=str(id(browser))))
        mine = Comment.objects.latest("created_at")
        page = url("passage-voices", le_val, passage=school.pk)
        assert "C’est votre remarque." in browser.get(page).content.decode()
        headers = {"HX-Request": "true"}
        own = url("agreement", le_val, comment=mine.pk)
        refused = browser.post(own, {"agrees": "yes"}, headers=headers)
        assert refused.status_code == 422
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            Agreement.objects.create(comment=mine, mark=mine.author_mark)

    assert not Agreement.objects.exists()


def test_after_closing_the_count_stays_as_it_is(client, comment, address, page, ines, set_day):
    actions.agree(comment, yes=True, keys=("Gilles",))
    set_day(scenes.UNTIL + timedelta(days=1))
    for yes, key in ((True, "Nora"), (False, "Gilles")):
        with pytest.raises(Refusal):
            actions.agree(comment, yes=yes, keys=(key,))
    actions.close_due()
    for change in (
        lambda: Agreement.objects.create(comment=comment, mark="x"),
        lambda: Agreement.objects.all().delete(),
        lambda: Agreement.objects.update(mark="y"),
    ):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            change()

    client.post(address, {"agrees": "yes"})
    shown = client.get(page).content.decode()

    assert "1 personne est d’accord." in shown
    assert 'name="agrees"' not in shown


def test_a_class_behind_one_address_is_counted_and_a_machine_is_stopped(comment):
    for n in range(90):
        actions.agree(comment, yes=True, keys=(f"élève {n}",), address="192.0.2.7")
    with pytest.raises(Refusal):
        actions.agree(comment, yes=True, keys=("machine",), address="192.0.2.7")
    assert actions.agree(comment, yes=True, keys=("Nora",), address="192.0.2.8")

    assert figures.agreements([comment.pk])[comment.pk].count == 91


def test_marks_of_one_person_cannot_be_tied_together(opened, comment):
    other, _code = scenes.said(opened, text="Le mercredi aussi.")
    for each in (comment, other):
        actions.agree(each, yes=True, keys=("Gilles",))

    marks = set(Agreement.objects.values_list("mark", flat=True))
    assert len(marks) == 2
    assert all("Gilles" not in mark for mark in marks)


def test_counts_cost_the_same_for_any_number(opened, django_assert_num_queries):
    found = [scenes.said(opened, text=f"Remarque {n}")[0] for n in range(30)]
    for comment in found[:5]:
        actions.agree(comment, yes=True, keys=("Gilles",))
    for size in (1, 3, 30):
        with django_assert_num_queries(3):
            figures.agreements([c.pk for c in found[:size]], ("Gilles",))


def test_a_hidden_comment_takes_no_agreement(client, comment, address, page, ines):
    actions.hide(comment, ground="insult", reason="Elle nomme un voisin.", by=ines)

    assert 'name="agrees"' not in client.get(page).content.decode()
    client.post(address, {"agrees": "yes"})
    assert not Agreement.objects.exists()


def test_a_comment_of_another_site_takes_no_agreement(client, la_crete, comment):
    sent = client.post(url("agreement", la_crete, comment=comment.pk), {"agrees": "yes"})
    assert sent.status_code == 404
    assert not Agreement.objects.exists()
