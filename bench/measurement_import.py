"""A file of 96,000 values, looked through and taken, against a bare COPY of the same rows; memory of each kind."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import databases
from bench.figures import Figure

COPIES, MEGABYTES = 10, 300
SITES = 1584
KINDS = ("csv", "xlsx", "ods")


def run() -> list[Figure]:
    """One database of all the sites of the list; what the benchmark writes is rolled back."""
    name = filled()
    times = worked(name, "time")["ratio"]
    return [Figure("measurement.import.times_copy", times, COPIES), *memories(name)]


def filled() -> str:
    """The name of a database with all sites and the figures that the file is about."""
    name = databases.database(
        "bench_import", of=databases.reference(), fill=[["seed_national", "--sites", str(SITES)]]
    )
    worked(name, "fill")
    return name


def memories(name: str) -> list[Figure]:
    """What the same values need as a text and as workbooks, which another process has written."""
    found = []
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            file = str(Path(folder) / f"valeurs.{kind}")
            worked(name, "write", file)
            megabytes = worked(name, "memory", file)["megabytes"]
            found.append(Figure(f"measurement.import.memory_MB.{kind}", megabytes, MEGABYTES))
    return found


def worked(name: str, *what: str) -> dict[str, Any]:
    """What a process of its own found on that database."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.measurement_import_worker", *what],
        cwd=databases.ROOT,
        env=databases.environment(name),
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
