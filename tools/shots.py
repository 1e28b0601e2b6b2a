"""`bin/shots`: pictures of each persona's main pages, and of the report's pages."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from runtime import system
from runtime.claim import Taken, claim
from runtime.places import ROOT, VAR
from runtime.problem import Problem

SHOTS = VAR / "shots"
PICTURES = ROOT / "docs" / "pictures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SITE = "/sites/le-teil/"
#: Open to comments as long as the demonstration lasts.
OPEN = "/sites/hazebrouck/"
WIDTHS = {360: 740, 1280: 800}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: The account of each persona (None: nobody signed in) and what they come for.
PERSONAS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "visitor": (None, ("/", "/sites/", SITE, f"{SITE}feuille-de-route/", f"{SITE}indicateurs/")),
    "resident": ("resident1", ("/", OPEN, f"{OPEN}consultation/", f"{SITE}plan-d-action/")),
    "state": (
        "state.hazebrouck",
        ("/", OPEN, f"{OPEN}feuille-de-route/redaction/", f"{OPEN}triade/"),
    ),
    "municipality": ("municipality.le-teil", ("/", f"{SITE}indicateurs/", f"{SITE}plan-d-action/")),
    "community": ("community.le-teil", ("/", f"{SITE}feuille-de-route/", f"{SITE}journal/")),
    "partner": ("partner.le-teil", ("/", SITE, "/communaute/")),
    "facilitator": ("crpv.aura", ("/", "/rapports/", f"{SITE}rapports/", "/communaute/")),
    "national": ("national", ("/", "/national/", "/sites/", "/rapports/")),
    "coach": ("coach", ("/", "/communaute/")),
}
#: The README's pictures: whose, of what, how wide.
FOR_README = {
    "home": ("visitor", "/", 1280),
    "resident": ("resident", f"{OPEN}consultation/", 360),
    "triad": ("state", f"{OPEN}a-faire/", 1280),
    "desk": ("state", f"{OPEN}feuille-de-route/redaction/", 1280),
    "national": ("national", "/national/", 1280),
    "facilitator-report": ("facilitator", "/rapports/", 1280),
}


def main() -> int:
    """Take the pictures; 1 when a page did not come."""
    parser = argparse.ArgumentParser(prog="bin/shots", description="Pictures of the portal.")
    parser.add_argument("persona", nargs="?", choices=list(PERSONAS))
    parser.add_argument("--docs", action="store_true", help="renew the README's pictures")
    given = parser.parse_args()
    wanted = [given.persona] if given.persona else list(PERSONAS)
    try:
        with portal() as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=system.browser(), args=FLAGS)
            missing = list(
                renew_docs(browser, address) if given.docs else pictures(browser, address, wanted)
            )
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    for page in missing:
        print(f"No picture: {page}", file=sys.stderr)
    print(f"The pictures are in {(PICTURES if given.docs else SHOTS).relative_to(ROOT)}/")
    return int(bool(missing))


def pictures(browser: Browser, address: str, wanted: list[str]) -> Iterator[str]:
    """All pages of these personas, and of the report; yields those that did not come."""
    for persona in wanted:
        for scheme in SCHEMES:
            context = browser.new_context(color_scheme=scheme, locale="fr-FR")
            yield from take(context, address, persona, scheme)
    if "facilitator" in wanted:
        yield from report(browser.new_context(locale="fr-FR"), address)


@contextmanager
def portal() -> Iterator[str]:
    """The address of this checkout's portal; one that is not running is started for the while."""
    try:
        claim(VAR / "up.lock", "").close()
    except Taken as taken:
        yield f"http://localhost:{taken.by.split()[1]}"
        return
    port = os.environ.get("PORT") or "8000"
    with subprocess.Popen(["bin/up"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            if "Ctrl-C stops" in line:
                break
        else:
            raise Problem("The portal did not start: see above.")
        try:
            yield f"http://localhost:{port}"
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate()


def take(context: BrowserContext, address: str, persona: str, scheme: str) -> Iterator[str]:
    """Every page of a persona at every width; yields those that did not come."""
    account, paths = PERSONAS[persona]
    page = context.new_page()
    if account:
        sign_in(page, address, account)
    for path in paths:
        answer = page.goto(urljoin(address, path))
        if answer is None or answer.status != 200:
            yield f"{persona} {path} ({answer.status if answer else 'no answer'})"
            continue
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_load_state("networkidle")
            target = picture(persona, path, width, scheme)
            target.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=target, full_page=True)
    context.close()


def sign_in(page: Page, address: str, account: str) -> None:
    """As that person, with the demonstration's password."""
    page.goto(urljoin(address, "/compte/login/"))
    page.fill("input[name=login]", f"{account}@demo.example")
    page.fill("input[name=password]", "demo")
    page.locator("form:has(input[name=password]) button").first.click()
    page.wait_for_load_state("networkidle")
    if page.locator("input[name=password]").count():
        raise Problem(f"{account}@demo.example cannot sign in: is the demonstration set in place?")


def report(context: BrowserContext, address: str) -> Iterator[str]:
    """The pages of the first report that the facilitator finds; the worker gets time to make it."""
    page = context.new_page()
    sign_in(page, address, "crpv.aura")
    link = offered(page, address)
    if link is None:
        yield "a report (none is offered under /rapports/)"
        return
    got = context.request.get(urljoin(page.url, link))
    folder = SHOTS / "report"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paper = folder / "report.pdf"
    paper.write_bytes(got.body())
    subprocess.run(["pdftoppm", "-r", "80", "-png", paper, folder / "page"], check=True)
    context.close()


def offered(page: Page, address: str) -> str | None:
    """The link to the first report of the list; beat and worker get time to make one."""
    until = time.monotonic() + 180
    link = page.locator("main a[href$='.pdf']").first
    while time.monotonic() < until:
        page.goto(urljoin(address, "/rapports/"))
        if link.count():
            return link.get_attribute("href")
        time.sleep(3)
    return None


def picture(persona: str, path: str, width: int, scheme: str) -> Path:
    """Where the picture of a page goes."""
    name = path.strip("/").replace("/", "_") or "home"
    return SHOTS / persona / f"{name}-{width}-{scheme}.png"


def renew_docs(browser: Browser, address: str) -> Iterator[str]:
    """The README's pictures: the first screenful, light, in French; yields those that did not come."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, (persona, path, width) in FOR_README.items():
        size = ViewportSize(width=width, height=WIDTHS[width])
        context = browser.new_context(locale="fr-FR", color_scheme="light", viewport=size)
        page = context.new_page()
        if account := PERSONAS[persona][0]:
            sign_in(page, address, account)
        if path == "/rapports/":
            offered(page, address)
        answer = page.goto(urljoin(address, path))
        if answer and answer.ok:
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")
        else:
            yield f"{name} ({path})"
        context.close()


if __name__ == "__main__":
    sys.exit(main())
