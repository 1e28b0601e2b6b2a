"""Home, directory, site page and national board against a bare view, and their queries."""

import json
import subprocess
import sys
from typing import Any

from bench import databases, served, visits
from bench.figures import Figure

SIZES = (10, 100, 1584)
TIMES, QUERIES = 25, 12


def run() -> list[Figure]:
    """Time ratio at 1,584 sites, and queries that do not grow with the sites."""
    found = {size: counted(size) for size in SIZES}
    figures = []
    with served.portal(databases.national(SIZES[-1]), application="bench.wsgi:application") as port:
        for page, facts in found[SIZES[-1]].items():
            counts = [found[size][page]["queries"] for size in SIZES]
            ratio = visits.times_bare(port, *facts["paths"], cookie=facts["cookie"])
            figures += [
                Figure(f"pages.{page}.times_bare", ratio, TIMES),
                Figure(f"pages.{page}.queries", max(counts), QUERIES),
                Figure(f"pages.{page}.queries_grow_by", max(counts) - min(counts), 0),
            ]
    return figures


def counted(size: int) -> dict[str, dict[str, Any]]:
    """Each page's queries on a database of that size, its path, its bare one, its reader's cookie."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages_worker"],
        cwd=databases.ROOT,
        env=databases.environment(databases.national(size)),
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])
