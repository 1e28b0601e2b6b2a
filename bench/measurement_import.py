"""A file of 96,000 values, looked through and taken, against a bare COPY of the same rows; its memory."""

import json
import subprocess
import sys
from typing import Any

from bench import databases
from bench.figures import Figure

COPIES, MEGABYTES = 10, 300
SITES = 1584


def run() -> list[Figure]:
    """One database of all the sites of the list; what the benchmark writes is rolled back."""
    name = databases.database(
        "bench_import", of=databases.reference(), fill=[["seed_national", "--sites", str(SITES)]]
    )
    worked(name, "fill")
    return [
        Figure("measurement.import.times_copy", worked(name, "time")["ratio"], COPIES),
        Figure("measurement.import.memory_MB", worked(name, "memory")["megabytes"], MEGABYTES),
    ]


def worked(name: str, what: str) -> dict[str, Any]:
    """What a process of its own found on that database."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.measurement_import_worker", what],
        cwd=databases.ROOT,
        env=databases.environment(name),
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
