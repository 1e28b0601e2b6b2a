"""The list of partners searched, narrowed, ordered, by pages, and taken away as it is shown."""

from datetime import date
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership import actions
from partnership.models import Partner
from tests.partnership.test_partners import LIST, facts, text


@pytest.fixture
def many(le_val, ines):
    """Four partners of today and a theatre that left: culture is a blind spot again."""
    for name, sector, day in (
        ("Mission locale", "employment", date(2024, 3, 1)),
        ("Boulangerie Petit", "economy", date(2026, 2, 1)),
        ("École Zola", "education", date(2022, 9, 1)),
        ("Les Écoliers du Val", "small", date(2025, 5, 1)),
        ("Théâtre du Val", "culture", date(2021, 1, 1)),
    ):
        partner = actions.add_partner(le_val, facts(name, sector, day, contact_name="Jo"), by=None)
    actions.leave(partner, by=ines, on=date(2023, 1, 1), reason="Fermé")


def names(response):
    """The organisations of the table, in its order."""
    table = BeautifulSoup(response.content, "lxml").select_one("#partner-list table")
    return [head.get_text(strip=True) for head in table.select("tbody th")] if table else []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Boulangerie Petit", "École Zola", "Les Écoliers du Val", "Mission locale"]),
        ("q=ECOL", ["École Zola", "Les Écoliers du Val"]),
        ("q=val ecol", ["Les Écoliers du Val"]),
        ("sector=economy", ["Boulangerie Petit"]),
        ("sector=usual", ["Boulangerie Petit", "Les Écoliers du Val"]),
        ("sector=blind", ["Théâtre du Val"]),
        ("when=before", ["Théâtre du Val"]),
        ("when=ever&q=val", ["Les Écoliers du Val", "Théâtre du Val"]),
        ("order=joined", ["Boulangerie Petit", "Les Écoliers du Val", "Mission locale", "École Zola"]),
        ("order=sector", ["École Zola", "Mission locale", "Boulangerie Petit", "Les Écoliers du Val"]),
        ("sector=royal&order=rank&when=never&page=x", ["Boulangerie Petit", "École Zola", "Les Écoliers du Val", "Mission locale"]),
    ],
)  # fmt: skip
def test_the_address_says_what_is_shown_and_the_file_and_the_fragment_follow(
    client, le_val, many, asked, found
):
    address = f"{LIST}?{asked}"

    assert names(client.get(address)) == found
    file = client.get(f"{LIST}partenaires.csv?{asked}").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in file[1:]] == found
    assert names(client.htmx(address, page=address, method="get")) == found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("q=zzz", "Aucun partenaire ne répond à cette recherche."),
        ("sector=health", "Angle mort : personne aujourd’hui de santé."),
        ("sector=culture", "Angle mort : personne aujourd’hui de culture."),
    ],
)
def test_an_empty_answer_says_why_and_leads_back(
    client, browser_of, marc, le_val, many, asked, said
):
    page = client.get(f"{LIST}?{asked}")

    assert said in text(page)
    assert "Voir tous les partenaires" in text(page)
    assert "Ajouter un partenaire" not in text(page)
    empty = BeautifulSoup(browser_of(marc).get(f"{LIST}?{asked}").content, "lxml").select_one(
        ".empty"
    )
    assert empty.a["href"] == f"{LIST}nouveau/"


def test_contacts_are_not_searched(client, browser_of, marc, le_val, many):
    assert names(client.get(f"{LIST}?q=Jo")) == []
    assert names(browser_of(marc).get(f"{LIST}?q=Jo")) == []


def test_what_was_asked_stays_in_the_form_and_too_long_a_word_is_told(client, le_val, many):
    soup = BeautifulSoup(client.get(f"{LIST}?q=ecol&sector=small&order=sector").content, "lxml")
    long = client.get(f"{LIST}?q={quote('é' * 101)}")

    assert soup.select_one("[name=q]")["value"] == "ecol"
    assert [o["value"] for o in soup.select("select option[selected]") if o["value"]] == ["small", "sector"]  # fmt: skip
    assert 'class="error' in text(long)
    assert len(names(long)) == 4


def test_pages_keep_the_search_and_cost_the_same(browser_of, marc, le_val):
    counts, browser = [], browser_of(marc)
    for total in (1, 3, 30):
        numbers = range(Partner.objects.count(), total)
        Partner.objects.bulk_create(
            Partner(
                site=le_val, name=f"Club {n:02}", sector="sport", starts_on=date(2024, 1, n + 1)
            )
            for n in numbers
        )
        with CaptureQueriesContext(connection) as seen:
            page = browser.get(f"{LIST}?q=club&order=joined&sector=sport")
        counts.append(len(seen))

    assert len(set(counts)) == 1
    assert len(names(page)) == 20
    following = BeautifulSoup(page.content, "lxml").select_one("[rel=next]")["href"]
    assert following == "?q=club&sector=sport&order=joined&page=2#directory"
    assert len(names(browser.get(LIST + following.partition("#")[0]))) == 10
    file = browser.get(f"{LIST}partenaires.csv?q=club").content.decode().splitlines()
    assert len(file) == 31
