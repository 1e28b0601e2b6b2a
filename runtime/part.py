"""One long-running program of the portal, described; the supervisor and the tests start it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runtime import processes
from runtime.places import ROOT
from runtime.rights import Person


@dataclass(frozen=True)
class Part:
    """What to start, as whom, how to see that it is ready and how to stop it."""

    name: str
    command: tuple[str, ...]
    person: Person
    ready: Callable[[], bool]
    cwd: Path = ROOT
    env: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    #: Seconds that it may take to stop before it is killed.
    patience: float = 10

    def start(self, output: int | None = None) -> subprocess.Popen[bytes]:
        """Start it in a session of its own: Ctrl-C reaches us alone, and we stop things in order."""
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            self.command,
            cwd=self.cwd,
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            start_new_session=True,
            **self.person.started_as(),
        )

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """Stop what `start` started."""
        processes.stop(process, self.stop_signal, self.patience)
