"""The directory as people read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sites.models import Theme
from tests import make

PAGE = "/sites/"


def many_sites(count: int) -> None:
    for rank in range(count):
        town = make.commune(f"5{rank:04}", f"Ville {rank}")
        site = make.site(f"Site {rank}", town=town)
        code = f"QN0{10 + rank // 90:02}{10 + rank % 90:02}N"
        make.neighbourhood(code, f"Quartier {rank}", of=site)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_directory_lists_public_sites_by_name(client, le_val, la_crete):
    make.site("Discret", town=make.commune("59996", "Discret"), public_since=None)

    page = text_of(client.get(PAGE))

    assert page.index("La Crête") < page.index("Le Val")
    assert "Les Tilleuls" in page
    assert "2 sites, par ordre alphabétique" in page
    assert "Discret" not in page
    assert 'href="/sites/le-val/"' in page


def test_a_search_finds_a_site_by_its_neighbourhood(client, le_val, la_crete):
    page = text_of(client.get(PAGE, {"q": "TILLEULS"}))

    assert "Le Val" in page
    assert "La Crête" not in page
    assert 'value="TILLEULS"' in page


def test_a_neighbourhood_without_a_site_is_said_to_have_none(client, le_val):
    make.neighbourhood("QN05996N", "Le Moulin")

    page = text_of(client.get(PAGE, {"q": "moulin"}))

    assert "Ce quartier n’a pas encore de site" in page
    assert "QN05996N" in page


def test_nothing_found_is_said_with_a_way_on(client, le_val):
    page = text_of(client.get(PAGE, {"q": "atlantide"}))

    assert "Aucun site ni quartier ne correspond à cette recherche." in page
    assert "Voir tous les sites" in page


def test_a_town_without_priority_neighbourhood_is_named(client, le_val):
    make.commune("59001", "Abancourt")

    assert "Abancourt n’a pas de quartier prioritaire." in text_of(
        client.get(PAGE, {"q": "abancourt"})
    )


def test_an_empty_portal_says_what_will_be_there(client, db):
    assert "Aucun site n’est public pour l’instant." in text_of(client.get(PAGE))


def test_filters_stay_in_the_address_of_the_next_page(client, db):
    many_sites(30)
    make.site("Ailleurs", town=make.commune("59001", "Abancourt"), wave=make.wave(2))

    page = text_of(client.get(PAGE, {"wave": "1", "q": "site"}))

    assert "?q=site&amp;wave=1&amp;page=2" in page
    assert "Ailleurs" not in page
    second = text_of(client.get(PAGE, {"wave": "1", "page": "2"}))
    assert 'aria-current="page">2</a>' in second


@pytest.mark.parametrize(
    "query",
    [
        {"region": "zz"},
        {"stage": "lost"},
        {"wave": "9999999999999999999999"},
        {"theme": "'; --"},
    ],
)
def test_a_filter_that_leads_nowhere_is_said_and_left_out(client, le_val, query):
    response = client.get(PAGE, query)

    assert response.status_code == 200
    page = text_of(response)
    assert "Aucun site ne correspond à ce choix." in page
    assert "Le Val" in page


def test_a_search_that_is_too_long_is_said_and_kept(client, le_val):
    response = client.get(PAGE, {"q": "a" * 101})

    assert response.status_code == 200
    assert "a" * 101 in text_of(response)
    assert "Le Val" in text_of(response)


def test_a_nul_character_in_the_address_is_a_bad_request(client, le_val):
    assert client.get(PAGE, {"q": "a\x00b"}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "", "1e9", "²"])
def test_a_page_that_does_not_exist_is_answered_with_one_that_does(client, le_val, page):
    response = client.get(PAGE, {"page": page})

    assert response.status_code == 200
    assert "Le Val" in text_of(response)


def test_searching_with_htmx_gives_the_same_page(client, le_val, la_crete):
    client.htmx(f"{PAGE}?q=val", page=f"{PAGE}?q=val", method="get")


def test_the_directory_only_reads(client, le_val):
    assert client.post(PAGE).status_code == 405
    assert client.head(PAGE).status_code == 200


def test_themes_and_stages_are_words(client, le_val):
    le_val.themes.add(Theme.objects.create(slug="cadre", name="Cadre de vie", position=1))

    page = text_of(client.get(PAGE))

    assert "Cadre de vie" in page
    assert "Actif" in page


def test_the_directory_is_complete_in_english(client, le_val):
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        page = text_of(client.get(PAGE))

    assert "Find my neighbourhood" in page
    assert "1 site" in page


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_asks_the_same_number_of_questions_however_many_sites(client, db, count):
    many_sites(count)

    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE, {"q": "quartier"})

    assert len(queries) <= 12
    assert len(queries) == 6
