"""What a cold visit of a resident's page weighs: first HTML, all bytes, requests."""

import re
import shutil
import urllib.request

from playwright.sync_api import Browser, sync_playwright

from bench import databases, served
from bench.figures import Figure

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HTML, COLD, REQUESTS = 14.6, 200, 12
SITE = "/sites/hazebrouck/"
PAGES = {
    "home": "/",
    "directory": "/sites/",
    "consultations": "/consultations/",
    "about": "/la-demarche/",
    "site": SITE,
    "agenda": f"{SITE}feuille-de-route/",
    "version": f"{SITE}feuille-de-route/versions/1/",
    "consultation": f"{SITE}consultation/",
    "comment": "",
    "follow": f"{SITE}consultation/suivre/",
    "plan": f"{SITE}plan-d-action/",
    "indicators": f"{SITE}indicateurs/",
    "triad": f"{SITE}triade/",
    "reports": f"{SITE}rapports/",
    "journal": f"{SITE}journal/",
    "sign-in": "/compte/login/",
    "accessibility": "/accessibilite/",
    "personal-data": "/donnees-personnelles/",
}


def run() -> list[Figure]:
    """Three figures a page, in kilobytes (1,000 bytes) as they travel."""
    figures = []
    with served.portal(databases.demonstration()) as port, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{port}"
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for name, path in PAGES.items():
            html, total, requests = visit(browser, address, path or comment_page(address))
            figures += [
                Figure(f"weight.{name}.html_kB", html / 1000, HTML),
                Figure(f"weight.{name}.cold_kB", total / 1000, COLD),
                Figure(f"weight.{name}.requests", requests, REQUESTS),
            ]
        browser.close()
    return figures


def comment_page(address: str) -> str:
    """The page on which somebody without JavaScript comments the first passage."""
    with urllib.request.urlopen(f"{address}{SITE}consultation/") as answer:
        found = re.search(r'href="(/sites/[^"]*/commenter/[^"]*)"', answer.read().decode())
    assert found, "the consultation offers no passage to comment"
    return found.group(1)


def visit(browser: Browser, address: str, path: str) -> tuple[int, int, int]:
    """Bytes of the first HTML, bytes of all, and requests, with an empty cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: dict[str, int] = {}
    kinds: dict[str, str] = {}
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    answer = page.goto(address + path, wait_until="networkidle")
    assert answer and answer.status == 200, (path, answer and answer.status)
    context.close()
    html = sum(size for key, size in sizes.items() if kinds.get(key) == "Document")
    return html, sum(sizes.values()), len(sizes)
