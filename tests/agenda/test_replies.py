"""Neighbours reply to Sabrina's comment: one level, no account, told without nagging."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agenda import actions
from agenda.models import Reply
from journal.actions import sweep
from journal.models import Entry, Letter
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_residents import the_code, typed, url
from tests.conftest import TODAY


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def comment(opened):
    return scenes.said(opened, email="sabrina@example.org")[0]


def test_gilles_replies_without_an_account_and_without_javascript(client, le_val, comment):
    address = url("reply-add", le_val, comment=comment.pk)
    assert b"<textarea" in client.get(address).content

    sent = client.post(address, typed(text="Moi aussi, à 19 h.", public_name="Gilles"))

    reply = Reply.objects.get()
    assert (reply.comment, reply.public_name, reply.role, reply.by) == (comment, "Gilles", "", None)
    entry = Entry.objects.of_site("le-val").first()
    assert (entry.kind, entry.by_name, entry.who) == ("agenda.reply_made", "", "Une personne")
    follow = client.post(url("comment-follow", le_val), {"follow_up": the_code(sent)})
    assert "Moi aussi" in follow.content.decode()
    assert "encore au travail" in follow.content.decode()


def test_with_htmx_the_comment_alone_comes_back_with_the_reply(client, le_val, comment):
    address = url("reply-add", le_val, comment=comment.pk)

    sent = client.post(address, typed(text="Moi aussi."), headers={"HX-Request": "true"})

    assert f'id="said-{comment.pk}"' in sent.content.decode()
    assert "Moi aussi." in sent.content.decode()
    assert b"<html" not in sent.content


def test_samira_replies_under_her_name_with_her_seat(client, browser_of, le_val, comment, samira):
    browser = browser_of(samira)
    address = url("reply-add", le_val, comment=comment.pk)
    assert b'name="public_name"' not in browser.get(address).content

    sent = browser.post(address, {"text": "À quelle heure rentrez-vous ?", "public_name": "X"})

    reply = Reply.objects.get()
    assert (reply.public_name, reply.role, reply.by) == ("Samira Haddad", "community", samira)
    assert not re.search(r"([2-9A-Z]{4}-){2}[2-9A-Z]{4}", sent.content.decode())
    page = client.get(url("comment-page", le_val, comment=comment.pk)).content.decode()
    assert "Samira Haddad" in page
    assert "siège de l" in page.lower()


def test_lila_with_an_account_and_no_role_chooses_her_name(browser_of, le_val, comment, lila):
    browser_of(lila).post(
        url("reply-add", le_val, comment=comment.pk), typed(public_name="Une voisine")
    )
    reply = Reply.objects.get()
    assert (reply.public_name, reply.role, reply.by) == ("Une voisine", "", None)


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 2001}, {"public_name": "\x00"}, {"once": "x" * 65}]
)
def test_wrong_input_is_told_and_kept(client, le_val, comment, wrong, htmx):
    headers = {"HX-Request": "true"} if htmx else {}

    sent = client.post(
        url("reply-add", le_val, comment=comment.pk), typed(**wrong), headers=headers
    )

    assert sent.status_code == 422
    assert b"error-summary" in sent.content
    assert "text" in wrong or "19 h" in sent.content.decode()
    assert not Reply.objects.exists()


def test_a_double_click_is_one_reply_with_one_code(client, le_val, comment):
    address = url("reply-add", le_val, comment=comment.pk)
    codes = {the_code(client.post(address, typed())) for _ in range(2)}
    assert len(codes) == Reply.objects.count() == 1


def test_after_the_last_day_a_reply_is_refused_and_its_text_kept(client, le_val, comment, set_day):
    set_day(scenes.UNTIL + timedelta(days=1))
    address = url("reply-add", le_val, comment=comment.pk)

    sent = client.post(address, typed())

    assert sent.status_code == 422
    assert "tenir jusqu" in sent.content.decode()
    assert b"<textarea" not in client.get(address).content
    assert not Reply.objects.exists()


def test_the_database_keeps_replies_and_takes_none_after_closing(comment, ines):
    actions.reply(comment, text="Oui.", public_name="Gilles")
    fields = Reply.objects.values("site_id", "comment_id", "public_name", "text").get()
    for change in (lambda r: r.update(text="Non."), lambda r: r.delete()):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            change(Reply.objects.all())
    actions.close_consultation(comment.version, by=ines)
    with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        Reply.objects.create(**fields, code_hash="c", once="o")
    with pytest.raises(Refusal):
        actions.reply(comment, text="Trop tard.", public_name="Gilles")


def test_a_reply_is_no_comment_and_needs_no_outcome(le_val, comment, ines):
    actions.reply(comment, text="Oui.", public_name="Gilles")
    actions.give_outcome(comment, kind="already", reason="C'est écrit.", by=ines)
    actions.close_consultation(comment.version, by=ines)

    sent = actions.send_for_endorsement(comment.version, by=ines)

    assert sent.state == "endorsing"
    assert le_val.comments.count() == 1


def test_a_machine_is_stopped_and_a_class_is_not(comment):
    for n in range(60):
        actions.reply(comment, text=f"Moi {n}", public_name="Un élève", address="192.0.2.7")
    with pytest.raises(Refusal):
        actions.reply(comment, text="Encore", public_name="X", address="192.0.2.7")
    actions.reply(comment, text="D'ailleurs", public_name="Nora", address="192.0.2.8")


def test_nothing_of_another_site_can_be_read_or_answered(client, la_crete, comment, victor):
    scenes.opened(la_crete, victor)
    for name in ("comment-page", "reply-add"):
        assert client.get(url(name, la_crete, comment=comment.pk)).status_code == 404
    assert client.post(url("reply-add", la_crete, comment=comment.pk), typed()).status_code == 404
    here = url("passage-voices", la_crete, passage=comment.passage_id)
    assert client.get(here).status_code == 404
    assert not Reply.objects.exists()


def test_what_others_said_is_folded_paged_and_costs_the_same(client, le_val, opened, comment):
    address = url("passage-voices", le_val, passage=comment.passage_id)
    cost = []
    client.get(address)
    for size in (1, 3, 30):
        for n in range(comment.replies.count(), size):
            actions.reply(comment, text=f"Réponse {n}", public_name="Gilles")
            scenes.said(opened, text=f"Remarque {n}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        cost.append(len(queries))

    assert len(set(cost)) == 1
    assert page.count('id="said-') == 20
    second = client.get(f"{address}?page=2").content.decode()
    assert second.count('id="said-') == opened.comments.count() - 20
    assert "Lire les 25 autres" in page + second
    alone = client.get(url("comment-page", le_val, comment=comment.pk)).content.decode()
    assert alone.count("Réponse ") == 20


def test_the_whole_text_has_its_page_and_none_before_the_first_opening(client, le_val, opened):
    scenes.said(opened, text="C'est trop long.", passage=None)
    assert "trop long" in client.get(url("whole-voices", le_val)).content.decode()


def test_before_the_first_opening_there_is_nothing_to_read(client, le_val):
    assert client.get(url("whole-voices", le_val)).status_code == 404


def test_sabrina_is_told_once_a_day_of_all_that_came(comment, set_day):
    actions.reply(comment, text="Moi aussi.", public_name="Gilles")
    assert (actions.tell_of_replies(), actions.tell_of_replies()) == (1, 0)
    set_day(TODAY + timedelta(days=1))
    for name in ("Nora", "Karima"):
        actions.reply(comment, text="Pareil.", public_name=name, once=name)
    assert (actions.tell_of_replies(), actions.tell_of_replies()) == (1, 0)

    first, second = Letter.objects.filter(to="sabrina@example.org").order_by("created_at")
    assert "Gilles" in first.text
    assert "Nora" not in first.text
    assert "Nora" in second.text
    assert "Karima" in second.text
    assert "Gilles" not in second.text


def test_no_letter_goes_to_who_left_no_address(opened):
    alone, _code = scenes.said(opened, text="Sans adresse.")
    actions.reply(alone, text="Oui.", public_name="Gilles")
    assert actions.tell_of_replies() == 0


def test_one_click_stops_the_letters_and_the_answer_still_comes(
    client, le_val, la_crete, comment, ines, set_day
):
    actions.reply(comment, text="Moi aussi.", public_name="Gilles")
    actions.tell_of_replies()
    letter = Letter.objects.get(to="sabrina@example.org")
    path = letter.stop.partition("testserver")[2] or "/" + letter.stop.split("/", 3)[3]
    sweep()
    assert mail.outbox[-1].extra_headers["List-Unsubscribe"] == f"<{letter.stop}>"

    assert client.get(path).status_code == 200
    for _ in range(2):
        assert client.post(path).status_code == 200
    set_day(TODAY + timedelta(days=1))
    actions.reply(comment, text="Encore.", public_name="Nora")

    assert actions.tell_of_replies() == 0
    assert Entry.objects.filter(kind="agenda.reply_letters_stopped").count() == 1
    actions.give_outcome(comment, kind="retained", by=ines)
    assert Letter.objects.filter(to="sabrina@example.org").count() == 2
    assert client.get(path.replace("le-val", "la-crete")).status_code == 404
    assert client.get(path[:-2] + "x/").status_code == 404


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "مرحبا", "a\x00b\u202eevil"])
def test_any_sign_is_shown_as_it_is_and_never_run(client, le_val, comment, text):
    client.post(
        url("reply-add", le_val, comment=comment.pk), typed(text=text, public_name=text[:60])
    )
    page = client.get(reverse("agenda:comment-page", args=("le-val", comment.pk))).content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert Reply.objects.count() == 1
