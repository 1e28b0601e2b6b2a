"""Signing in: one account an address, by password or by a code that comes by e-mail."""

import re

import pytest
from django.db import IntegrityError

from accounts.models import User
from journal.models import Letter
from tests import make


@pytest.fixture
def nora(db):
    return make.person(
        "Nora Amrani", email="nora@example.org", password="a long enough pass phrase"
    )


@pytest.mark.parametrize("typed", ["nora@example.org", " NORA@Example.ORG ", "Nora@example.org"])
def test_the_address_may_be_typed_with_capitals_or_spaces(client, nora, typed):
    client.post("/compte/login/", {"login": typed, "password": "a long enough pass phrase"})

    assert client.session["_auth_user_id"] == str(nora.pk)


def test_a_wrong_password_says_so_and_keeps_the_address(client, nora):
    response = client.post("/compte/login/", {"login": nora.email, "password": "wrong"})

    assert "_auth_user_id" not in client.session
    assert nora.email in response.content.decode()


def test_a_code_by_e_mail_signs_in_without_a_password(client, nora):
    client.post("/compte/login/code/", {"email": nora.email})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", Letter.objects.get().text).group()
    client.post("/compte/login/code/confirm/", {"code": code})

    assert client.session["_auth_user_id"] == str(nora.pk)


def test_an_unknown_address_gets_the_same_page_as_a_known_one(client, nora):
    pages = [
        client.post("/compte/login/code/", {"email": email})
        for email in (nora.email, "x@example.org")
    ]

    assert pages[0].status_code == pages[1].status_code == 302
    assert pages[0]["Location"] == pages[1]["Location"]


@pytest.mark.parametrize("again", ["nora@example.org", "NORA@example.org", " nora@example.org"])
def test_one_address_is_one_account(nora, again):
    with pytest.raises(IntegrityError):
        User.objects.create_user(again)


def test_the_database_refuses_an_address_that_is_not_clean(nora):
    with pytest.raises(IntegrityError, match="user_email_is_clean"):
        User.objects.filter(pk=nora.pk).update(email="Nora@Example.org")
