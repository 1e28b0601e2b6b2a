"""One migrated database, of which each test process copies its own.

Migrating costs each process seven seconds, copying half of one. The template lasts as long as the
migrations stay as they are: its name says which they were.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from runtime import stamps
from runtime.places import ROOT

MADE_FROM = ("*/migrations/*.py", "requirements/run.txt")


def database(tests: str) -> str:
    """The name of the template for the tests' database of that name, made where it is missing."""
    family = f"{tests}_template_"
    name = family + stamps.fingerprint(MADE_FROM)[:12]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        # Of processes that start together the first one makes it, and the others wait.
        server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 7))", [family])
        there = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        known = {row[0] for row in server.execute(there, [family])}
        if name not in known:
            for former in known:
                drop(server, former)
            make(server, name)
    return name


def make(server: psycopg.Connection, name: str) -> None:
    """Migrates under another name first: a template with the final name is always whole."""
    unfinished = f"{name}_new"
    drop(server, unfinished)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{unfinished}"))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "migrate", "-v0"],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": address},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(unfinished), sql.Identifier(name)
        )
    )


def drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
