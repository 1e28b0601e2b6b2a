"""Maud of the national team at the board, in the browser: from the country to one reason, and back.

She narrows the sentence, follows a number to its reason, opens a line in place, saves the view and
finds it again on her phone, takes the files away and reads the same numbers there, and looks back
on the week.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.moves import follow, mark, settle, submit
from tests.overview.test_board import READERS

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
CHOICE = "wave=1&seat=vacant"


def test_from_the_country_to_a_reason_and_back(visitor, javascript):
    maud = visitor(account="national")
    sites = narrow(maud)
    follow_a_number(maud, sites[0])
    open_a_line(maud, javascript)
    name = save_the_view(maud, javascript)
    find_it_again(visitor(PHONE, account="national"), name, sites)
    take_the_files(maud, sites)
    look_back(maud)


def lines(page):
    """The sites of the table, each with its numbers as the page says them."""
    return {
        row.locator("th .entry").inner_text(): [
            cell.inner_text() for cell in row.locator("td").all()[3:5]
        ]
        for row in page.locator(".board-table > tbody").all()
    }


def narrow(maud):
    page = maud.go("/national/")
    everywhere = lines(page)
    maud.looks_right()
    page.select_option("[name=wave]", "1")
    page.select_option("[name=seat]", "vacant")
    follow(page.locator(".filter-sentence button"))
    page.wait_for_url(re.compile("seat=vacant"))
    page.wait_for_load_state()
    settle(page)
    found = lines(page)
    assert 0 < len(found) < len(everywhere)
    said = page.locator(".board-table caption").inner_text()
    assert said.startswith(f"{len(found)} site"), said
    for row in page.locator(".board-table > tbody").all():
        assert row.locator(".seat.vacant").count(), "a site without a vacant seat was chosen"
    maud.looks_right()
    return list(found)


def follow_a_number(maud, site):
    """One click from « 31 sur 40 » to the comments."""
    page = maud.page
    row = page.locator(".board-table > tbody", has_text=site).first
    follow(row.locator("a[href$='/consultation/remarques/']"))
    page.wait_for_url(re.compile("/consultation/remarques/"))
    assert site in page.locator("header, .site-head, main").first.inner_text() + page.title()
    page.go_back()
    page.wait_for_url(re.compile("seat=vacant"))


def open_a_line(maud, javascript):
    """The toggle opens the reasons in place, and folds them again."""
    page = maud.go(f"/national/?{CHOICE}")
    address = page.url
    row = page.locator(".board-table > tbody").first
    row.locator("a.toggle").click()
    expect(page.locator(".board-table > tbody.opened .reasons")).to_be_visible()
    settle(page)
    assert "vacant" in page.locator(".reasons .facts").inner_text()
    assert page.locator(".reasons .facts a").count()
    assert (page.url == address) == javascript, page.url
    maud.looks_right()
    page.locator("tbody.opened a.toggle").click()
    expect(page.locator(".board-table .reasons")).to_have_count(0)


def save_the_view(maud, javascript):
    name = f"Sièges à pourvoir {MARK} {'avec' if javascript else 'sans'}"
    page = maud.go(f"/national/?{CHOICE}")
    follow(page.locator("#selection a[href*='/national/vues/nouvelle/']"))
    maud.looks_right()
    submit(page, "query")
    assert page.locator(".error").count(), "a view without a name goes through"
    page.fill("[name=name]", name)
    submit(page, "query")
    page.wait_for_selector(f"text={name}")
    maud.looks_right()
    return name


def find_it_again(phone, name, sites):
    page = phone.go("/national/vues/")
    phone.looks_right()
    follow(page.locator("a.entry", has_text=name))
    page.wait_for_url(re.compile("seat=vacant"))
    assert list(lines(page)) == sites
    phone.looks_right()
    remove(page, name)
    phone.looks_right()


def remove(page, name):
    """Asked first, then gone from the list, to be put back for a week."""
    page.goto("/national/vues/")
    follow(page.locator("li", has_text=name).locator("a[href$='/retirer/']"))
    page.wait_for_url(re.compile("/retirer/"))
    follow(page.locator("main form button[type=submit]"))
    page.wait_for_url(re.compile("/vues/$"))
    assert page.locator("a.entry", has_text=name).count() == 0
    assert page.locator("form[action$='/remettre/']", has_text=name).count() == 1


def take_the_files(maud, sites):
    """Each file holds the page's sites with the page's numbers, as numbers."""
    page = maud.go(f"/national/?{CHOICE}")
    shown = lines(page)
    for kind, read in READERS.items():
        link = page.locator(f"#selection a[href*='/national/sites.{kind}']").get_attribute("href")
        answer = maud.context.request.get(link)
        assert answer.status == 200, link
        head, *rows = read(answer.body())
        table = [dict(zip(head, row, strict=True)) for row in rows]
        assert [row["Site"] for row in table] == sites, kind
        for row in table:
            figures, voices = (re.findall(r"\d+", cell) for cell in shown[row["Site"]])
            for words, both in ((figures, ("Chiffres à jour", "Chiffres dus")), (voices, ("Voix répondues", "Remarques"))):  # fmt: skip
                if words:
                    assert [int(row[column]) for column in both] == list(map(int, words)), kind


def look_back(maud):
    """The week says its days, leads to each reason, and to the week before."""
    page = maud.go("/national/semaine/")
    maud.looks_right()
    said = page.locator(".page-head .lead").inner_text()
    assert "du lundi" in said
    for address in {a.get_attribute("href") for a in page.locator("main .rows a").all()}:
        assert maud.context.request.get(address).status == 200, address
    follow(page.locator("nav a[rel=prev]"))
    assert page.locator(".page-head .lead").inner_text() != said
    maud.looks_right()
