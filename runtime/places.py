"""Where things lie in a checkout, and the addresses that follow from it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

#: A Unix socket's path must fit into 108 bytes, its closing zero included.
LONGEST_SOCKET = 107
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"


@dataclass(frozen=True)
class Place:
    """The private folder of one server and what lies in it."""

    folder: Path

    @property
    def sockets(self) -> Path:
        """The private folder of its socket: here, or a short one when this path is too long."""
        folder = self.folder.resolve()
        near = folder / "socket"
        if len(os.fsencode(near / POSTGRES_SOCKET)) <= LONGEST_SOCKET:
            return near
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"qic-{os.getuid()}-{digest}"

    @property
    def database_url(self) -> str:
        """The address of the database `qic` on this server."""
        return database_url(self.sockets)

    @property
    def redis_url(self) -> str:
        """The address of this Redis-compatible server."""
        return f"unix://{quote(str(self.sockets / VALKEY_SOCKET))}?db=0"


def database_url(host: Path | str, name: str = "qic", user: str = "qic") -> str:
    """A database address through the socket that lies in `host`."""
    return f"postgresql://{user}@/{name}?host={quote(str(host), safe='')}"


DATABASE = Place(VAR / "pg")
REDIS = Place(VAR / "valkey")
