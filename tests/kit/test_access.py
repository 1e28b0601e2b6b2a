"""The door: a route without a rule cannot run, a refused person reads why, a typed text is kept."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import path

from kit import access
from kit.access import Reason, Rule, Standing


def view(request):
    raise AssertionError("the view ran")


def test_a_view_without_a_rule_cannot_run(rf):
    door = access.AccessMiddleware(lambda request: None)
    request = rf.get("/")
    request.standing = Standing()

    with pytest.raises(ImproperlyConfigured, match="has no rule"):
        door.process_view(request, view, (), {})


def test_the_check_names_every_route_without_a_rule(settings, monkeypatch):
    monkeypatch.setattr(
        access, "get_resolver", lambda: type("R", (), {"url_patterns": [path("secret/", view)]})
    )

    assert [e.msg for e in access.every_route_has_a_rule(None)] == [
        "The route /secret/ declares no rule."
    ]


def test_rules_combine_with_or_and_and():
    red, blue = (Rule(c, c, lambda s, c=c: s.has(c)) for c in ("red", "blue"))
    standing = Standing(roles=frozenset({"red"}), reasons=(Reason("red", "painted"),))

    assert (red | blue)(standing)
    assert not (red & blue)(standing)


def test_a_visitor_is_sent_to_sign_in_and_back(client, le_val):
    response = client.get("/compte/")

    assert response.status_code == 302
    assert response["Location"].endswith("?next=/compte/")


def test_an_htmx_visitor_is_sent_with_the_whole_page(client, le_val):
    response = client.get("/compte/", headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response["HX-Redirect"].endswith("?next=/compte/")


def test_what_was_typed_when_the_session_had_ended_is_found_again(client, browser_of, ines, le_val):
    address = f"/sites/{le_val.slug}/triade/invitations/"
    client.post(address, {"email": "a@b.fr", "function": "Une longue phrase"})
    client.sign_in(ines)

    page = client.get("/compte/texte-garde/").content.decode()

    assert "Une longue phrase" in page
    assert f'action="{address}"' in page
    assert 'name="csrfmiddlewaretoken"' in page.split(f'action="{address}"')[1].split("</form>")[0]


def test_figures_come_back_to_be_read_and_keys_unseen(client, ines, le_val):
    typed = {"value-hab-01": "1 234", "period-hab-01": "2026-07-01/2026-09-30", "state-hab-01": "observed"}  # fmt: skip
    client.post(f"/sites/{le_val.slug}/triade/invitations/", typed)
    client.sign_in(ines)

    page = client.get("/compte/texte-garde/").content.decode()

    assert re.search(r'<input id="[^"]+" name="value-hab-01" value="1 234"', page)
    assert '<input type="hidden" name="period-hab-01" value="2026-07-01/2026-09-30">' in page
    assert "<textarea" not in page


def test_a_password_typed_is_never_kept(client, le_val):
    client.post(f"/sites/{le_val.slug}/triade/invitations/", {"password": "secret", "x": "1"})

    assert client.session[access.KEPT_TEXT_KEY]["fields"] == {"x": ["1"]}


def test_neither_is_a_follow_up_code(client, le_val):
    client.post(f"/sites/{le_val.slug}/triade/invitations/", {"follow_up": "ABCD-EFGH", "x": "1"})

    assert client.session[access.KEPT_TEXT_KEY]["fields"] == {"x": ["1"]}


def test_a_code_to_sign_in_is_not_shown_again_by_a_form_that_was_open_for_too_long(db):
    page = Client(enforce_csrf_checks=True).post(
        "/compte/login/code/confirm/", {"code": "K7QX2M", "next": "/communaute/"}
    )

    assert page.status_code == 403
    assert b"K7QX2M" not in page.content
    assert b"/communaute/" in page.content


def test_a_nul_in_the_address_is_refused(client, db):
    assert client.get("/compte/?q=%00").status_code == 400
