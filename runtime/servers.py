"""Both servers around one command: what tests, benchmarks and single commands use."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from runtime import processes
from runtime.claim import Taken, claim
from runtime.part import Part
from runtime.places import ROOT, VAR, Place
from runtime.postgres import Postgres
from runtime.problem import FULL, Problem, full_disk
from runtime.valkey import Valkey

#: So many runs may go on at once in one checkout.
RUNS = 8
PATIENCE = 60


@contextmanager
def servers(kind: str, *, careless: bool) -> Iterator[dict[str, str]]:
    """Start what the environment does not name, give the addresses, and stop it all at the end.

    A second run in the same checkout gets servers of its own.
    """
    with ExitStack() as ending:
        number = _free_number(kind, ending)
        suffix = kind if number == 1 else f"{kind}-{number}"
        leftovers = VAR / f"{suffix}.pids"
        processes.clear(leftovers)
        database, redis = Place(VAR / f"pg-{suffix}"), Place(VAR / f"valkey-{suffix}")
        found = {}
        started = []
        if "DATABASE_URL" not in os.environ:
            started.append(
                running(Postgres(database, careless).prepared(), ending, f"postgres-{suffix}")
            )
            found["DATABASE_URL"] = database.database_url
        if "REDIS_URL" not in os.environ:
            started.append(running(Valkey(redis).prepared(), ending, f"redis-{suffix}"))
            found["REDIS_URL"] = redis.redis_url
        processes.note(leftovers, [process.pid for process in started])
        yield found


def running(part: Part, ending: ExitStack, log_name: str) -> subprocess.Popen[bytes]:
    """Start a part, wait until it answers, and have it stopped at the end."""
    log_path = VAR / "log" / f"{log_name}.log"
    log_path.parent.mkdir(parents=True, exist_ok=True)
    log = ending.enter_context(log_path.open("wb"))
    process = part.start(log.fileno())
    ending.callback(part.stop, process)
    until = time.monotonic() + PATIENCE
    while not part.ready():
        if process.poll() is not None or time.monotonic() > until:
            raise failed(part, log_path)
        time.sleep(0.02)
    return process


def failed(part: Part, log_path: Path) -> Problem:
    """Why a part did not come up, from the last line that it wrote."""
    said = log_path.read_text(errors="replace").strip()
    if FULL in said:
        return full_disk(part.cwd)
    last = said.splitlines()[-1] if said else "it said nothing"
    return Problem(f"{part.name} did not start ({last}); more in {log_path.relative_to(ROOT)}.")


def _free_number(kind: str, ending: ExitStack) -> int:
    """The first set of servers that no other run holds."""
    for number in range(1, RUNS + 1):
        held: IO[str]
        try:
            held = claim(VAR / f"{kind}-{number}.lock", str(os.getpid()))
        except Taken:
            continue
        ending.callback(held.close)
        return number
    raise Problem(f"{RUNS} runs already use this checkout's servers: wait for one to end.")
