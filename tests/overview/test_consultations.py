"""All open texts: in pages, found by region, department and name, in the address."""

import gzip
from datetime import timedelta

import pytest

from agenda.models import Version
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.overview.test_home import soup_of, words_of

LIST = "/consultations/"
QUERIES = 3
FIRST_PACKETS = 14_600


def names(answer):
    return [h.get_text() for h in soup_of(answer).select(".days-card h3")]


def opened(site, days=19):
    """A text without words that is open: what the list shows of it."""
    return Version.objects.create(
        site=site, number=1, state="open", started_on=TODAY, opened_on=TODAY,
        closes_on=TODAY + timedelta(days=days), sha256="0" * 64, content=[],
    )  # fmt: skip


@pytest.fixture
def many(db):
    """Twenty-one open texts in the Nord, the last one first, and one in the Rhône."""
    for number in range(21):
        opened(make.site(f"Site {number:02}"), days=40 - number)
    far = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))
    opened(make.site("Les Pentes", town=town))


def test_those_that_end_first_come_first_twenty_a_page(client, many):
    first, second = names(client.get(LIST)), names(client.get(f"{LIST}?page=2"))

    assert len(first) == 20
    assert first[:2] == ["Les Pentes", "Site 20"]
    assert second == ["Site 01", "Site 00"]
    assert names(client.get(f"{LIST}?page=999")) == second


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("region=84", ["Les Pentes"]),
        ("department=69", ["Les Pentes"]),
        ("region=84&department=69&words=pentes", ["Les Pentes"]),
        ("words=rhone", ["Les Pentes"]),
        ("words=site+07", ["Site 07"]),
        ("region=32&words=pentes", []),
    ],
)
def test_the_filter_sentence_is_the_address(client, many, sentence, found):
    assert names(client.get(f"{LIST}?{sentence}")) == found


def test_a_place_without_an_open_text_means_everywhere(client, many):
    page = client.get(f"{LIST}?region=99&department=x&page=2")

    assert len(names(page)) == 2
    assert soup_of(page).select_one(".pagination a")["href"] == "?page=1"


def test_the_departments_are_those_of_the_chosen_region(client, many):
    options = soup_of(client.get(f"{LIST}?region=84")).select("[name=department] option")

    assert [option["value"] for option in options] == ["", "69"]


def test_the_pages_keep_the_filters(client, many):
    page = soup_of(client.get(f"{LIST}?region=32"))

    assert page.select_one(".pagination a[rel=next]")["href"] == "?region=32&page=2"


def test_htmx_brings_the_list_alone_and_it_equals_the_page(client, many):
    part = client.get(f"{LIST}?words=rhone", headers={"HX-Request": "true"})
    whole = client.get(f"{LIST}?words=rhone")

    assert soup_of(part).select_one("h1") is None
    assert str(soup_of(part).select_one("#open-list")) == str(
        soup_of(whole).select_one("#open-list")
    )


def test_where_nothing_is_found_the_way_back_is_there(client, many):
    page = client.get(f"{LIST}?words=nulle-part")

    assert "Aucune consultation n’est ouverte là aujourd’hui" in words_of(page)
    assert soup_of(page).select_one("#open-list a")["href"] == LIST


def test_a_few_texts_need_no_filters(client, triad, le_val):
    scenes.opened(le_val, triad[0])

    page = client.get(LIST)

    assert names(page) == ["Le Val"]
    assert soup_of(page).select("form.filter-sentence") == []


def test_a_site_that_is_not_public_and_a_text_that_has_closed_are_not_there(client, db, set_day):
    opened(make.site("Le Secret", public_since=None))
    opened(make.site("Le Bref"), days=1)
    assert names(client.get(LIST)) == ["Le Bref"]

    set_day(TODAY + timedelta(days=2))
    assert names(client.get(LIST)) == []


def test_the_page_leaves_in_the_first_packets(client, many):
    assert len(gzip.compress(client.get(LIST).content)) < FIRST_PACKETS


@pytest.mark.parametrize("count", [1, 3, 30])
def test_it_asks_as_much_for_one_text_as_for_many(client, db, count, django_assert_num_queries):
    for number in range(count):
        opened(make.site(f"Site {number:02}"))

    with django_assert_num_queries(QUERIES):
        client.get(LIST)
