"""A checkout with the smallest portal, for tests that start it for real."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from runtime import processes
from runtime.places import ROOT

COPIED = ("bin", "runtime", "requirements", ".python-version")
NOT_HANDED_ON = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "PORT",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Checkout:
    """Its folder lies in var/, where the account that the database runs as can reach it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.runs: list[subprocess.Popen[str]] = []
        self.clear_up()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(Path(__file__).parent / "tiny", folder)
        for name in COPIED:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)

    def with_packages(self) -> "Checkout":
        """The packages of the real checkout serve this one, too."""
        (self.folder / ".venv").symlink_to(Path(sys.prefix))
        return self

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        run = subprocess.Popen(
            ["bin/up", *words],
            cwd=self.folder,
            env=kept | {"PORT": str(self.port)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.runs.append(run)
        return run

    def clear_up(self) -> None:
        """Stop what still runs, also from an earlier, failed run of the tests."""
        for run in self.runs:
            if run.poll() is None:
                with run:
                    run.terminate()
        self.runs.clear()
        processes.clear(self.folder / "var" / "up.pids")

    def refused(self, *words: str, **environment: str) -> str:
        """Start it in vain: what it said on stderr, after it ended with an error."""
        run = self.start(*words, **environment)
        try:
            said, complaint = run.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            run.terminate()
            said, complaint = run.communicate(timeout=60)
        assert run.returncode == 1, said + complaint
        assert "Traceback" not in complaint
        return complaint.strip()

    def started(self, *words: str, **environment: str) -> "Running":
        return Running(self, self.start(*words, **environment))

    def commands_run(self) -> list[str]:
        ran = self.folder / "ran"
        return ran.read_text().split() if ran.exists() else []

    def living(self) -> list[str]:
        """The processes that have to do with this folder."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                pid = int(entry.name)
                try:
                    here = str(self.folder) in str((entry / "cwd").readlink())
                except OSError:
                    continue
                if here or f"{self.folder}/" in processes.command_of(pid):
                    found.append(f"{pid} {processes.command_of(pid)}")
        return found


class Running:
    """A portal that runs until the test is through."""

    def __init__(self, checkout: Checkout, process: subprocess.Popen[str]) -> None:
        self.checkout = checkout
        self.process = process
        self.said: list[str] = []
        self.read_until("Ctrl-C stops everything")

    def read_until(self, words: str) -> str:
        assert self.process.stdout
        assert self.process.stderr
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError("".join(self.said) + self.process.stderr.read())

    def health(self) -> str:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.checkout.port}/sante/", headers={"Host": "localhost"}
        )
        until = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(request, timeout=5) as answer:
                    return str(answer.read().decode())
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def pid_of(self, words: str) -> int:
        """The process group leader among ours whose command holds these words."""
        noted = [
            int(line.split()[0])
            for line in (self.checkout.folder / "var/up.pids").read_text().splitlines()
        ]
        return next(pid for pid in noted if words in processes.command_of(pid))

    def wait_for(self, words: str) -> None:
        """Until a process of that kind runs (again)."""
        until = time.monotonic() + 30
        while True:
            try:
                self.pid_of(words)
            except StopIteration:
                assert time.monotonic() < until, "".join(self.said)
                time.sleep(0.1)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        rest, complaint = self.process.communicate(timeout=60)
        self.said += [rest, complaint]
        return self.process.returncode

    def kill(self) -> None:
        """As the kernel does when memory runs out: nobody can clear up."""
        with self.process:
            self.process.kill()
