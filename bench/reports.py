"""A four-page report against a bare WeasyPrint page in the same process."""

import json
import os
import subprocess
import sys

from bench import databases
from bench.figures import Figure

TIMES = 12


def run() -> list[Figure]:
    """How many times longer the report takes than the bare page; it must have its four pages."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.reports_worker"],
        cwd=databases.ROOT,
        env=os.environ | {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "qic_portal.settings"},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure("reports.four_pages.times_bare", found["four"], TIMES),
        Figure("reports.pages_missing", 4 - found["pages"], 0),
    ]
