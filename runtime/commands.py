"""The `manage.py` commands that a running portal needs, each run only when its inputs changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runtime import stamps
from runtime.places import ROOT, VAR
from runtime.problem import FULL, Problem, full_disk

STAMPS = VAR / "stamps"


@dataclass(frozen=True)
class Step:
    """A command and the files on which its outcome depends."""

    command: str
    inputs: tuple[str, ...]
    saying: str

    @property
    def name(self) -> str:
        """What its stamp is called."""
        return self.command.split()[0]

    @property
    def fingerprint(self) -> str:
        """The hash of all that its outcome depends on."""
        return stamps.fingerprint(self.inputs, also=self.command)


CODE = ("[a-z]*/*.py", "[a-z]*/management/**/*.py", "requirements/run.txt")
WORDS = Step("words --compile", ("locale/**/*.po",), "Compiling the translations")
STATIC = Step(
    "collectstatic --noinput",
    ("static/**/*", "requirements/run.txt"),
    "Collecting the static files",
)
MIGRATE = Step(
    "migrate --noinput",
    ("[a-z]*/migrations/*.py", "requirements/run.txt"),
    "Preparing the database",
)
IMPORT = Step("import_reference", ("data/*", *CODE), "Importing the reference data")
FIGURES = Step("import_measurements", ("data/*", *CODE), "Importing the official figures")
FORUMS = Step("ensure_forums", CODE, "Opening the forums")
RUBRICS = Step("publish_rubrics", ("readiness/rubrics/*", *CODE), "Publishing the rubrics")
DEMO = Step("seed_demo", ("data/*", *CODE), "Setting the demonstration up")


def compile_words(environment: Mapping[str, str]) -> None:
    """Compile the message catalogues, which are not committed."""
    catalogues = list(ROOT.glob("locale/**/*.po"))
    missing = any(not catalogue.with_suffix(".mo").exists() for catalogue in catalogues)
    if catalogues:
        once(WORDS, None if missing else STAMPS, environment)


def collect_static(environment: Mapping[str, str]) -> None:
    """Collect, hash and compress the static files, which are not committed."""
    missing = not (ROOT / "static-built" / "staticfiles.json").exists()
    once(STATIC, None if missing else STAMPS, environment)


def is_done(step: Step, stamps_in: Path) -> bool:
    """Whether the step has succeeded with the same inputs."""
    return stamps.is_current(stamps_in / step.name, step.fingerprint)


def once(step: Step, stamps_in: Path | None, environment: Mapping[str, str]) -> None:
    """Run a step unless it has succeeded with the same inputs; without a place for stamps, run it."""
    if stamps_in and is_done(step, stamps_in):
        return
    fingerprint = step.fingerprint
    manage(step.command.split(), environment)
    if stamps_in:
        stamps.done(stamps_in / step.name, fingerprint)


def manage(words: list[str], environment: Mapping[str, str]) -> None:
    """Run one command of `manage.py`; what it prints is shown when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=environment,
        stdin=subprocess.DEVNULL,
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
