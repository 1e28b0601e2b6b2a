"""Keeps the portal's programs running, and stops them in order.

What others need is stopped last: first nobody is let in any more, then nothing new is asked for,
then the work in hand ends, and only then the servers go.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from runtime import processes
from runtime.part import Part
from runtime.places import ROOT, VAR
from runtime.problem import FULL, Problem, full_disk

STOP_ORDER = ("web", "beat", "worker", "redis", "postgres")
#: Seconds before a part that crashed is started again: at first, and at most.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
#: A part that ran for so long has recovered: its next crash counts as the first.
RECOVERED = 60.0
#: Seconds that a part may take until it is ready.
PATIENCE = 90.0
LOOK_EVERY = 0.2
#: A log that has grown beyond this many bytes starts anew with the portal.
LONGEST_LOG = 5_000_000


@dataclass
class Run:
    """A part, and how its present life goes."""

    part: Part
    aloud: bool
    process: subprocess.Popen[bytes]
    started: float
    pause: float = FIRST_PAUSE
    again_at: float | None = None
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=15))
    reader: threading.Thread | None = None


class Supervisor:
    """Starts parts, shows what they say, starts again what crashes, stops all."""

    def __init__(self, note: Path, say: Callable[[str], None] = print) -> None:
        self.note = note
        self.say = say
        self.runs: list[Run] = []
        self.stopping = threading.Event()

    def start(self, part: Part, *, aloud: bool = True) -> None:
        """Start a part and wait until it is ready; what is not `aloud` only goes to its log."""
        run = Run(part, aloud, part.start(subprocess.PIPE), time.monotonic())
        self.runs.append(run)
        self._listen(run)
        until = time.monotonic() + PATIENCE
        while not part.ready():
            if run.process.poll() is not None:
                raise self._did_not_start(run)
            if time.monotonic() > until:
                raise Problem(
                    f"{part.name} was not ready after {PATIENCE:.0f} seconds; see var/log/{part.name}.log."
                )
            time.sleep(0.05)

    def watch(self) -> None:
        """Until told to stop: start again what ends, after a pause that doubles."""
        while not self.stopping.wait(LOOK_EVERY):
            for run in self.runs:
                self._look_after(run)

    def stop(self) -> None:
        """Stop everything, what others need last."""
        self.stopping.set()
        for run in sorted(self.runs, key=lambda run: STOP_ORDER.index(run.part.name)):
            run.part.stop(run.process)
        for run in self.runs:
            if run.reader:
                run.reader.join(2)
        self.runs.clear()
        self.note.unlink(missing_ok=True)

    def _look_after(self, run: Run) -> None:
        now = time.monotonic()
        if run.again_at is not None:
            if now >= run.again_at:
                run.again_at = None
                run.process = run.part.start(subprocess.PIPE)
                run.started = now
                self._listen(run)
        elif (code := run.process.poll()) is not None:
            # Nothing of its family may stay: a second web server beside the old one's children.
            run.part.stop(run.process)
            run.pause = (
                FIRST_PAUSE if now - run.started > RECOVERED else min(run.pause * 2, LONGEST_PAUSE)
            )
            run.again_at = now + run.pause
            self.say(
                f"{run.part.name} ended with code {code}; it starts again in {run.pause:.0f} s"
            )

    def _listen(self, run: Run) -> None:
        """Hand on what it says, each line behind its name; and note that it runs."""
        processes.note(self.note, [each.process.pid for each in self.runs])
        run.reader = threading.Thread(
            target=self._hand_on, args=(run, run.process.stdout), daemon=True
        )
        run.reader.start()

    def _hand_on(self, run: Run, output: IO[bytes]) -> None:
        path = VAR / "log" / f"{run.part.name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_suffix(".old"))
        with path.open("ab") as log, output:
            for line in output:
                # A full disk must not block the part that speaks.
                with contextlib.suppress(OSError):
                    log.write(line)
                    log.flush()
                text = line.decode(errors="replace").rstrip()
                run.last_lines.append(text)
                if run.aloud and text:
                    self.say(f"{run.part.name:<8} {text}")

    def _did_not_start(self, run: Run) -> Problem:
        if run.reader:
            run.reader.join(2)
        said = "\n".join(run.last_lines).strip()
        if FULL in said:
            return full_disk(ROOT)
        if said:
            print(said, file=sys.stderr)
        return Problem(
            f"{run.part.name} did not start (code {run.process.returncode}); its last lines are above."
        )
