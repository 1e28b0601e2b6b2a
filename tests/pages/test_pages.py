"""The pages that a public service owes, for everybody."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agenda import actions as agenda
from kit import clock
from qic_portal.deployer import Deployer
from qic_portal.open_data import DICTIONARY
from tests import make
from tests.agenda import scenes

PAGES = (
    "accessibility", "legal-notice", "personal-data", "terms", "statistics", "site-map", "open-data",
)  # fmt: skip
OFFICE = Deployer(
    publisher="Agence de Démonstration",
    publisher_address="1 rue du Val, 59000 Lille",
    director="Jeanne Martin",
    host="Hébergeur du Val",
    host_address="2 rue du Val, 59000 Lille",
    contact="bonjour@agence.example",
    data_protection="donnees@agence.example",
    security="securite@agence.example",
    source="https://code.example/portail",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_reads_the_page_in_both_languages(client, db, name, language):
    response = client.get(reverse(f"pages:{name}"), headers={"Accept-Language": language})

    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_written_there(client, db, name):
    assert client.post(reverse(f"pages:{name}")).status_code == 405


def test_without_a_publisher_the_notice_says_that_it_is_a_demonstration(client, db):
    text = client.get("/mentions-legales/").content.decode()

    assert "démonstration" in text
    assert "mailto:" not in text


def test_the_notice_gives_the_facts_of_the_installation(client, db, settings):
    settings.DEPLOYER = OFFICE

    text = client.get("/mentions-legales/").content.decode()

    for fact in ("Agence de Démonstration", "Jeanne Martin", "Hébergeur du Val"):
        assert fact in text
    assert "mailto:bonjour@agence.example" in text
    assert "mailto:donnees@agence.example" in client.get("/donnees-personnelles/").content.decode()


def test_a_service_that_was_not_audited_says_that_it_is_not_compliant(client, db):
    page = client.get("/accessibilite/").content.decode()

    assert "<h1>Accessibilité\xa0: non conforme</h1>" in page


def test_the_security_note_expires_within_a_year_and_never_soon(client, db, settings, set_day):
    settings.DEPLOYER = OFFICE
    set_day(datetime(2031, 3, 1, tzinfo=UTC).date())

    lines = dict(
        line.split(": ", 1)
        for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    expires = datetime.fromisoformat(lines["Expires"])

    assert timedelta(days=30) < expires - clock.now() < timedelta(days=365)
    assert lines["Contact"] == "mailto:securite@agence.example"
    assert lines["Canonical"].endswith("/.well-known/security.txt")


def test_search_engines_stay_out_of_a_demonstration(client, db, settings):
    settings.QIC_DEMO = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"

    settings.QIC_DEMO = False
    assert "Disallow: /compte/" in client.get("/robots.txt").content.decode()


def test_the_site_map_names_only_pages_that_the_reader_may_enter(client, browser_of, maud):
    for_visitors = client.get("/plan-du-site/").content.decode()
    for_maud = browser_of(maud).get("/plan-du-site/").content.decode()

    assert '<a href="/compte/">' not in for_visitors.split("<main", 1)[1].split("</main", 1)[0]
    assert '<a href="/compte/">' in for_maud


def test_open_data_lists_public_sites_only_for_programs(client, le_val):
    make.site("Secret", town=make.commune("59997", "Secret"), public_since=None)

    found = client.get("/api/sites.json").json()

    assert found["licence"] == "etalab-2.0"
    assert [site["id"] for site in found["sites"]] == ["le-val"]
    assert found["sites"][0]["neighbourhoods"] == [
        {"code": "QN05998N", "name": "Les Tilleuls", "certainty": "declared"}
    ]


def test_each_field_of_the_data_is_explained_and_none_else(client, le_val):
    explained = [name for name, _words in DICTIONARY]

    assert list(client.get("/api/sites.json").json()["sites"][0]) == explained


def test_open_data_for_spreadsheets_says_the_same(client, le_val):
    text = client.get("/api/sites.csv").content.decode()

    (row,) = csv.DictReader(StringIO(text))

    assert (row["id"], row["name"], row["neighbourhoods"]) == ("le-val", "Le Val", "QN05998N")


@pytest.mark.parametrize("address", ["/api/sites.json", "/statistiques/"])
def test_the_queries_do_not_grow_with_the_sites(client, le_val, address):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    at_one = queries()
    for number in range(3):
        make.site(f"Lieu {number}")

    assert queries() == at_one


def test_statistics_count_seats_held_and_vacant(client, le_val, ines):
    text = client.get("/statistiques/").content.decode()

    for words in (
        '<th scope="row">sièges occupés aujourd’hui</th><td class="number">1<',
        '<th scope="row">sièges vacants aujourd’hui</th><td class="number">2<',
    ):
        assert words in text


def test_statistics_count_what_was_said_and_answered(client, le_val, ines):
    version = scenes.opened(le_val, ines)
    scenes.said(version, "Le bus.")
    said, _code = scenes.said(version, "Le soir.")
    agenda.give_outcome(said, kind="retained", by=ines)

    text = client.get("/statistiques/", headers={"Accept-Language": "en"}).content.decode()

    for words, number in (
        ("versions opened to comments", 1),
        ("versions adopted by three seats", 0),
        ("comments of residents", 2),
        ("comments that have an answer", 1),
    ):
        assert f'<th scope="row">{words}</th><td class="number">{number}<' in text
