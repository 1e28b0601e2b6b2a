"""The money of the country: every euro once, sums that lead to their grants, for the national team."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership import actions, figures
from partnership.models import Grant
from sites.models import CityProgramme
from tests import make
from tests.partnership.test_partners import text
from tests.partnership.test_together import asked, granted

PAGE = "/national/financements/"
NO_MONEY = figures.Money()


@pytest.fixture
def country(le_val, la_crete):
    """Three grants, one of them shared with a cité éducative, and one that was withdrawn."""
    city = CityProgramme.objects.create(code="cite-900", kind="educative", name="Cité du Val")
    la_crete.programme, la_crete.city_programme = "educative", city
    la_crete.save()
    shared = granted(le_val, 900, purpose="Accueil")
    actions.share(shared, site=la_crete, asked=Decimal(300), granted=Decimal(300), by=None)
    asked(la_crete, amount=500, funder="Région", funder_kind="local", asked_on=date(2025, 3, 1))
    gone = asked(le_val, amount=70, purpose="Bus")
    actions.withdraw_grant(gone, reason="Non", by=None)
    return shared


def lines(response):
    """The table of sums, as words and figures."""
    table = BeautifulSoup(response.content, "lxml").select_one("#national-money table")
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]  # fmt: skip
    return [[cell.replace("\xa0", " ").replace("\u202f", " ") for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [["Collectivité locale", "1", "500 €", "0 €", "0 €"], ["Caisses de sécurité sociale", "2", "900 €", "900 €", "0 €"]]),
        ("by=programme", [["Quartiers prioritaires", "2", "600 €", "600 €", "0 €"], ["Cité éducative", "2", "800 €", "300 €", "0 €"]]),
        ("by=year", [["2026", "2", "900 €", "900 €", "0 €"], ["2025", "1", "500 €", "0 €", "0 €"]]),
        ("by=state", [["Demandé", "1", "500 €", "0 €", "0 €"], ["Accordé", "1", "900 €", "900 €", "0 €"], ["Retiré", "1", "0 €", "0 €", "0 €"]]),
        ("programme=educative&year=2026", [["Caisses de sécurité sociale", "1", "300 €", "300 €", "0 €"]]),
        ("programme=royal&by=amount&page=x", [["Collectivité locale", "1", "500 €", "0 €", "0 €"], ["Caisses de sécurité sociale", "2", "900 €", "900 €", "0 €"]]),
    ],
)  # fmt: skip
def test_sums_by_what_was_asked_in_one_order_never_of_amounts(
    browser_of, maud, country, words, found
):
    address = f"{PAGE}?{words}"

    assert lines(browser_of(maud).get(address)) == found
    assert lines(browser_of(maud).htmx(address, page=address, method="get")) == found


def test_a_sum_leads_to_its_grants_and_a_grant_to_its_page(browser_of, maud, country):
    browser = browser_of(maud)
    soup = BeautifulSoup(browser.get(f"{PAGE}?by=programme").content, "lxml")
    way = soup.select_one("#national-money table tbody a")["href"]
    assert way == f"{PAGE}?by=programme&programme=qpv#grants"

    page = browser.get(way.partition("#")[0])

    assert "600 € sur 900 €" in text(page).replace('<p class="note">', "").replace("</p>", "")
    ways = [
        a["href"] for a in BeautifulSoup(page.content, "lxml").select("#grants ~ .table tbody a")
    ]
    assert f"/sites/le-val/financements/{country.pk}/" in ways
    assert browser.get(f"/sites/le-val/financements/{country.pk}/").status_code == 200


def test_the_file_follows_the_conditions_and_numbers_stay_numbers(browser_of, maud, country):
    browser = browser_of(maud)

    words = browser.get(f"{PAGE}financements.csv?programme=educative").content.decode("utf-8-sig")

    cells = [line.split(";") for line in words.splitlines()]
    assert [(row[0], row[3], row[8], row[11]) for row in cells[1:]] == [
        ("La Crête", "Région", "500,00", "500,00"), ("Le Val", "Caf", "300,00", "900,00"),
    ]  # fmt: skip
    for kind in ("xlsx", "ods"):
        assert browser.get(f"{PAGE}financements.{kind}").status_code == 200


def test_only_the_national_team_reads_it(client, browser_of, ines, rose, maud):
    assert client.get(PAGE).status_code == 302
    for person in (ines, rose):
        assert browser_of(person).get(PAGE).status_code == 403
        assert browser_of(person).get(f"{PAGE}financements.csv").status_code == 403
    assert "Aucun site n’a encore demandé de financement." in text(browser_of(maud).get(PAGE))
    assert "Aucun financement ne répond" in text(browser_of(maud).get(f"{PAGE}?state=paid"))


def test_the_country_s_sum_is_the_sum_of_its_heaps_and_of_its_sites(le_val, la_crete, country):
    for by in ("programme", "funder", "year", "state"):
        found = figures.country_money(figures.AskedMoney(by=by))
        assert found.total == figures.national_money()
        assert sum((heap.money for heap in found.heaps), NO_MONEY) == found.total
        rows = figures.country_rows(found.asked)
        assert sum((row.money.granted for row in rows), 0) == found.total.granted
        assert sum((row.money.asked for row in rows), 0) == found.total.asked
        assert sum(figures.money_of([le_val, la_crete]).values(), NO_MONEY) == found.total


def test_the_page_asks_as_often_for_one_site_or_thirty(browser_of, maud, le_val):
    counts, browser = [], browser_of(maud)
    for total in (1, 3, 30):
        for number in range(Grant.objects.count(), total):
            there = make.site(f"Lieu {number}", town=make.commune(f"59{number:03}", f"Lieu {number}"))  # fmt: skip
            actions.share(asked(there, purpose=f"n° {number}"), site=le_val, asked=Decimal(1), by=None)  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            page = browser.get(PAGE)
        counts.append(len(seen))

    assert len(set(counts)) == 1, counts
    assert len(BeautifulSoup(page.content, "lxml").select("#grants ~ .table tbody tr")) == 20
