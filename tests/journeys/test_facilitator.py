"""A facilitator of a resource centre goes to meet a site of hers, in the browser.

Rose signs in and lands on what waits at her sites; she opens the reason of one far outside her
region that was given to her, takes the table along as a file and the last report as a PDF that
the worker made. What lies outside her sight is in no page, file or address.
"""

import csv
import io
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.moves import follow, settle

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

HERS = ["Koungou", "Le Teil", "Montélimar", "Pont-de-Claix", "Saint-Étienne"]
MINE = "/mes-sites/"


def test_before_a_meeting(visitor, javascript):
    rose = visitor(account="crpv.aura")
    lands_on_the_desk(rose)
    sees_the_region_and_the_site_beyond_it(rose)
    opens_a_reason(rose, javascript)
    takes_the_table_along(rose)
    finds_nothing_outside(rose, visitor)
    downloads_the_report(rose)


def lands_on_the_desk(rose):
    page = rose.page
    assert page.url.endswith("/rapports/")
    koungou = page.locator(".visits > li", has_text="Koungou")
    expect(koungou).to_contain_text("confié par Maud Ferrand")
    expect(koungou).to_contain_text("Le siège de l’État est vacant")
    rose.looks_right()


def sees_the_region_and_the_site_beyond_it(rose):
    page = rose.page
    follow(page.locator("main a.arrow[href='/mes-sites/']"))
    page.wait_for_url(f"**{MINE}")
    assert page.locator(".board-table th .entry").all_inner_texts() == HERS
    expect(page.locator("#site-koungou")).to_contain_text("hors de votre région")
    rose.looks_right()


def opens_a_reason(rose, javascript):
    page = rose.page
    page.locator("#site-koungou a.toggle").click()
    reason = page.locator("#site-koungou .reasons a", has_text="Le siège de l’État est vacant")
    expect(reason).to_be_visible()
    settle(page)
    assert ("ouvert=koungou" in page.url) is not javascript
    rose.looks_right()
    follow(reason)
    page.wait_for_url("**/sites/koungou/triade/")
    page.set_viewport_size(PHONE)
    for path in (f"{MINE}?ouvert=koungou", "/rapports/"):
        rose.go(path)
        rose.looks_right()


def takes_the_table_along(rose):
    page = rose.go(MINE)
    page.fill("[name=words]", "koungou")
    follow(page.locator(".filter-sentence button"))
    page.wait_for_url("**words=koungou**")
    expect(page.locator(".board-table th .entry")).to_have_text(["Koungou"])
    settle(page)
    assert names_in(downloaded(page, "a[href*='sites.csv']")) == ["Koungou"]
    rose.go(MINE)
    assert names_in(downloaded(page, "a[href*='sites.csv']")) == HERS
    assert downloaded(page, "a[href*='sites.xlsx']").startswith(b"PK")
    assert downloaded(page, "a[href*='sites.ods']").startswith(b"PK")


def downloaded(page, link):
    """The bytes of the file behind a link."""
    with page.expect_download() as coming:
        page.locator(link).first.click()
    return Path(coming.value.path()).read_bytes()


def names_in(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    return [row[0] for row in rows[1:]]


def finds_nothing_outside(rose, visitor):
    page = rose.page
    assert page.request.get(f"{MINE}hazebrouck/").status == 404
    assert "/sites/hazebrouck/" not in page.request.get(f"{MINE}?words=hazebrouck").text()
    assert names_in(page.request.get(f"{MINE}sites.csv?words=hazebrouck").body()) == []
    other = visitor(account="crpv.hdf").page.request
    assert other.get(f"{MINE}koungou/").status == 404
    assert "Koungou" not in other.get("/rapports/").text()
    assert visitor(account="state.lievin").page.request.get(MINE).status == 403


def downloads_the_report(rose):
    """The worker of the portal has made it, or makes it now."""
    page, link = rose.page, ".visits a[href$='.pdf']"
    for _try in range(60):
        rose.go("/rapports/")
        if page.locator(link).count():
            break
        time.sleep(2)
    assert downloaded(page, link).startswith(b"%PDF-1.7")
