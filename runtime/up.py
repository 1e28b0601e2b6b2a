"""`bin/up`: from a prepared checkout to a running portal."""

from __future__ import annotations

import argparse
import errno
import os
import secrets
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from runtime import commands, processes, rights, system
from runtime.claim import Taken, claim
from runtime.part import Part
from runtime.places import DATABASE, REDIS, ROOT, VAR
from runtime.postgres import Postgres
from runtime.problem import Problem, explained
from runtime.supervisor import Supervisor
from runtime.valkey import Valkey

#: One address for people; the loopback address alone is listened to.
HOST = "127.0.0.1"
CELERY = ("-m", "celery", "--app", "qic_portal", "--quiet")
WORKER = (
    "worker", "--concurrency", "2", "--without-mingle", "--without-gossip", "--loglevel", "WARNING",
)  # fmt: skip
BEAT = ("beat", "--loglevel", "WARNING", "--pidfile=")
WEB = (
    "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
    "--respawn-failed-workers", "--no-ws", "--log-level", "warning",
)  # fmt: skip
ACCOUNTS = """\
Demonstration accounts (password: demo)
  national@demo.example       the national team
  crpv.aura@demo.example      facilitator of Auvergne-Rhône-Alpes; crpv.hdf@demo.example of Hauts-de-France
  coach@demo.example          a coach
  state.SITE@demo.example     the State's seat of a site; also municipality.SITE, community.SITE, partner.SITE
  resident1@demo.example      a resident; up to resident5
SITE is one of le-teil, montelimar, pont-de-claix, saint-etienne, chateau-thierry, conde-sur-l-escaut,
hazebrouck, lievin, koungou.
"""


def main() -> int:
    """Bring the portal up and keep it up until Ctrl-C; 0 when it was stopped as asked."""
    parser = argparse.ArgumentParser(
        prog="bin/up", description="Start the portal with everything that it needs."
    )
    parser.add_argument("--empty", action="store_true", help="without the demonstration set")
    empty = parser.parse_args().empty
    # Ctrl-C, too: a shell starts what it puts into the background deaf to it.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
    supervisor = Supervisor(VAR / "up.pids", say=lambda line: print(line, flush=True))
    try:
        port = chosen_port()
        with closing(claim(VAR / "up.lock", f"{os.getpid()} {port}")):
            try:
                bring_up(supervisor, port, empty=empty)
                supervisor.watch()
            finally:
                for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(name, signal.SIG_IGN)
                supervisor.stop()
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 0
    except Taken as taken:
        pid, _, port_in_use = taken.by.partition(" ")
        sentence = f"The portal of this checkout already runs at http://localhost:{port_in_use}/ (process {pid})."
        if port_in_use == "0":
            sentence = (
                f"A command works on this checkout's data (process {pid}): wait until it ends."
            )
    except Problem as problem:
        sentence = str(problem)
    except OSError as error:
        sentence = str(explained(error, error.filename or ROOT))
    print(sentence, file=sys.stderr)
    return 1


def bring_up(supervisor: Supervisor, port: int, *, empty: bool) -> None:
    """Servers first, then their contents, then the programs that use them."""
    processes.clear(supervisor.note)
    free(port)
    system.ensure(system.RUNNING)
    environment = os.environ.copy()
    environment.setdefault("BASE_URL", f"http://localhost:{port}")
    environment.setdefault("SECRET_KEY", secret_key())
    if not empty:
        environment["QIC_DEMO"] = "1"
    stamps_in = start_servers(supervisor, environment)
    prepare_contents(environment, stamps_in, empty=empty)
    for part in programs(environment, port):
        supervisor.start(part)
    print(f"\nThe portal runs at {environment['BASE_URL']}/\n", flush=True)
    if not empty:
        print(ACCOUNTS, flush=True)
    print("Ctrl-C stops everything.\n", flush=True)


