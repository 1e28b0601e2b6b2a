"""3.84 million values: a site's pages, one national quarter against its SQL, a file that goes in."""

import json
import subprocess
import sys
from typing import Any

from bench import databases, measurement_import, served, visits
from bench.figures import Figure

SITE, QUARTER, ROWS = 25, 2, 2


def run() -> list[Figure]:
    """One database of 1,600 sites, 60 figures and 40 quarters; kept between runs."""
    name = filled()
    known = worked("measurement_worker", name)
    with served.portal(name, application="bench.wsgi:application") as port:
        pages = [
            Figure(
                f"measurement.{page}.times_bare",
                visits.times_bare(port, way["path"], way["bare"]),
                SITE,
            )
            for page, way in known["pages"].items()
        ]
    return [
        *pages,
        Figure("measurement.quarter.times_sql", known["quarter"], QUARTER),
        Figure("measurement.national.whole_table_scans", known["scans"], 0),
        Figure("measurement.national.rows_read_times_rows", known["read"], ROWS),
        *measurement_import.run(),
    ]


def filled() -> str:
    """The database, made from the reference where it is not there yet."""
    name = databases.database(
        "bench_measurement",
        of=databases.reference(),
        fill=[["seed_national", "--sites", "1584"]],
    )
    worked("measurement_fill_worker", name, answers=False)
    return name


def worked(worker: str, name: str, *, answers: bool = True) -> dict[str, Any]:
    """What a worker of this benchmark found on that database."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{worker}"],
        cwd=databases.ROOT,
        env=databases.environment(name),
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1]) if answers else {}
