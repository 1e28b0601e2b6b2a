"""Text: French spaces, safe Markdown, clean input, numbers and days as people say them."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override

from kit import markup, typography
from kit.forms import clean_text
from kit.templatetags.kit import ago, day, initials, number, weekday
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("Quoi?", "Quoi\u202f?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("Ceci : cela", "Ceci\u00a0: cela"),
        ("l'école", "l\u2019école"),
        ("1 284 voix", "1\u202f284 voix"),
        ("https://a.fr/?b=c", "https://a.fr/?b=c"),
        ("16:30", "16:30"),
        ("de 16 h 30 à 18 h", "de 16\u00a0h\u00a030 à 18\u00a0h"),
    ],
)
def test_french_spaces(typed, shown):
    assert typography.french(typed) == shown


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        '<a href="x" hx-get="/y">z</a>',
        "![x](http://a.fr/x.png)",
    ],
)
def test_markdown_never_becomes_live_markup(attack):
    live = BeautifulSoup(markup.html(attack), "lxml").body.find_all(True)

    assert {element.name for element in live} <= {"p", "a"}
    assert {name for element in live for name in element.attrs} <= {"href", "rel"}
    assert not [e for e in live if "javascript" in e.get("href", "")]


def test_the_subset_renders():
    assert markup.html("**a** *b*\n\n- c") == (
        "<p><strong>a</strong> <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n"
    )


def test_input_loses_controls_and_direction_tricks_but_keeps_scripts_and_emoji():
    assert clean_text("a\x00b\u202ec\r\nd\u200b 👩\u200d👧 سلام ") == "abc\nd 👩\u200d👧 سلام"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.50"), "1\u202f234,5"),
        (5931940, "5\u202f931\u202f940"),
        (None, "—"),
        (Decimal("-3.5"), "−3,5"),
        (0, "0"),
    ],
)
def test_numbers_are_french(value, shown):
    with override("fr"):
        assert number(value) == shown


def test_days_are_said():
    with override("fr"):
        assert day(date(2026, 3, 1)) == "1er\xa0mars 2026"
        assert weekday(TODAY) == "mardi\xa024\xa0novembre 2026"


def test_ago_counts_from_the_present_day():
    with override("en"):
        assert ago(TODAY) == "today"


def test_initials_of_names():
    assert [initials(n) for n in ("Élise Vandamme", "Karim", "Anne-Marie de La Tour", "")] == [
        "ÉV",
        "K",
        "AT",
        "?",
    ]
