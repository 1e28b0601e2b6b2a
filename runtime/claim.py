"""One run at a time for one set of servers; a killed run's claim ends with it."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO


class Taken(Exception):
    """Somebody else is running this."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        #: What the other run wrote about itself.
        self.by = by


def claim(path: Path, about: str) -> IO[str]:
    """Hold this lock file as long as the returned file is open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    held = path.open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.seek(0)
        said = held.read()
        held.close()
        raise Taken(said) from None
    held.truncate(0)
    held.write(about)
    held.flush()
    return held
