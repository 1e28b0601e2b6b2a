"""The poster with the short address and the square code, and the sheet for a workshop's table."""

import re

import pytest
import segno
from django.conf import settings
from django.urls import reverse

from agenda import actions
from drawing.qr import square_code
from tests.agenda import scenes

PAGES = ("poster", "reading-sheet")


def url(name, site):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug})


def short(site):
    return f"{settings.BASE_URL}/avis/{site.slug}/"


def test_the_square_code_holds_the_short_address(le_val):
    code = square_code(short(le_val))
    matrix = segno.make(short(le_val), error="m").matrix
    dots = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", code.path)}
    assert dots == {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
    assert code.view_box == f"-4 -4 {code.size + 8} {code.size + 8}"


def test_the_short_address_leads_to_the_consultation(client, le_val, ines):
    answer = client.get(f"/avis/{le_val.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, url("consultation", le_val))
    assert client.get("/avis/nulle-part/").status_code == 404


def test_a_poster_says_until_when_and_where(client, le_val, ines):
    scenes.opened(le_val, ines)

    page = client.get(url("poster", le_val)).content.decode()

    assert f"/avis/{le_val.slug}" in page
    assert "dimanche\xa013\xa0décembre 2026" in page
    assert 'class="square-code"' in page


def test_the_sheet_numbers_each_passage_as_the_consultation_does(client, le_val, ines):
    version = scenes.opened(le_val, ines)

    page = client.get(url("reading-sheet", le_val)).content.decode()

    places = [int(n) for n in re.findall(r'<p class="numeral" aria-hidden="true">(\d+)</p>', page)]
    assert places == list(version.wordings.order_by("position").values_list("position", flat=True))
    for wording in version.wordings.all():
        assert wording.heading.replace("'", "’") in page
    assert "&amp;#x27;" not in page


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_printed_for_a_consultation_that_is_not_open(client, le_val, ines, name):
    assert "square-code" not in client.get(url(name, le_val)).content.decode()
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)
    assert "square-code" not in client.get(url(name, le_val)).content.decode()


def test_the_consultation_and_the_desk_lead_to_the_paper(client, browser_of, le_val, ines):
    scenes.opened(le_val, ines)
    page = client.get(url("consultation", le_val)).content.decode()
    for name in PAGES:
        assert url(name, le_val) in page
    assert url("poster", le_val) in browser_of(ines).get(url("desk", le_val)).content.decode()
