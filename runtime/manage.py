"""`bin/manage COMMAND`: a command of `manage.py` on the data of this checkout's `bin/up`.

While `bin/up` runs, its servers are used; otherwise they are started for the while.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

from runtime import processes
from runtime.claim import Taken, claim
from runtime.places import DATABASE, REDIS, ROOT, VAR
from runtime.postgres import Postgres
from runtime.problem import Problem, explained
from runtime.servers import running
from runtime.up import secret_key
from runtime.valkey import Valkey


def main() -> int:
    """Run the command and answer with its exit code."""
    with ExitStack() as ending:
        try:
            environment = addresses(ending)
        except Problem as problem:
            print(problem, file=sys.stderr)
            return 1
        except OSError as error:
            print(explained(error, error.filename or ROOT), file=sys.stderr)
            return 1
        command = [sys.executable, str(ROOT / "manage.py"), *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


def addresses(ending: ExitStack) -> dict[str, str]:
    """The environment of `bin/up`, with its servers running."""
    environment = os.environ.copy()
    environment.setdefault("SECRET_KEY", secret_key())
    try:
        ending.enter_context(claim(VAR / "up.lock", f"{os.getpid()} 0"))
    except Taken:
        pass
    else:
        processes.clear(VAR / "up.pids")
        if "DATABASE_URL" not in environment:
            running(Postgres(DATABASE).prepared(), ending, "postgres")
        if "REDIS_URL" not in environment:
            running(Valkey(REDIS).prepared(), ending, "redis")
    environment.setdefault("DATABASE_URL", DATABASE.database_url)
    environment.setdefault("REDIS_URL", REDIS.redis_url)
    return environment


if __name__ == "__main__":
    sys.exit(main())
