"""What a visitor does again and again, each with its wait: nothing is read of a page half there."""

import secrets

from playwright.sync_api import Locator, Page, expect

CONSONANTS = "bdfgklmnprst"


def mark() -> str:
    """What tells apart the rows of one run: no number, which could be read as somebody's telephone."""
    return "".join(secrets.choice(CONSONANTS) for _letter in range(8))


def follow(link: Locator) -> None:
    """Clicks what leads to another page, and waits until that page is whole."""
    link.click()
    link.page.wait_for_load_state()


def press(page: Page, action: str) -> None:
    """Presses the button of the form that goes to an address."""
    page.locator(
        f'form[action$="{action}"] button[type=submit], form[action$="{action}"] button:not([type])'
    ).first.click()
    page.wait_for_load_state()


def submit(page: Page, name: str) -> None:
    """Fills are done: presses the button of the form that holds that field."""
    page.locator(f"form:has([name={name}]) button:not([name])").last.click()
    page.wait_for_load_state()


def settle(page: Page) -> None:
    """Waits until htmx has put what came into the page."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