def start_servers(supervisor: Supervisor, environment: dict[str, str]) -> Path | None:
    """Start what the environment does not name; the folder that remembers what the database holds."""
    remembered = None
    if url := environment.get("DATABASE_URL"):
        answering(url)
    else:
        supervisor.start(Postgres(DATABASE).prepared(), aloud=False)
        environment["DATABASE_URL"] = DATABASE.database_url
        remembered = DATABASE.folder.resolve() / "stamps"
    if "REDIS_URL" not in environment:
        supervisor.start(Valkey(REDIS).prepared(), aloud=False)
        environment["REDIS_URL"] = REDIS.redis_url
    return remembered


def prepare_contents(environment: dict[str, str], stamps_in: Path | None, *, empty: bool) -> None:
    """Schema, words, static files, reference data and the demonstration set, as far as they changed.

    What somebody else's database holds is not remembered here: all of it is idempotent and runs.
    """
    commands.compile_words(environment)
    commands.collect_static(environment)
    contents = (
        commands.MIGRATE,
        commands.IMPORT,
        commands.FIGURES,
        commands.FORUMS,
        commands.RUBRICS,
    )
    for step in contents if empty else (*contents, commands.DEMO):
        if stamps_in is None or not commands.is_done(step, stamps_in):
            print(step.saying, flush=True)
        commands.once(step, stamps_in, environment)


def programs(environment: dict[str, str], port: int) -> list[Part]:
    """Web server first, then worker and beat, as somebody without rights where that is possible."""
    person = rights.unprivileged()
    if not person.can_run(sys.executable, "-c", "import django, qic_portal", cwd=ROOT):
        person = rights.Person(os.getuid(), os.getgid())
    home = rights.private_folder(rights.settle(VAR / "home", person), person)
    env = environment | {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
    celery = (sys.executable, *quiet_about_root(person), *CELERY)
    beat = (*BEAT, "--schedule", str(home / "beat-schedule"))
    web = (*WEB, "--host", HOST, "--port", str(port), "qic_portal.wsgi:application")
    return [
        Part("web", (sys.executable, *web), person, ready=healthy(port), env=env),
        Part("worker", (*celery, *WORKER), person, ready=at_once, env=env, patience=20),
        Part("beat", (*celery, *beat), person, ready=at_once, env=env),
    ]


def quiet_about_root(person: rights.Person) -> tuple[str, ...]:
    """Where nobody else can read this checkout we say so once, in our words instead of Celery's."""
    if person.uid != 0:
        return ()
    print(
        "Worker and web server run as root: no other account can read this checkout or its Python.",
        flush=True,
    )
    return ("-W", "ignore:You're running the worker with superuser privileges")


def chosen_port() -> int:
    """PORT, or 8000."""
    given = os.environ.get("PORT") or "8000"
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65536:
        raise Problem(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def free(port: int) -> None:
    """Refuse a port that is not to be had, before anything is started."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise Problem(
                    f"Port {port} may only be used by root: choose one above 1023 (PORT=8000)."
                ) from None
            raise Problem(
                f"Port {port} is used by another program: stop that one, or choose another port "
                f"(PORT={port + 1} bin/up)."
            ) from None


def secret_key() -> str:
    """This checkout's own key, made once: sessions outlive a restart."""
    path = VAR / "secret-key"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        fresh.replace(path)
    return path.read_text()


def answering(url: str) -> None:
    """Refuse a database that does not answer."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        raise Problem(
            f"DATABASE_URL leads to no database that answers: {str(error).strip().splitlines()[-1]}"
        ) from None


def at_once() -> bool:
    """For a part that nobody waits for."""
    return True


def healthy(port: int) -> Callable[[], bool]:
    """Whether the health check of the web server on this port answers."""

    def ready() -> bool:
        request = urllib.request.Request(
            f"http://{HOST}:{port}/sante/", headers={"Host": "localhost"}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    return ready


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
