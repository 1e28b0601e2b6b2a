"""Serves a benchmark's database as in production, for as long as it is measured."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import databases

SERVER = ("granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4")


@contextmanager
def portal(database: str, *, application: str = "qic_portal.wsgi:application") -> Iterator[int]:
    """The port on the loopback where the portal answers from that database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = databases.environment(
            database, STATIC_ROOT=str(Path(folder) / "static"), PATH=os.environ["PATH"]
        )
        collect = ["manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run([sys.executable, *collect], cwd=databases.ROOT, env=environment, check=True)
        server = subprocess.Popen(
            [sys.executable, "-m", *SERVER, "--host", "127.0.0.1", "--port", str(port), application],
            cwd=databases.ROOT, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait(f"http://127.0.0.1:{port}/sante/")
            yield port
        finally:
            server.terminate()
            server.wait(20)


def wait(address: str) -> None:
    """Until the address answers."""
    for _try in range(150):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the portal does not answer")
