"""Run one command with a PostgreSQL and a Redis-compatible server of its own.

`python -m runtime.with_servers --test -- pytest tests/kit` is what `bin/test` does. Without
`--test` the data lasts: `python -m runtime.with_servers --kind bench -- python manage.py migrate`.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from runtime import commands
from runtime.places import ROOT
from runtime.problem import Problem, explained
from runtime.servers import servers


def main() -> int:
    """Start, run, stop, and answer with the command's own exit code."""
    parser = argparse.ArgumentParser(prog="runtime.with_servers", description=__doc__)
    parser.add_argument(
        "--test", action="store_true", help="data that need not outlive a power cut"
    )
    parser.add_argument("--kind", default="test", help="which set of servers in var/")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with servers(given.kind, careless=given.test) as addresses:
            environment = {"DEBUG": "1", **os.environ, **addresses}
            commands.compile_words(environment)
            return _run(given.command, environment)
    except Problem as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(explained(error, error.filename or ROOT), file=sys.stderr)
    return 1


def _run(command: list[str], environment: dict[str, str]) -> int:
    """The command sees Ctrl-C itself; we wait for it to end, then stop the servers."""
    program = Path(sys.executable).parent / command[0]
    words = [str(program) if program.exists() else command[0], *command[1:]]
    process = subprocess.Popen(words, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
        except SystemExit:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
