"""Named people: who they are stands in the fixture, what they do in the test.

Ines, Marc and Samira are the triad of Le Val; Paul is a partner there. Lila lives there.
Rose facilitates in the region. Maud is of the national team. Victor holds the State seat of
La Crête, the curious neighbour.
"""

from typing import Any

import pytest

from accounts.models import User
from sites.models import Site
from tests import make


@pytest.fixture
def le_val(db: Any) -> Site:
    """The site where most scenes take place."""
    site = make.site("Le Val")
    make.neighbourhood(of=site)
    return site


@pytest.fixture
def la_crete(db: Any) -> Site:
    """The neighbour, in the same region."""
    site = make.site("La Crête", town=make.commune("59998", "La Crête"))
    make.neighbourhood("QN05997N", "Le Plateau", of=site)
    return site


@pytest.fixture
def ines(le_val: Site) -> User:
    """Prefect's delegate, State seat of Le Val."""
    person = make.person("Ines Carpentier")
    make.seat(le_val, "state", person)
    return person


@pytest.fixture
def marc(le_val: Site) -> User:
    """Town-hall officer, municipality seat of Le Val."""
    person = make.person("Marc Delattre")
    make.seat(le_val, "municipality", person)
    return person


@pytest.fixture
def samira(le_val: Site) -> User:
    """Director of the social centre, community seat of Le Val."""
    person = make.person("Samira Haddad")
    make.seat(le_val, "community", person)
    return person


@pytest.fixture
def triad(ines: User, marc: User, samira: User) -> tuple[User, User, User]:
    """The three together."""
    return ines, marc, samira


@pytest.fixture
def paul(le_val: Site) -> User:
    """Partner at Le Val."""
    person = make.person("Paul Roussel")
    make.member("partner", person, site=le_val, organisation="Mission locale")
    return person


@pytest.fixture
def lila(db: Any) -> User:
    """Lives at Le Val and has an account, no role."""
    return make.person("Lila Bensaïd")


@pytest.fixture
def rose(db: Any) -> User:
    """Facilitator of the resource centre of the region."""
    person = make.person("Rose Lemaire")
    make.member("facilitator", person, centre=make.centre())
    return person


@pytest.fixture
def maud(db: Any) -> User:
    """National team."""
    person = make.person("Maud Ferrand")
    make.member("national", person)
    return person


@pytest.fixture
def victor(la_crete: Site) -> User:
    """State seat of La Crête: an outsider at Le Val."""
    person = make.person("Victor Noël")
    make.seat(la_crete, "state", person)
    return person
