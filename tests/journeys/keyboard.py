"""Somebody who has no mouse: every step is a key, and what has the focus is what counts."""

from playwright.sync_api import Locator, Page

FARTHEST = 250


class Keyboard:
    """The keys of a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def reach(self, target: Locator) -> None:
        """Tabs on until the target has the focus; it must be reached, and the focus be seen on it."""
        for _step in range(FARTHEST):
            if target.and_(self.page.locator(":focus-visible")).count():
                return
            self.press("Tab")
        raise AssertionError(f"no key leads to {target} on {self.page.url}")

    def follow(self, target: Locator) -> None:
        """Goes to a link or a button and uses it."""
        self.reach(target)
        self.press("Enter")
        self.page.wait_for_load_state("networkidle")

    def write(self, target: Locator, words: str) -> None:
        """Goes to a field and types."""
        self.reach(target)
        self.page.keyboard.insert_text(words)
        self.pressed += len(words)

    def choose(self, target: Locator) -> None:
        """Ticks a box, or takes one of a group of choices with the arrows."""
        group = target.get_attribute("name")
        if target.get_attribute("type") != "radio":
            self.reach(target)
            self.press("Space")
            return
        self.reach(self.page.locator(f"input[type=radio][name={group}]"))
        for _step in range(FARTHEST):
            if target.and_(self.page.locator(":focus")).count():
                break
            self.press("ArrowDown")
        self.press("Space")
        assert target.is_checked()
