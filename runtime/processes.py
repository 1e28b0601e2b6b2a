"""Knowing a process again, and stopping it with everything that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path


def born(pid: int) -> str | None:
    """When this process was born, which tells it from a later one with the same number."""
    if Path("/proc/self/stat").exists():
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return None
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] == "Z" else fields[19]
    shown = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip() or None


def note(path: Path, pids: list[int]) -> None:
    """Write down the processes of this run, so that the next run can clear up after a crash."""
    lines = [f"{pid} {mark}" for pid in pids if (mark := born(pid))]
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(lines))
    fresh.replace(path)


def clear(path: Path) -> None:
    """Stop what an earlier, killed run left behind; processes that are not those are left alone."""
    if not path.exists():
        return
    # As when all goes well: what was started last ends first.
    for line in reversed(path.read_text().splitlines()):
        number, _, mark = line.partition(" ")
        if number.isdigit() and born(int(number)) == mark:
            stop_stranger(int(number), signal.SIGTERM, 5)
    path.unlink()


def command_of(pid: int) -> str:
    """The command line of a process, empty when there is no such process."""
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        if Path("/proc/self/stat").exists():
            return ""
    shown = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()


def stop(process: subprocess.Popen[bytes], how: signal.Signals, patience: float) -> None:
    """Ask our child to end, wait, then end its whole group: nothing that it started stays."""
    if process.poll() is None:
        _signal(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    _signal(process.pid, signal.SIGKILL)
    process.wait()


def stop_stranger(pid: int, how: signal.Signals, patience: float) -> None:
    """The same for a process that is not our child."""
    mark = born(pid)
    _signal(pid, how)
    until = time.monotonic() + patience
    while mark and born(pid) == mark and time.monotonic() < until:
        time.sleep(0.02)
    _signal(pid, signal.SIGKILL)
    while mark and born(pid) == mark and time.monotonic() < until + 5:
        time.sleep(0.02)


def _signal(group: int, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, how)
