"""Work that is skipped when what it depends on has not changed since it last succeeded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from runtime.places import ROOT


def fingerprint(patterns: Iterable[str], *, also: str = "") -> str:
    """The hash of the names and contents of these files of the repository."""
    digest = hashlib.sha256(also.encode())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the work was done with exactly this."""
    return stamp.exists() and stamp.read_text() == value


def done(stamp: Path, value: str) -> None:
    """Remember that the work was done; called after it succeeded, never before."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_suffix(".new")
    fresh.write_text(value)
    fresh.replace(stamp)
