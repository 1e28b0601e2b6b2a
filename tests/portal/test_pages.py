"""The frame: gallery, account pages and the pages that say no, in both languages."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse

from qic_portal.errors import csrf_failure


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_account_page_has_our_frame(client, language):
    for name in ("account_login", "account_signup", "account_request_login_code",
                 "account_reset_password"):  # fmt: skip
        page = client.get(reverse(name), headers={"Accept-Language": language})

        assert page.status_code == 200
        assert 'class="site-top' in page.text
        assert f'lang="{language}"' in page.text


@pytest.mark.django_db
def test_a_wrong_password_is_said_on_top_and_beside(client):
    page = client.post(reverse("account_login"), {"login": "nobody@", "password": "x"})

    assert page.status_code == 200
    assert "error-summary" in page.text
    assert 'id="id_login_error"' in page.text
    assert 'value="nobody@"' in page.text


@pytest.mark.django_db
def test_an_unknown_address_gets_a_page_in_plain_words(client):
    page = client.get("/nulle-part/")

    assert page.status_code == 404
    assert 'class="site-top' in page.text


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_need_no_database_and_no_context(template):
    html = render_to_string(template)

    assert html.count("<h1>") == 1
    assert "main-menu" not in html


def test_what_was_typed_comes_back_when_the_seal_has_expired():
    request = RequestFactory().post(
        "/x/?a=1",
        {"words": "Le <b>bus</b>", "password": "s3cret"},
        headers={"Origin": "http://testserver"},
    )
    page = csrf_failure(request).text

    assert "Le &lt;b&gt;bus" in page
    assert "s3cret" not in page
    assert 'method="post" action="/x/?a=1"' in page


def test_a_form_of_another_site_gets_no_button():
    request = RequestFactory().post(
        "/x/", {"words": "a"}, headers={"Origin": "http://evil.example"}
    )

    assert 'action="/x/"' not in csrf_failure(request).text


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.portal.gallery_urls")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_gallery_shows_every_component(client, language):
    page = client.get("/composants/", headers={"Accept-Language": language})

    assert page.status_code == 200
    assert page.text.count('class="silhouette"') == 15
