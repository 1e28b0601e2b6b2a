"""Sabrina lost her code: with an address it is sent again, and nobody learns who left one."""

import re

import pytest

from agenda import actions
from journal.models import Letter
from tests.agenda import scenes
from tests.agenda.test_residents import url

# The seal of a page's forms is another one each time.
SEAL = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


def test_her_codes_come_by_letter_and_open_her_comments(client, le_val, opened):
    codes = {
        scenes.said(opened, text=text, email="sabrina@example.org")[1]
        for text in ("À 19 h.", "Le mercredi aussi.")
    }

    client.post(url("codes-again", le_val), {"email": "Sabrina@Example.org "})

    letter = Letter.objects.get(to="sabrina@example.org")
    assert all(code in letter.text for code in codes)
    for code in codes:
        assert client.post(url("comment-follow", le_val), {"follow_up": code}).status_code == 200


def test_the_answer_is_the_same_for_an_address_that_nobody_left(client, le_val, opened):
    scenes.said(opened, email="sabrina@example.org")
    address = url("codes-again", le_val)

    known, unknown = (
        SEAL.sub("", client.post(address, {"email": email}).content.decode())
        for email in ("sabrina@example.org", "personne@example.org")
    )

    assert known == unknown
    assert Letter.objects.count() == 1


def test_asked_again_the_same_day_nothing_more_is_sent(client, le_val, la_crete, opened):
    scenes.said(opened, email="sabrina@example.org")
    for _click in range(3):
        client.post(url("codes-again", le_val), {"email": "sabrina@example.org"})
    client.post(url("codes-again", la_crete), {"email": "sabrina@example.org"})

    assert Letter.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "a@b@c", "x" * 255 + "@example.org"])
def test_what_is_no_address_is_told(client, le_val, opened, wrong):
    sent = client.post(url("codes-again", le_val), {"email": wrong})
    assert sent.status_code == 422
    assert not Letter.objects.exists()


def test_who_asks_too_often_is_held_back(client, le_val, opened):
    for _click in range(20):
        actions.send_codes_again(le_val, email="x@example.org", address="127.0.0.1")
    sent = client.post(url("codes-again", le_val), {"email": "x@example.org"})
    assert sent.status_code == 422


def test_without_an_address_the_page_says_what_is_left(client, le_val, opened):
    page = client.get(url("codes-again", le_val)).content.decode()
    assert url("comment-list", le_val) in page
    assert url("codes-again", le_val) in client.get(url("comment-follow", le_val)).content.decode()
