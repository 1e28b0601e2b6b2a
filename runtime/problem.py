"""The one way in which a command of `bin/` gives up."""

from __future__ import annotations

import errno
import os

#: How programs word a full disk, ours and others'.
FULL = os.strerror(errno.ENOSPC)


class Problem(Exception):
    """What is wrong and what to do, in one sentence for the person at the terminal."""


def full_disk(where: object) -> Problem:
    """The sentence for a disk without room."""
    return Problem(
        f"The disk that holds {where} is full: make room (about 1 GB), then start again."
    )


def explained(error: OSError, where: object) -> Problem:
    """Say an operating-system error as one sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or FULL in str(error):
        return full_disk(where)
    return Problem(f"{where}: {error.strerror or error}.")
