"""The points of a curve are read one by one: by keyboard, by mouse and by finger, and plainly without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from drawing.chart import Chart, Point, PointKind
from drawing.curve import curve
from tests.journeys.conftest import FLAGS

SCRIPT = Path(__file__).resolve().parents[2] / "static/js/points.js"
SAID = (
    "1er trimestre 2026 : 40 %.",
    "2e trimestre 2026 : pas de mesure, local en travaux.",
    "3e trimestre 2026 : 48 %, provisoire. Source : Caf",
    "4e trimestre 2026 : 52 %.",
)
CHART = Chart(
    "Taux",
    (
        Point("T1", 40, said=SAID[0]), Point("T2", None, PointKind.GAP, said=SAID[1]),
        Point("T3", 48, state="provisional", said=SAID[2]), Point("T4", 52, said=SAID[3]),
    ),
    "%",
)  # fmt: skip
HERE = "document.activeElement.getAttribute('aria-label')"
SHOWN = "document.querySelector('.point-said').textContent"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=executable(), args=FLAGS)
        yield found
        found.close()


def executable() -> str | None:
    return next((p for p in ("/usr/bin/chromium",) if Path(p).exists()), None)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """The curve on a page between two links."""
    with translation.override("fr"):
        drawn = curve(CHART, "wide")
    page = browser.new_page(viewport={"width": 800, "height": 500}, has_touch=True)
    page.set_content(
        f'<a id="before" href="#">avant</a><figure data-points>{drawn}'
        '<p class="point-said" hidden>Désignez un point.</p></figure>'
        '<details><summary>Tableau</summary></details><a id="after" href="#">après</a>'
    )
    yield page
    page.close()


def test_arrows_go_from_point_to_point_and_escape_leaves(opened: Page):
    opened.add_script_tag(path=SCRIPT)
    opened.focus("#before")
    opened.keyboard.press("Tab")

    heard = [opened.evaluate(HERE)]
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"):
        opened.keyboard.press(key)
        heard.append(opened.evaluate(HERE))

    assert heard == [SAID[0], SAID[1], SAID[2], SAID[3], SAID[3], SAID[2], SAID[0], SAID[3]]
    assert opened.evaluate(SHOWN) == SAID[3]
    assert opened.evaluate("document.querySelectorAll('svg [tabindex=\"0\"]').length") == 1

    opened.keyboard.press("Escape")

    assert opened.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert opened.evaluate(SHOWN) == "Désignez un point."
    opened.keyboard.press("Shift+Tab")
    assert opened.evaluate(HERE) == SAID[3], "one tab stop, at the point that was read last"
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_mouse_and_a_finger_read_the_nearest_point(opened: Page):
    opened.add_script_tag(path=SCRIPT)
    box = opened.locator("svg").bounding_box()
    assert box is not None

    opened.mouse.move(box["x"] + 60, box["y"] + 100)
    assert opened.evaluate(SHOWN) == SAID[0]
    opened.touchscreen.tap(box["x"] + box["width"] * 0.62, box["y"] + 100)
    assert opened.evaluate(SHOWN) == SAID[2]
    assert opened.evaluate(HERE) == SAID[2]


def test_without_a_script_it_is_a_picture_with_its_words(opened: Page):
    assert opened.locator("svg").get_attribute("role") == "img"
    assert opened.locator(".point-said").is_hidden()
    opened.focus("#before")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_script_makes_a_group_of_named_points(opened: Page):
    opened.add_script_tag(path=SCRIPT)

    assert opened.locator("svg").get_attribute("role") == "group"
    named = [m.get_attribute("aria-label") for m in opened.locator("svg [role=img]").all()]
    assert sorted(map(str, named)) == sorted(SAID)
    assert "Taux" in (opened.locator("svg title").text_content() or "")
