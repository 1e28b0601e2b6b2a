"""Seconds from a fresh clone (package caches warm) to the first page, and of a second start."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure
from runtime import processes
from runtime.places import ROOT, VAR
from runtime.problem import Problem

CLONE = VAR / "bench-start"
PATIENCE = 600


def run() -> Iterator[Figure]:
    """What is committed is measured: the clone knows nothing else."""
    clear_up()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(CLONE)], check=True)
    try:
        yield Figure("start.first", seconds_to_a_page(), 180)
        yield Figure("start.second", seconds_to_a_page(), 15)
    finally:
        clear_up()


def seconds_to_a_page() -> float:
    """Type `bin/up`, wait for the home page, stop it again."""
    port = free_port()
    began = time.monotonic()
    with started(port) as portal:
        while not answers(port):
            if portal.poll() is not None or time.monotonic() - began > PATIENCE:
                raise Problem(f"bin/up did not come up in {CLONE}; see {VAR}/log/bench-start.log.")
            time.sleep(0.05)
        return round(time.monotonic() - began, 1)


@contextmanager
def started(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`bin/up` as a newcomer types it."""
    others = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "QIC_DEMO", "BASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in others}
    with (VAR / "log" / "bench-start.log").open("wb") as log:
        portal = subprocess.Popen(
            ["bin/up"], cwd=CLONE, env=environment | {"PORT": str(port)}, stdout=log, stderr=log
        )
        try:
            yield portal
        finally:
            portal.send_signal(signal.SIGINT)
            portal.wait(60)


def answers(port: int) -> bool:
    """Whether the home page is served."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bool(answer.status == 200 and b"</html>" in answer.read())
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clear_up() -> None:
    """Remove the clone, what it left running, and what had to lie elsewhere."""
    processes.clear(CLONE / "var" / "up.pids")
    for link in (CLONE / "var").glob("*"):
        if link.is_symlink() and Path("/var/lib/qic-portal") in link.readlink().parents:
            shutil.rmtree(link.readlink(), ignore_errors=True)
    shutil.rmtree(CLONE, ignore_errors=True)
