"""After signing in, each person lands where something waits for them."""

from datetime import timedelta

import pytest

from governance import actions as governance
from tests import make
from tests.conftest import TODAY


def lands(browser_of, person):
    answer = browser_of(person).get("/accueil/")
    assert answer.status_code == 302
    assert browser_of(person).get(answer.url).status_code == 200
    return answer.url


@pytest.mark.parametrize(
    ("who", "there"),
    [
        ("ines", "/sites/le-val/a-faire/"),
        ("marc", "/sites/le-val/a-faire/"),
        ("samira", "/sites/le-val/a-faire/"),
        ("paul", "/sites/le-val/a-faire/"),
        ("rose", "/rapports/"),
        ("maud", "/national/"),
        ("lila", "/"),
    ],
)
def test_each_person_lands_on_their_first_screen(request, browser_of, who, there):
    assert lands(browser_of, request.getfixturevalue(who)) == there


@pytest.fixture
def avant(db):
    """A site whose name comes before that of Le Val."""
    return make.site("Avant")


def test_a_deputy_lands_at_the_site(browser_of, ines, le_val):
    anna = make.person("Anna Petit")
    make.seat(le_val, "state", anna, deputy=True)

    assert lands(browser_of, anna) == "/sites/le-val/a-faire/"


def test_a_coach_lands_on_their_support_days(browser_of, le_val):
    colette = make.person("Colette Martin")
    make.member("coach", colette, site=le_val)

    assert lands(browser_of, colette) == "/mes-journees-d-appui/"


@pytest.mark.parametrize("kind", ["coach", "partner"])
def test_a_seat_holder_lands_at_the_site_of_the_seat(browser_of, ines, avant, kind):
    """Inès also coaches, or is a partner, at a site that comes first in the alphabet."""
    make.member(kind, ines, site=avant)

    assert lands(browser_of, ines) == "/sites/le-val/a-faire/"


def test_a_partner_who_coaches_elsewhere_lands_where_they_are_a_partner(browser_of, paul, avant):
    make.member("coach", paul, site=avant)

    assert lands(browser_of, paul) == "/sites/le-val/a-faire/"


def test_who_sits_at_two_sites_lands_at_the_first_by_name(browser_of, ines, avant):
    make.seat(avant, "municipality", ines)

    assert lands(browser_of, ines) == "/sites/avant/a-faire/"


def test_a_facilitator_with_a_single_site_lands_on_the_desk(browser_of, rose, maud):
    far = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))
    given = make.site("Les Pentes", town=town)
    governance.give_site(rose, site=given, starts_on=TODAY, reason="Relais", by=maud)

    assert lands(browser_of, rose) == "/rapports/"


def test_a_facilitator_who_sits_at_a_site_lands_there(browser_of, rose, le_val):
    make.seat(le_val, "community", rose)

    assert lands(browser_of, rose) == "/sites/le-val/a-faire/"


def test_a_coach_who_has_left_a_seat_lands_on_their_days(browser_of, ines, maud, le_val, avant):
    governance.end_mandate(le_val.mandates.get(), by=maud, on=TODAY - timedelta(days=1))
    assert lands(browser_of, ines) == "/sites/le-val/triade/passation/etat/"

    make.member("coach", ines, site=avant)
    assert lands(browser_of, ines) == "/mes-journees-d-appui/"


def test_who_takes_a_seat_soon_lands_on_its_file(browser_of, le_val):
    nora = make.person("Nora Amrani")
    make.seat(le_val, "community", nora, since=TODAY + timedelta(days=9))

    assert lands(browser_of, nora) == "/sites/le-val/triade/passation/association/"


def test_who_has_not_signed_in_is_asked_to(client):
    assert client.get("/accueil/").url.startswith("/compte/")
