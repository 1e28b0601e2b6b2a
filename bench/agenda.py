"""The consultation with 1,000 comments, a save against a bare UPDATE, what a resident's page weighs."""

import json
import shutil
import statistics
import subprocess
import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import databases, served, visits, weight
from bench.figures import Figure

FIRST_PAINT, TIMES, SAVE, COLD, HTML = 2, 25, 4, 100, 14.6
ROUNDS = 9
# The page forbids `eval`, with which Playwright would wait for a sentence to come true.
PAINTED = """() => new Promise((tell) => {
  const look = () => {
    const [seen] = performance.getEntriesByName("first-paint");
    if (seen) tell(seen.startTime); else requestAnimationFrame(look);
  };
  look();
})"""


def run() -> list[Figure]:
    """One database: a version of 80 passages with 1,000 comments, and the same with 10."""
    name = databases.database("bench_agenda", of=databases.demonstration(), fill=[])
    known = worked(name)
    many, few = (f"/sites/{known[size]}/consultation/" for size in ("many", "few"))
    with (
        served.portal(name, application="bench.wsgi:application") as port,
        sync_playwright() as playwright,
    ):
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=weight.FLAGS)
        address = f"http://127.0.0.1:{port}"
        paint = first_paints(browser, address + many, address + few)
        html, total, _requests = weight.visit(browser, address, many)
        browser.close()
        ratio = visits.times_bare(port, many, f"/bench/bare/sites/{known['many']}/")
    return [
        Figure("agenda.first_paint_times_ten_comments", paint, FIRST_PAINT),
        Figure("agenda.consultation.times_bare", ratio, TIMES),
        Figure("agenda.save.times_update", known["save"], SAVE),
        Figure("agenda.residents_page.cold_kB", total / 1000, COLD),
        Figure("agenda.residents_page.html_kB", html / 1000, HTML),
    ]


def worked(name: str) -> dict[str, Any]:
    """Fills the database where it is not filled yet, and times the saves on it."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.agenda_worker"],
        cwd=databases.ROOT,
        env=databases.environment(name),
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def first_paints(browser: Browser, many: str, few: str) -> float:
    """The median time to the first paint of one page over that of the other, seen in turns."""
    took: dict[str, list[float]] = {many: [], few: []}
    for number in range(ROUNDS + 1):
        for address, times in took.items():
            found = first_paint(browser, address)
            if number:  # the first visits pay for what the server loads once
                times.append(found)
    return statistics.median(took[many]) / statistics.median(took[few])


def first_paint(browser: Browser, address: str) -> float:
    """Milliseconds until a phone with an empty cache shows something of the page."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    page = context.new_page()
    answer = page.goto(address, wait_until="load")
    assert answer and answer.status == 200, (address, answer and answer.status)
    found: float = page.evaluate(PAINTED)
    context.close()
    return found
