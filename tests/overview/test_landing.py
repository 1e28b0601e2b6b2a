"""After signing in, each person lands where something waits for them."""

import pytest

from tests import make


@pytest.mark.parametrize(
    ("who", "there"),
    [
        ("ines", "/sites/le-val/a-faire/"),
        ("paul", "/sites/le-val/a-faire/"),
        ("maud", "/national/"),
        ("lila", "/"),
    ],
)
def test_each_person_lands_on_their_first_screen(request, browser_of, who, there):
    person = request.getfixturevalue(who)

    answer = browser_of(person).get("/accueil/")

    assert (answer.status_code, answer.url) == (302, there)


def test_a_coach_lands_on_their_support_days(browser_of, le_val):
    colette = make.person("Colette Martin")
    make.member("coach", colette, site=le_val)

    assert browser_of(colette).get("/accueil/").url == "/mes-journees-d-appui/"


def test_a_facilitator_lands_on_the_reports(browser_of, rose):
    assert browser_of(rose).get("/accueil/").url in {"/rapports/", "/"}


def test_who_has_not_signed_in_is_asked_to(client):
    assert client.get("/accueil/").url.startswith("/compte/")
