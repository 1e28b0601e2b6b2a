"""The portal as it really runs: web server, worker and beat as processes, and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests import template

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Pages play nothing and turn with the phone: axe need not fetch their films and styles again.
AXE = {"resultTypes": ["violations"], "preload": False}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


class Portal:
    """The running portal: its address and its processes."""

    def __init__(self, address: str, environment: dict[str, str], log: Path) -> None:
        self.address = address
        self.environment = environment
        self.log = log
        self.running: list[subprocess.Popen[bytes]] = []

    def manage(self, *commands: str) -> None:
        """Runs commands of the portal in one process; its words are in the failure when it fails."""
        calls = [f"call_command({', '.join(map(repr, command.split()))})" for command in commands]
        self.python("from django.core.management import call_command", *calls)

    def python(self, *lines: str) -> None:
        """Runs lines of Python in the portal's own database; their words are in the failure."""
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(["import django", "django.setup()", *lines])],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{lines}: {done.stdout}{done.stderr}"

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.running.append(process)
        return process

    def wait(self) -> None:
        """Until the health check answers."""
        for _try in range(150):
            try:
                with urllib.request.urlopen(f"{self.address}/sante/", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the portal does not answer:\n{self.log.read_text()[-4000:]}")

    def stop(self) -> None:
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def hints_of_its_own(url: str) -> str:
    """The second database of the broker: other tests put their hints into the first."""
    return re.sub(r"([/=])0$", r"\g<1>1", url)


@pytest.fixture(scope="package")
def portal(request: pytest.FixtureRequest) -> Iterator[Portal]:
    """A portal of its own with the demonstration set, in a database of its own.

    The database begins as a copy of the one that is migrated for the tests.
    `JOURNEY_PORTAL` names a running one instead, for whoever works on a journey.
    """
    folder = request.getfixturevalue("tmp_path_factory").mktemp("portal")
    if given := os.environ.get("JOURNEY_PORTAL"):
        yield Portal(given, dict(os.environ), folder / "log")
        return
    admin = os.environ["DATABASE_URL"]
    name = f"journey_{os.getpid()}"
    parts = urlsplit(admin)
    migrated = template.database(os.environ.get("TEST_DATABASE_NAME") or "test_qic")
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")),
        "REDIS_URL": hints_of_its_own(os.environ["REDIS_URL"]),
        "QIC_DEMO": "1",
        "DEBUG": "",
        "STATIC_ROOT": str(folder / "static"),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    running = Portal(f"http://127.0.0.1:{port}", environment, folder / "log")
    try:
        running.manage(
            "collectstatic --noinput -v0",
            "import_reference",
            "import_measurements",
            "seed_demo",
        )
        running.start(
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--workers",
            "1",
            "qic_portal.wsgi:application",
        )
        running.start(
            "celery", "-A", "qic_portal", "worker", "--concurrency", "1", "--loglevel", "info"
        )
        running.start(
            "celery",
            "-A",
            "qic_portal",
            "beat",
            "--schedule",
            str(folder / "beat"),
            "--loglevel",
            "info",
        )
        running.wait()
        yield running
    finally:
        running.stop()
        with psycopg.connect(admin, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="package")
def chromium(portal: Portal) -> Iterator[Browser]:
    """Debian's or the machine's own Chromium, driven by Playwright.

    It comes after the portal: beside Playwright's event loop Django makes no database.
    """
    found = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Each journey is gone twice."""
    return bool(request.param)


class Visitor:
    """Somebody at a browser, who notices what must never be: errors, foreign requests, CSP reports."""

    def __init__(
        self, browser: Browser, portal: Portal, *, javascript: bool, screen: dict[str, int]
    ) -> None:
        self.portal = portal
        self.javascript = javascript
        self.context = browser.new_context(
            viewport=screen, java_script_enabled=javascript, locale="fr-FR", base_url=portal.address
        )
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda fault: self.faults.append(f"script: {fault}"))
        self.page.on("request", self.see)
        self.page.on("response", self.answered)

    def hear(self, message: Any) -> None:
        if (
            message.type == "error"
            and "404" not in message.text
            and "422" not in message.text
            and "403" not in message.text
        ):
            self.faults.append(f"console: {message.text}")

    def see(self, request: Any) -> None:
        if not request.url.startswith((self.portal.address, "data:", "blob:")):
            self.faults.append(f"request to a third party: {request.url}")

    def answered(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} at {response.url}")

    def sign_in(self, account: str) -> "Visitor":
        """Signs in to an account of the demonstration by the ordinary form."""
        self.page.goto("/compte/login/")
        self.page.fill("input[name=login]", f"{account}@demo.example")
        self.page.fill("input[name=password]", "demo")
        self.page.locator("main form button:not([form])").first.click()
        self.page.wait_for_load_state()
        assert "/compte/login" not in self.page.url, f"{account} could not sign in"
        return self

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def looks_right(self) -> None:
        """Nothing serious for axe, nothing wider than the screen, nothing wrong so far."""
        assert not self.faults, self.faults
        wide = (
            self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
            if self.javascript
            else False
        )
        assert not wide, f"{self.page.url} is wider than the screen"
        if self.javascript:
            check_axe(self.page)


def check_axe(page: Page) -> None:
    """No serious or critical finding of axe on the page as it stands."""
    found = Axe().run(page, options=AXE).response["violations"]
    serious = [
        f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert not serious, f"{page.url}: {serious}"


@pytest.fixture
def visitor(
    chromium: Browser, portal: Portal, javascript: bool
) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for one more person; all are closed, and their faults told, at the end."""
    opened: list[Visitor] = []

    def open_one(screen: dict[str, int] = DESK, account: str = "") -> Visitor:
        one = Visitor(chromium, portal, javascript=javascript, screen=screen)
        opened.append(one)
        return one.sign_in(account) if account else one

    yield open_one
    for one in opened:
        one.context.close()
    assert not [f for one in opened for f in one.faults]
