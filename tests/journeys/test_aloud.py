"""Lila hears the text that is open to comments by her phone's own voice, and nothing is sent anywhere.

The browser of the tests has no voice: it gets one that notes what it is given to say.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

TEXT = "/sites/hazebrouck/consultation/"
VOICE = """
    window.heard = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => [{ lang: "fr-FR", localService: true }],
        speak(said) { window.heard.push([said.lang, said.text]); setTimeout(() => said.onend(), 0); },
        cancel() {}, pause() {}, resume() {}, addEventListener() {},
    } });
"""


def heard(page, button):
    """What the voice says after a button is pressed, once it rests again."""
    words = button.inner_text()
    button.click()
    expect(button).to_have_text(words)
    page.wait_for_function("window.heard.length > 0")
    return page.evaluate("window.heard.splice(0)")


def test_lila_hears_a_passage_then_the_whole_text_and_a_translation_in_its_language(
    visitor, javascript
):
    lila = visitor(PHONE)
    lila.page.add_init_script(VOICE)
    page = lila.go(TEXT)
    if not javascript:
        expect(page.locator("#aloud")).to_be_hidden()
        return
    lila.looks_right()
    passage = page.locator(".passage").first
    words = passage.locator("div[data-words]")

    said = heard(page, passage.locator("button.aloud"))
    assert {language for language, _sentence in said} == {"fr"}
    assert "".join(text for _l, text in said).replace(" ", "") == words.inner_text().replace(" ", "")  # fmt: skip

    whole = heard(page, page.locator("#aloud button").first)
    assert len(whole) > len(said)
    assert whole[: len(said)] == said

    page = lila.go(f"{TEXT}?langue=ar")
    spoken = page.locator(".passage:has(div[data-words][lang=ar])").first
    assert {language for language, _text in heard(page, spoken.locator("button.aloud"))} == {"ar"}


def test_the_device_alone_speaks(visitor, javascript):
    """Without a voice that lives on the device no button is offered."""
    lila = visitor(PHONE)
    lila.page.add_init_script(VOICE.replace("localService: true", "localService: false"))

    expect(lila.go(TEXT).locator("#aloud")).to_be_hidden()
