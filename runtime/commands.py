"""The `manage.py` commands that a running portal needs, each run only when its inputs changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from runtime import stamps
from runtime.places import ROOT, VAR
from runtime.problem import FULL, Problem, full_disk

STAMPS = VAR / "stamps"


def compile_words(environment: Mapping[str, str]) -> None:
    """Compile the message catalogues, which are not committed."""
    catalogues = list(ROOT.glob("locale/**/*.po"))
    missing = any(not catalogue.with_suffix(".mo").exists() for catalogue in catalogues)
    if catalogues:
        once("words --compile", ["locale/**/*.po"], STAMPS, environment, anyway=missing)


def once(
    command: str,
    inputs: list[str],
    stamps_in: Path,
    environment: Mapping[str, str],
    *,
    anyway: bool = False,
) -> bool:
    """Run a command unless it has succeeded with the same inputs; True when it ran."""
    words = command.split()
    stamp = stamps_in / "-".join(word.strip("-") for word in words)
    value = stamps.fingerprint(inputs)
    if not anyway and stamps.is_current(stamp, value):
        return False
    manage(words, environment)
    stamps.done(stamp, value)
    return True


def manage(words: list[str], environment: Mapping[str, str]) -> None:
    """Run one command of `manage.py`; what it prints is shown when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    if FULL in done.stdout:
        raise full_disk(ROOT)
    print(done.stdout, file=sys.stderr)
    raise Problem(f"`manage.py {' '.join(words)}` failed; what it said is above.")
